package nl.sluis.webhook;

/** A webhook's row is not as a gateway left it: it is another client's by now. */
final class WebhookTamperedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WebhookTamperedException() {
    super("a webhook was changed past the gateway", null, false, false);
  }
}
