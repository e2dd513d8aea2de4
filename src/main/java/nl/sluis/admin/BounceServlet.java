package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import nl.sluis.bounce.Bounces;

/**
 * {@code POST /tasks/bounce}, with a mail as {@code message/rfc822}: takes a report of a mail that did not arrive. {@link OperatorAuth} asks for a key of
 * its own. 200, whatever the mail is, in words; so whoever hands mails over can forget this one. 413 and 415, in words, if it cannot be looked at.
 */
public final class BounceServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private static final int MOST_BYTES = 1_048_576;
  private final transient Bounces bounces;

  public BounceServlet(Bounces bounces) {
    this.bounces = bounces;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInWords(request, response, (q, a) -> {
      if (!String.valueOf(q.getContentType()).split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("message/rfc822")) {
        a.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        a.getWriter().println("Give the mail as it came, with Content-Type: message/rfc822.");
        return;
      }
      var mail = q.getContentLengthLong() > MOST_BYTES ? new byte[MOST_BYTES + 1] : q.getInputStream().readNBytes(MOST_BYTES + 1);
      try {
        answer(mail, a);
      } finally {
        // A link may be in it.
        Arrays.fill(mail, (byte) 0);
      }
    });
  }

  private void answer(byte[] mail, HttpServletResponse a) throws IOException {
    if (mail.length > MOST_BYTES) {
      a.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      a.getWriter()
          .println("The mail has more than " + MOST_BYTES + " bytes. Give its beginning: what it reports stands before what it returns.");
    } else {
      a.getWriter().println(words(bounces.take(mail)));
    }
  }

  private static String words(Bounces.Taken taken) {
    var id = taken.id().orElse("");
    return switch (taken.outcome()) {
      case FAILED -> "failed: scheduler and organizer of invitation " + id + " are told that its mail did not arrive.";
      case DELAYED -> "delayed: the scheduler of invitation " + id + " is told that its mail is late.";
      case NOTHING_NEW ->
        "nothing-new: of invitation " + id + " this was reported before, or it was opened or has ended, or it was a test mail.";
      case NO_REPORT -> "no-report: this is no report of a mail that failed or is late.";
      case WRONG_TAG -> "wrong-tag: no address that this mail came to has a tag of this gateway.";
    };
  }
}
