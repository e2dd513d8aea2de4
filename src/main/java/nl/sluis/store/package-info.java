/**
 * Ciphertext at rest, and its end. Here are the transactions that all others use: each about one moment of the database's clock, and on disk
 * when it answers.
 *
 * <p>What ends an invitation erases in the same statement what could open it; the sweeper only frees space, so a crash between its batches
 * leaves work for its next minute and nothing else.
 */
package nl.sluis.store;
