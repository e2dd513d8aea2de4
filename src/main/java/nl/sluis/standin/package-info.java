/**
 * Zoom as its published description has it, on loopback, for the tests and the demonstration. Nothing here was compared with Zoom itself. A gateway
 * in production starts none of it.
 */
package nl.sluis.standin;
