/** Daily limits by name, counted in the database so that they hold over all gateways and survive a restart. */
package nl.sluis.limit;
