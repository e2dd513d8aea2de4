/**
 * A scheduler posts a meeting. In comes one HTTP call with a client key; out go one sealed invitation per invitee and a mail owed for each, all
 * in one transaction, and then a receipt in which nothing opens anything.
 *
 * <p>A crash before the commit leaves nothing. After it everything is there, whether or not the 201 arrived.
 */
package nl.sluis.intake;
