/**
 * The mailbox and the phone of a test gateway. In come the mails and text messages that a live gateway would hand to relay and provider; out
 * they go to the client whose invitations they concern, and to nobody else, for a day.
 *
 * <p>They are sealed as mails that wait are. A crash while a mail is taken leaves it once: the courier brings it again, and it is known by its
 * Message-ID. A crash while a text message is taken leaves it or not, as with a provider.
 */
package nl.sluis.testgateway;
