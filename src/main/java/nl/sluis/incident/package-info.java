/**
 * What an operator does after an accident: a stolen key, a database that was put back, a copy before either.
 *
 * <p>In comes a decision of the operator; out goes a statement, line by line, of what was ended and what may have been seen. Everything runs in
 * batches, and after a crash once more from the beginning.
 */
package nl.sluis.incident;
