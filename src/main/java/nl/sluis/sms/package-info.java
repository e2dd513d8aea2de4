/**
 * Text messages. In comes a number with a text; out goes one of five outcomes, on which the caller builds what the
 * invitee is told.
 *
 * <p>Nothing is kept here: not the number, not the text. A crash in the middle of a call leaves it open whether the
 * message went, so the caller treats a call that never came back as {@link nl.sluis.sms.SmsOutcome#UNKNOWN}.
 *
 * <p>Twilio's SDK is used in this package only, and replacing it means another {@link nl.sluis.sms.SmsSender}.
 */
package nl.sluis.sms;
