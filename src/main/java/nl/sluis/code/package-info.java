/**
 * Codes that go to the phone: drawn uniformly, kept as keyed hashes, the newest only, compared in constant time. Counting tries is not done
 * here: it comes before, in the package that asks.
 *
 * <p>A crash after a code was stored and before it was sent leaves a code that nobody has; the visitor asks for another after a minute.
 */
package nl.sluis.code;
