package nl.sluis.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import nl.sluis.envelope.Base64Url;
import nl.sluis.envelope.LinkSecret;
import nl.sluis.envelope.SealedMeeting;

/**
 * One meeting sealed for one invitee. {@link #json} is for the gateway and {@link #link} for the invitee. Who has both can open it, so
 * neither goes the other's way.
 */
public final class SealedInvitation implements AutoCloseable {
  private final String publicUrl;
  private final byte[] id;
  private final SealedMeeting sealed;

  SealedInvitation(String publicUrl, byte[] id, SealedMeeting sealed) {
    this.publicUrl = publicUrl;
    this.id = id;
    this.sealed = sealed;
  }

  /** @return 22 characters, by which the gateway is asked for the state */
  public String id() {
    return Base64Url.encode(id);
  }

  /**
   * The invitee's {@code sealed}, for {@link Post#of(Map)}.
   *
   * @return five strings: id, share, envelope, accessHash, ackHash
   * @throws IllegalStateException if this was closed
   */
  public Map<String, String> fields() {
    return Map.of("id", id(), "share", Base64Url.encode(sealed.share()), "envelope", Base64Url.encode(sealed.envelope()), "accessHash",
        Base64Url.encode(sealed.accessHash()), "ackHash", Base64Url.encode(sealed.ackHash()));
  }

  /**
   * The same as JSON, for who writes the post by a library.
   *
   * @return a JSON object of the five strings
   * @throws IllegalStateException if this was closed
   */
  public String json() {
    return String.format(Locale.ROOT, "{\"id\":\"%s\",\"share\":\"%s\",\"envelope\":\"%s\",\"accessHash\":\"%s\",\"ackHash\":\"%s\"}", id(),
        Base64Url.encode(sealed.share()), Base64Url.encode(sealed.envelope()), Base64Url.encode(sealed.accessHash()),
        Base64Url.encode(sealed.ackHash()));
  }

  /**
   * The link that the mail carries. It is the one secret that the gateway must not get: post it nowhere, log it nowhere.
   *
   * @return made anew at every call, for no string can be wiped: keep it nowhere either
   * @throws IllegalStateException if this was closed
   */
  public String link() {
    try (var secret = LinkSecret.of(sealed.linkSecret())) {
      return publicUrl + "/i#" + secret.fragment();
    }
  }

  /** Wipes both secrets. */
  @Override
  public void close() {
    sealed.close();
    Arrays.fill(id, (byte) 0);
  }

  @Override
  public String toString() {
    return "SealedInvitation[redacted]";
  }
}
