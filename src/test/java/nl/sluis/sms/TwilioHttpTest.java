package nl.sluis.sms;

import com.twilio.http.HttpClient;
import com.twilio.http.HttpMethod;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.rest.Domains;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import nl.sluis.secret.Secret;
import nl.sluis.testing.FakeTwilio;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TwilioHttpTest {
  @Test
  void keepsPathAndQueryOnAnotherBase() {
    var request = new Request(HttpMethod.POST, Domains.API.toString(), "/2010-04-01/Accounts/AC123/Messages.json");
    request.addQueryParam("PageSize", "1");
    assertThat(new TwilioHttp(null, "http://127.0.0.1:9/twilio", 0).target(request))
        .hasToString("http://127.0.0.1:9/twilio/2010-04-01/Accounts/AC123/Messages.json?PageSize=1");
  }

  @ParameterizedTest
  @CsvSource({",,api.twilio.com", "ie1,,api.ie1.twilio.com", "ie1,dublin,api.dublin.ie1.twilio.com"})
  void staysInTheRegionThatIsConfigured(String region, String edge, String host) {
    var asked = new AtomicReference<Request>();
    var http = new HttpClient() {
      @Override
      public Response makeRequest(Request request) {
        asked.set(request);
        return new Response("{}", 201, new Header[0]);
      }
    };
    message().create(new TwilioSmsSender(configuration(region, edge)).restClient(http));
    assertThat(new TwilioHttp(null, null, 0).target(asked.get()))
        .hasToString("https://" + host + "/2010-04-01/Accounts/AC123/Messages.json");
  }

  @Test
  void keepsNeitherRequestNorResponse() {
    try (var twilio = FakeTwilio.start()) {
      var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      var http = new TwilioHttp(TwilioHttp.client(Duration.ofSeconds(5)), twilio.baseUrl(), deadline);
      message().create(new TwilioSmsSender(configuration(null, null)).restClient(http));
      assertThat(twilio.messages()).hasSize(1);
      assertThat(http.getLastRequest()).isNull();
      assertThat(http.getLastResponse()).isNull();
    }
  }

  private static MessageCreator message() {
    return Message.creator(new PhoneNumber("+31612345678"), "MG123", "123456 is your code");
  }

  private static TwilioConfiguration configuration(String region, String edge) {
    return new TwilioConfiguration("AC123", Secret.of("token"), null, "+15005550006", null, region, edge, null);
  }
}
