/** Limits by name, counted in the database so that they hold over all gateways and survive a restart; and from where a visitor comes. */
package nl.sluis.limit;
