package nl.sluis.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values of traceparent are one, by W3C Trace Context §3.2.2 and §4. */
class RequestIdsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "b7ad6b7169203331";
  private final RequestIds ids = new RequestIds();

  @ParameterizedTest
  @ValueSource(strings = {"00-" + TRACE + "-" + PARENT + "-01", "00-" + TRACE + "-" + PARENT + "-00", "00-" + TRACE + "-" + PARENT + "-ff",
    // A later version, which may have more behind a dash.
    "01-" + TRACE + "-" + PARENT + "-01", "cc-" + TRACE + "-" + PARENT + "-01", "cc-" + TRACE + "-" + PARENT + "-01-",
    "cc-" + TRACE + "-" + PARENT + "-01-what the future will be like", "fe-" + TRACE + "-" + PARENT + "-01"})
  void theTraceIdOfOneThatIsRightIsTaken(String sent) {
    assertThat(ids.of(HttpFields.build().add("traceparent", sent))).isEqualTo(TRACE);
    assertThat(ids.of(HttpFields.build().add("TraceParent", sent))).as("names of headers have no case").isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", TRACE, "00-" + TRACE + "-" + PARENT, "00-" + TRACE + "-" + PARENT + "-",
    "00-" + TRACE + "-" + PARENT + "-1",
    "00-" + TRACE + "-" + PARENT + "-001", "00-" + TRACE + "-" + PARENT + "-01-", "00-" + TRACE + "-" + PARENT + "-01-more",
    "ff-" + TRACE + "-" + PARENT + "-01", "0-" + TRACE + "-" + PARENT + "-01", "000-" + TRACE + "-" + PARENT + "-01",
    "cc-" + TRACE + "-" + PARENT + "-01.more", "cc-" + TRACE + "-" + PARENT + "-010", ".0-" + TRACE + "-" + PARENT + "-01",
    "00-00000000000000000000000000000000-" + PARENT + "-01", "00-" + TRACE + "-0000000000000000-01", "00-" + TRACE + "a-" + PARENT + "-01",
    "00-0af7651916cd43dd8448eb211c80319-" + PARENT + "-01", "00-0AF7651916CD43DD8448EB211C80319C-" + PARENT + "-01",
    "00-" + TRACE + "-B7AD6B7169203331-01", "00-" + TRACE + "-" + PARENT + "-0G", "00-" + TRACE + "-" + PARENT + "-AA",
    "00-0af7651916cd43dd8448eb211c80319g-" + PARENT + "-01", "00_" + TRACE + "_" + PARENT + "_01", "00-" + TRACE + "-" + PARENT + "-01, x",
    "00-" + TRACE + "-" + PARENT + "-01,00-" + TRACE + "-" + PARENT + "-01", "cc-00000000000000000000000000000000-" + PARENT + "-01"})
  void ofAnyOtherOneIsDrawn(String sent) {
    var id = ids.of(HttpFields.build().add("traceparent", sent));
    assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
  }

  @Test
  void ofNoneAndOfTwoOneIsDrawn() {
    var right = "00-" + TRACE + "-" + PARENT + "-01";
    assertThat(ids.of(HttpFields.build().add("traceparent", right).add("traceparent", right))).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
    assertThat(ids.of(HttpFields.build())).matches("[0-9a-f]{32}").isNotEqualTo(ids.of(HttpFields.build()));
  }
}
