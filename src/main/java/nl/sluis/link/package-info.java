/**
 * What the invitee's page asks: where the invitation stands, a code for the phone, the release, the same again, and the acknowledgement.
 *
 * <p>A try is counted and committed before it is compared, and on disk before it is answered. The row's lock lets one visitor through. What was
 * handed out is handed out again to the same ticket for ten minutes. So a crash or a broken connection costs a try at most, and never the invitation.
 */
package nl.sluis.link;
