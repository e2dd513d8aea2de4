/**
 * Mails owed: enqueued in the transaction that owes them, handed to the relay right after its commit, erased on the relay's 250. The link secret
 * exists here only, sealed under a key that lives within an hour.
 *
 * <p>A crash while a mail is handed over leaves its row with a lease; then it is sent again with the same Message-ID, and never with another
 * link.
 */
package nl.sluis.outbox;
