package nl.sluis.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * A webhook that was just made, or whose secret was. This is the only time that the secret is shown.
 *
 * @param types absent for all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MadeWebhook(String id, String url, List<String> types, String secret) {
  @Override
  public String toString() {
    return "MadeWebhook[" + id + "]";
  }
}
