package nl.sluis.webhook;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nl.sluis.keys.SealedColumn;
import nl.sluis.keys.Vault;
import nl.sluis.keys.VaultException;

/**
 * Seals and opens what a webhook's row keeps. The URL is sealed together with the client's id. So who can write to the database cannot send the events of
 * one client to the receiver of another.
 */
final class WebhookRows {
  private static final String BETWEEN = "\n";
  private final Vault vault;

  WebhookRows(Vault vault) {
    this.vault = vault;
  }

  /**
   * @param url    a right one
   * @param former null if there is none
   * @return all sealed columns, under one key
   */
  Sealed seal(String id, String clientId, URI url, byte[] secret, byte[] former) {
    var address = (clientId + BETWEEN + url).getBytes(StandardCharsets.US_ASCII);
    var sealed = vault.seal(SealedColumn.WEBHOOK_ADDRESS, id, address);
    var key = sealed.keyId();
    return new Sealed(key, sealed.bytes(), vault.seal(key, SealedColumn.WEBHOOK_SECRET, id, secret).bytes(),
        former == null ? null : vault.seal(key, SealedColumn.WEBHOOK_FORMER_SECRET, id, former).bytes());
  }

  /** @throws VaultException if the row is not as a gateway left it */
  URI url(Webhook webhook) {
    var opened = new String(vault.open(webhook.keyId(), SealedColumn.WEBHOOK_ADDRESS, webhook.id(), webhook.address()),
        StandardCharsets.US_ASCII);
    if (!opened.startsWith(webhook.clientId() + BETWEEN)) {
      throw new WebhookTamperedException();
    }
    return URI.create(opened.substring(webhook.clientId().length() + BETWEEN.length()));
  }

  /** @throws VaultException if the row is not as a gateway left it */
  Endpoint endpoint(Webhook webhook, Instant now) {
    var url = url(webhook);
    var secrets = new ArrayList<byte[]>();
    secrets.add(secret(webhook));
    if (webhook.formerSecret() != null && webhook.formerUntil() != null && webhook.formerUntil().isAfter(now)) {
      secrets.add(vault.open(webhook.keyId(), SealedColumn.WEBHOOK_FORMER_SECRET, webhook.id(), webhook.formerSecret()));
    }
    return new Endpoint(url, List.copyOf(secrets));
  }

  /** @return for the caller to wipe */
  byte[] secret(Webhook webhook) {
    return vault.open(webhook.keyId(), SealedColumn.WEBHOOK_SECRET, webhook.id(), webhook.secret());
  }

  /** The sealed columns of a row. */
  record Sealed(String keyId, byte[] address, byte[] secret, byte[] formerSecret) {
    @Override
    public String toString() {
      return "Sealed[" + keyId + ", " + Arrays.stream(new byte[][] {address, secret}).mapToInt(bytes -> bytes.length).sum() + "]";
    }
  }
}
