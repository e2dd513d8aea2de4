/**
 * Reports of mails that did not arrive. Out goes, with each mail of an invitation, the address to which a report comes back: it has a tag, by which
 * the gateway knows its invitation again ({@link nl.sluis.bounce.BounceTags}). In comes such a report, and what it says of a live invitation is told to
 * its scheduler and its organizer, once ({@link nl.sluis.bounce.Bounces}).
 *
 * <p>A report is read in memory, and nothing of it is kept but its action and the class of its status. It ends nothing, because whoever has the mail
 * can write one. After a crash it is noted whole or not at all, and the mail server hands it over again.
 */
package nl.sluis.bounce;
