/** Secrets of the configuration, which cannot be printed by accident. */
package nl.sluis.secret;
