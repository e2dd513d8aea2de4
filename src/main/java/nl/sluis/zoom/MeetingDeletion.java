package nl.sluis.zoom;

import nl.sluis.conference.ConferenceUnavailableException;

/**
 * Deletes a meeting, without a mail to anybody. Zoom has said of meetings that exist that they do not, so that is asked once more before it is
 * believed.
 */
final class MeetingDeletion {
  private static final int TRIES = 2;
  private static final int PERSONAL_ROOM = 3018;
  private final ZoomApi api;

  MeetingDeletion(ZoomApi api) {
    this.api = api;
  }

  /** @throws ConferenceUnavailableException it may still be there */
  void delete(String id, Deadline deadline) {
    if (!id.matches("\\d{9,18}")) {
      throw new IllegalArgumentException("no number of a meeting at Zoom");
    }
    for (var tries = 0; tries < TRIES; tries++) {
      if (isDone(id, deadline) || !exists(id, deadline)) {
        return;
      }
    }
    throw new ConferenceUnavailableException("Zoom shows a meeting, and says that it does not exist when it is to be deleted (code 3001).",
        null, true);
  }

  private boolean isDone(String id, Deadline deadline) {
    try (var answer = api.ask("DELETE", "/meetings/" + id + "?schedule_for_reminder=false&cancel_meeting_reminder=false", deadline)) {
      if (answer.isRefused(400, PERSONAL_ROOM)) {
        // It was there before us, and nobody was given its link by us.
        return true;
      }
      if (!answer.isDone() && !answer.isRefused(404, ZoomErrors.NO_MEETING)) {
        throw refused("delete", answer);
      }
      return answer.isDone();
    }
  }

  private boolean exists(String id, Deadline deadline) {
    try (var answer = api.ask("GET", "/meetings/" + id, deadline)) {
      if (!answer.isDone() && !answer.isRefused(404, ZoomErrors.NO_MEETING)) {
        throw refused("show", answer);
      }
      return answer.isDone();
    }
  }

  private static ConferenceUnavailableException refused(String what, ZoomAnswer answer) {
    return new ConferenceUnavailableException(
        "Zoom does not " + what + " a meeting that is to be deleted (status " + answer.status() + ", code "
            + answer.code() + ").",
        null, true);
  }
}
