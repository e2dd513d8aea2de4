package nl.sluis.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.sluis.audit.AuditLog;
import nl.sluis.mail.TestMail;
import nl.sluis.rules.MailAddress;

/** {@code POST /tasks/test-mail}, with {@code to=…} in the body: sends one mail that invites nobody, and says what the relay said. */
public final class TestMailServlet extends OperatorServlet {
  private static final long serialVersionUID = 1;
  private final transient TestMail mail;
  private final transient AuditLog audit;

  public TestMailServlet(TestMail mail, AuditLog audit) {
    this.mail = mail;
    this.audit = audit;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    answerAtTheEnd(request, response, (q, say) -> {
      var to = new Parameters(q, "to").ofBody("to").filter(MailAddress::isAddress)
          .orElseThrow(() -> Parameters.invalid("to", "give one mail address, as a form in the body"));
      var fault = mail.send(to);
      audit.record("test-mail", fault.isEmpty() ? "taken" : "not-taken");
      if (fault.isEmpty()) {
        say.accept("The relay took the mail. Look whether it arrives, also among the spam.");
      }
      return fault;
    });
  }
}
