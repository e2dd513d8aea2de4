package nl.sluis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import javax.net.ssl.SSLHandshakeException;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be had in a test as quickly: each state of a database, each reason of a port, and what nobody foresaw. */
class RefusalTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "28P01 | 78 | SLUIS_DATABASE_PASSWORD", "28000 | 78 | SLUIS_DATABASE_USER",
    "3D000 | 78 | no such database", "42501 | 78 | may not make tables",
    "08004 | 78 | TLS", "90020 | 75 | open in another process", "90146 | 78 | no such database", "90030 | 78 | damaged",
    "90028 | 75 | full, or fails",
    "90097 | 78 | cannot be made or written", "08001 | 75 | away or busy", "08006 | 75 | away or busy", "53300 | 75 | away or busy",
    "57P03 | 75 | away or busy", "25006 | 75 | away or busy", "55P03 | 75 | away or busy", "'' | 75 | away or busy",
    "42P07 | 78 | could not be brought", "22001 | 78 | could not be brought"})
  void aStateOfTheDatabaseSaysWhetherToTryAgain(String state, int status, String words) {
    var told = Refusal.of(new FlywayException("topsecret", new SQLException("topsecret", state)), null);
    assertThat(told.status()).isEqualTo(status);
    assertThat(told.faults()).singleElement().asString().contains(words).doesNotContain("topsecret");
  }

  @Test
  void aConnectionIsToldByWhatEndedIt() {
    assertThat(of(new SQLException("x", "08001", new UnknownHostException("db")))).isEqualTo(75);
    assertThat(of(new SQLException("x", "08006", new SSLHandshakeException("no")))).isEqualTo(78);
    assertThat(of(new SQLException("x", "08006", new CertificateException("no")))).isEqualTo(78);
    assertThat(of(new ConnectionException(new SQLTransientException("busy")))).isEqualTo(75);
  }

  @ParameterizedTest
  @CsvSource({"Address already in use, 75, .port", "Cannot assign requested address, 75, .bindHost", "Permission denied, 78, 1024"})
  void aPortIsToldByWhatIsInItsWay(String reason, int status, String words) {
    for (var address : new String[] {"/127.0.0.1:80", "localhost/127.0.0.1:80", "/[0:0:0:0:0:0:0:1]:80"}) {
      var bind = new BindException(reason);
      var told = Refusal.of(new RuntimeException(new IOException("Failed to bind to " + address, bind)), null);
      assertThat(told.status()).isEqualTo(status);
      assertThat(told.faults()).singleElement().asString().contains(address.substring(address.indexOf('/') + 1), words);
    }
  }

  @Test
  void whatNobodyForesawIsOneLineWithItsPlaceAndWithoutItsMessage() {
    var told = Refusal.of(new IllegalStateException("topsecret", new NullPointerException("topsecret")), null);
    assertThat(told.status()).isEqualTo(70);
    assertThat(told.faults()).singleElement().asString().contains("java.lang.NullPointerException at nl.sluis.RefusalTest")
        .doesNotContain("topsecret", "\n");
    assertThat(of(new InvalidPathException("a\0b", "Nul character"))).isEqualTo(78);
  }

  private static int of(Throwable thrown) {
    return Refusal.of(thrown, null).status();
  }
}
