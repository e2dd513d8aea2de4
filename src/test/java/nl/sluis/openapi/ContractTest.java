package nl.sluis.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests' own net: what is not as described is caught, in both directions. */
class ContractTest {
  private static final String ID = "W6oisTrp-UVJcM51zTXvDA";
  private static final String PATH = "/v1/invitations/" + ID;
  private static final String INVITATION = """
      {"id":"W6oisTrp-UVJcM51zTXvDA","reference":"LLFB","state":"mailed","level":"sealed-at-intake","sequence":0,
      "createdAt":"2027-01-04T08:00:00.123456Z","mailedAt":null,"openedAt":null,"endedAt":null,"expiresAt":"2027-01-13T00:00:00Z",
      "openings":{"allowed":1,"left":1,"at":[]}}""";
  private static final Map<String, List<String>> KEY = Map.of("authorization", List.of("Bearer x"));
  private static final Map<String, List<String>> JSON = Map.of("content-type", List.of("application/json"), "request-id",
      List.of("0af7651916cd43dd8448eb211c80319c"));
  private static final Map<String, List<String>> PROBLEM = Map.of("content-type", List.of("application/problem+json"));

  @Test
  void whatIsAsDescribedPasses() {
    assertThat(Contract.complaints(get(200, JSON, INVITATION))).isEmpty();
    assertThat(Contract.complaints(close("{\"uid\":\"a\",\"more\":null}", 200, "{\"meeting\":\"a\",\"closed\":[]}")))
        .as("null is as good as absent").isEmpty();
    assertThat(Contract.complaints(new Exchange("GET", "/elsewhere", KEY, null, 299, JSON, "?"))).as("not described")
        .isEmpty();
  }

  @Test
  void anAnswerIsNotMoreNorLessThanDescribed() {
    refused(get(200, JSON, INVITATION.replace("\"sequence\":0", "\"sequence\":0,\"more\":1")), "more");
    refused(get(200, JSON, INVITATION.replace("\"sequence\":0,", "")), "sequence");
    refused(get(200, JSON, INVITATION.replace("mailed\"", "elsewhere\"")), "enumeration");
    refused(get(200, JSON, INVITATION.replace("2027-01-13T00:00:00Z", "soon")), "date-time");
    refused(get(200, JSON, "{"), "not JSON");
    refused(get(200, Map.of("content-type", List.of("text/html")), INVITATION), "media type");
    refused(get(202, JSON, INVITATION), "no such status");
  }

  @Test
  void aProblemIsOneOfTheCalls() {
    assertThat(Contract.complaints(get(404, PROBLEM, problem("unknown-invitation", 404)))).isEmpty();
    refused(get(404, PROBLEM, problem("unknown-meeting", 404)), "unknown-meeting");
    refused(get(409, PROBLEM, problem("stale-sequence", 409)), "no such status");
    refused(get(401, PROBLEM, problem("unauthorized", 401)), "lacks WWW-Authenticate");
  }

  @Test
  void aRequestThatIsAcceptedIsDescribed() {
    refused(close("{\"uid\":\"a\",\"more\":1}", 200, "{\"meeting\":\"a\",\"closed\":[]}"), "more");
    refused(close("{}", 200, "{\"meeting\":\"a\",\"closed\":[]}"), "uid");
    refused(new Exchange("GET", PATH + "?more=1", KEY, null, 200, JSON, INVITATION), "more");
    refused(new Exchange("GET", PATH, Map.of(), null, 200, JSON, INVITATION), "without a key");
    assertThat(Contract.complaints(close("{}", 422, problem("invalid", 422).replace("422",
        "422,\"errors\":[{\"pointer\":\"/uid\",\"detail\":\"is required\"}]")))).as("the gateway says itself that it is wrong")
        .isEmpty();
    refused(close("{}", 404, problem("unknown-meeting", 404)), "uid");
    assertThat(Contract.rubbish(() -> Contract.complaints(close("{}", 404, problem("unknown-meeting", 404))))).as("wrong on purpose")
        .isEmpty();
  }

  private static void refused(Exchange exchange, String why) {
    assertThat(Contract.complaints(exchange)).anySatisfy(complaint -> assertThat(complaint).contains(why));
  }

  private static Exchange get(int status, Map<String, List<String>> headers, String answer) {
    return new Exchange("GET", PATH, KEY, null, status, headers, answer);
  }

  private static Exchange close(String body, int status, String answer) {
    return new Exchange("POST", "/v1/meetings/close", KEY, body, status, status < 300 ? JSON : PROBLEM, answer);
  }

  private static String problem(String name, int status) {
    return "{\"type\":\"urn:sluis:problem:" + name + "\",\"title\":\"a\",\"status\":" + status + "}";
  }
}
