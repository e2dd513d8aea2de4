package nl.sluis.problem;

import nl.sluis.words.Worded;

/**
 * Every error that clients may meet, by the name they key on: {@code type} is {@code urn:sluis:problem:<name>} (RFC 9457 §3.1.1).
 *
 * <p>This list is public: a name, once published, keeps its meaning.
 */
public enum Problem implements Worded {
  MALFORMED_JSON(400, "The body is not one JSON object"),
  BAD_REQUEST(400, "The request cannot be understood"),
  UNAUTHORIZED(401, "A valid key is needed"),
  SCOPE_MISSING(403, "This key may not do that"),
  NOT_OUR_PAGE(403, "Only our own page may ask this"),
  WRONG_DIGITS(403, "These are not the last digits of the phone number"),
  WRONG_CODE(403, "This is not the code, or it is no longer valid"),
  WRONG_ACK(403, "This acknowledgement is not of this invitation"),
  NOT_YET(403, "The invitation opens later"),
  NOT_FOUND(404, "There is nothing here"),
  UNKNOWN_LINK(404, "This link is not known"),
  UNKNOWN_TICKET(404, "This ticket is not known, or its time is over"),
  UNKNOWN_INVITATION(404, "There is no such invitation"),
  UNKNOWN_MEETING(404, "There is no such meeting"),
  UNKNOWN_WEBHOOK(404, "There is no such webhook"),
  METHOD_NOT_ALLOWED(405, "This method is not for this address"),
  NOT_ACCEPTABLE(406, "Only application/json is spoken here"),
  TIMEOUT(408, "The body came too slowly"),
  ALREADY_POSTED(409, "A sealed invitation with this id or access hash exists"),
  IDEMPOTENCY_KEY_IN_USE(409, "A post with this Idempotency-Key is still under way"),
  ALREADY_OPENED(409, "The invitation was opened and can no longer be revoked"),
  STALE_SEQUENCE(409, "The meeting was changed or cancelled with this sequence or a higher one"),
  CONFERENCE_ADDS(409, "A meeting that is made takes no more invitees: raise the sequence, and everybody gets a new one"),
  WEBHOOK_DISABLED(409, "The webhook is disabled"),
  NOT_ASKABLE(409, "Nobody can be asked for a new invitation"),
  GONE(410, "The invitation can no longer be opened"),
  CURSOR_LOST(410, "The feed does not go on from here"),
  TOO_LARGE(413, "The body or the meeting is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Only application/json is read here"),
  INVALID(422, "Some fields are wrong"),
  IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key came before, with another body"),
  CONFERENCE_REFUSED(422, "The meeting is not made"),
  NUMBER_TAKES_NO_SMS(422, "This phone number cannot receive text messages"),
  TOO_SOON(429, "Too soon, or too often"),
  INTERNAL(500, "Something went wrong here; it has been noted"),
  SMS_UNAVAILABLE(503, "Text messages cannot be sent now; the operator must act"),
  CONFERENCE_UNAVAILABLE(503, "The meeting cannot be made now; try again"),
  UNAVAILABLE(503, "Not available for a moment; try again");

  private final int status;
  private final String title;

  Problem(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** @return as {@code urn:sluis:problem:wrong-code} */
  public String type() {
    return "urn:sluis:problem:" + word();
  }
}
