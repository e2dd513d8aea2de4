package nl.sluis.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;

/** One case of {@code vectors/envelope-v1.json}, printed by its name. */
record EnvelopeVector(JsonNode json) {
  boolean is(String result) {
    return json.get("result").textValue().equals(result);
  }

  byte[] bytes(String field) {
    return Base64Url.decode(json.get(field).textValue());
  }

  byte[] meeting() {
    return json.get("meeting").textValue().getBytes(UTF_8);
  }

  byte[] open() throws EnvelopeException {
    return open(bytes("envelope"));
  }

  /** Opens another envelope with the secrets and the id of this one. */
  byte[] open(byte[] envelope) throws EnvelopeException {
    return Opener.open(envelope, bytes("linkSecret"), bytes("share"), bytes("id"));
  }

  @Override
  public String toString() {
    return json.get("name").textValue();
  }
}
