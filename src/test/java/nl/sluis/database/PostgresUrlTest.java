package nl.sluis.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beyond this machine PostgreSQL is spoken to by verified TLS, or somebody says why not. */
class PostgresUrlTest {
  @ParameterizedTest
  @ValueSource(strings = {"//127.0.0.1/sluis", "//localhost/sluis", "//LOCALHOST:5433/sluis", "//[::1]:5432/sluis", "//127.0.0.2/sluis",
    "sluis", "///sluis",
    "//127.0.0.1:5432,localhost:5433/sluis", "//127.0.0.1/sluis?sslmode=disable", "//127.0.0.1/sluis?ApplicationName=db.example.org",
    "//db.example.org/sluis?sslmode=verify-full", "//db.example.org/sluis?sslmode=VERIFY-FULL", "//db.example.org/sluis?ssl=true",
    "//db.example.org/sluis?sslmode=verify%2Dfull", "//a.example,b.example:5433/sluis?sslmode=verify-full",
    "//192.0.2.1/sluis?sslmode=verify-full",
    "//db.example.org/sluis?sslmode=disable&sslmode=verify-full", "//[2001:db8::1]/sluis?sslmode=verify-full&sslrootcert=/etc/ca.crt",
    "//db.example.org/sluis?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"})
  void thisMachineOrVerifiedTlsIsTaken(String behind) {
    assertThat(PostgresUrl.faults("jdbc:postgresql:" + behind, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"//db.example.org/sluis", "//192.0.2.1:5432/sluis", "//[2001:db8::1]/sluis", "//localhost.example.org/sluis",
    "//0.0.0.0/sluis", "//db/sluis",
    "//127.0.0.1,db.example.org/sluis", "//db.example.org,127.0.0.1/sluis", "//127.0.0.1/sluis?host=db.example.org",
    "//127.0.0.1/sluis?PGHOST=db.example.org",
    "//db.example.org/sluis?sslmode=require", "//db.example.org/sluis?sslmode=verify-ca", "//db.example.org/sluis?sslmode=prefer",
    "//db.example.org/sluis?sslmode=allow", "//db.example.org/sluis?sslmode=disable", "//db.example.org/sluis?ssl=false",
    "//db.example.org/sluis?sslmode=",
    "//db.example.org/sluis?sslmode=verify-full&sslmode=require", "//db.example.org/sluis?ssl=true&sslmode=require",
    "//db.example.org/sluis?SSLMODE=verify-full",
    "//db.example.org/sluis?sslmode=bogus", "//db.example.org/sluis#sslmode=verify-full", "//db.example.org/sslmode=verify-full",
    "//db.example.org/sluis?ApplicationName=sslmode%3Dverify-full", "//%31%32%37.0.0.1/sluis",
    "//db.example.org/sluis?sslmode=verify-full&sslfactory=org.postgresql.ssl.NonValidatingFactory",
    "//db.example.org/sluis?sslmode=verify-full&sslhostnameverifier=org.example.Anything",
    "//127.0.0.1/sluis?socketFactory=org.example.Elsewhere&socketFactoryArg=db.example.org"})
  void othersCouldReadTheWayOrPassForTheServer(String behind) {
    assertThat(PostgresUrl.faults("jdbc:postgresql:" + behind, false)).singleElement().asString()
        .contains("database.url", "sslmode=verify-full", "SLUIS_DATABASE_PLAIN_REASON").doesNotContain("example");
    assertThat(PostgresUrl.faults("jdbc:postgresql:" + behind, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/sluis", "//db.example.org", "//db.example.org?sslmode=verify-full", "//db.example.org:x/sluis",
    "//user:topsecret@db.example.org/sluis", "//,/sluis",
    "//db.example.org:99999/sluis", "//?service=nosuch"})
  void whatTheDriverDoesNotReadIsRefusedWhateverIsAllowed(String behind) {
    assertThat(PostgresUrl.faults("jdbc:postgresql:" + behind, true)).singleElement().asString()
        .contains("database.url is not a URL").doesNotContain("topsecret", "example");
  }

  @Test
  void aReasonIsASentenceAndIsSaidOnlyWhereItIsNeeded() {
    var beyond = "jdbc:postgresql://db.example.org/sluis";
    for (var noReason : new String[] {"yes", "true", "x", "because\nit is", "r".repeat(201)}) {
      assertThat(new DatabaseConfiguration(beyond, null, null, null, noReason).faults()).singleElement().asString()
          .contains("database.plainReason must say");
    }
    var given = new DatabaseConfiguration(beyond, null, null, null, " WireGuard between the two hosts ");
    assertThat(given.faults()).isEmpty();
    assertThat(given.plainBecause()).hasValue("WireGuard between the two hosts");
    assertThat(new DatabaseConfiguration(beyond + "?sslmode=verify-full", null, null, null, given.plainReason()).plainBecause()).isEmpty();
    assertThat(new DatabaseConfiguration("jdbc:postgresql://127.0.0.1/sluis", null, null, null, given.plainReason()).plainBecause())
        .isEmpty();
    assertThat(new DatabaseConfiguration(null, null, null, null, given.plainReason()).plainBecause()).isEmpty();
    for (var blank : new String[] {null, "", "  "}) {
      assertThat(new DatabaseConfiguration(beyond, null, null, null, blank).faults()).singleElement().asString()
          .contains("sslmode=verify-full");
    }
  }
}
