package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.sluis.conference.ConferenceList;

/**
 * {@code GET /conference}: the video service, what its account was found to keep and when, which meetings are to come, and what is to be deleted there.
 * No meeting's name, link or number.
 */
public final class ConferenceServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient ConferenceList list;

  public ConferenceServlet(ConferenceList list) {
    this.list = list;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerInJson(request, response, list::read);
  }
}
