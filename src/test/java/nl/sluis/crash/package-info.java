/**
 * The crash test: traffic of all three roles, {@code kill -9} at random moments, and outside of the gateways a ledger of what they
 * promised, which is compared in the end with the mails that came and the invitations that opened.
 */
package nl.sluis.crash;
