/**
 * Mail. In comes who is invited by whom, and the link; out goes one mail to one reader, handed to the operator's relay.
 *
 * <p>Nothing is kept here. A crash, or a connection lost before the relay's last answer, leaves it open whether the
 * mail went; the caller sends it again with the same Message-ID, so that the reader's mailbox may see that it is the
 * same mail.
 *
 * <p>Jakarta Mail is used in this package only, and replacing it means another {@link nl.sluis.mail.MailSender}.
 */
package nl.sluis.mail;
