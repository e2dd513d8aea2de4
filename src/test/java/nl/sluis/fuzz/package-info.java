/**
 * Strangers and clients who send whatever can be sent over HTTP: every route of both ports, with headers, codings, framings and bodies that
 * are right, nearly right and broken. {@code bin/fuzz} lets them go on for as long as one likes.
 */
package nl.sluis.fuzz;
