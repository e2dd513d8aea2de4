/**
 * How page and mail come to look like the organization's own: a logo and two colours, checked at the start so that everybody can read
 * what is written in them.
 */
package nl.sluis.brand;
