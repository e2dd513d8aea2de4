package nl.sluis.standin;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be asked, and by which granular scope.
 *
 * @see <a href="https://developers.zoom.us/docs/api/">Zoom API reference, "Granular Scopes" of each operation</a>
 */
public enum Operation {
  TOKEN("POST", "/oauth/token", ""),
  CREATE("POST", "/v2/users/([^/]+)/meetings", "meeting:write:meeting:admin"),
  LIST("GET", "/v2/users/([^/]+)/meetings", "meeting:read:list_meetings:admin"),
  READ("GET", "/v2/meetings/(\\d{1,18})", "meeting:read:meeting:admin"),
  DELETE("DELETE", "/v2/meetings/(\\d{1,18})", "meeting:delete:meeting:admin"),
  STATUS("PUT", "/v2/meetings/(\\d{1,18})/status", "meeting:update:status:admin"),
  ACCOUNT_SETTINGS("GET", "/v2/accounts/(me)/settings", "account:read:settings:admin"),
  ACCOUNT_LOCKS("GET", "/v2/accounts/(me)/lock_settings", "account:read:lock_settings:master"),
  USER("GET", "/v2/users/([^/]+)", "user:read:user:admin"),
  USER_SETTINGS("GET", "/v2/users/([^/]+)/settings", "user:read:settings:admin"),
  GROUP_LOCKS("GET", "/v2/groups/([^/]+)/lock_settings", "group:read:lock_settings:admin");

  private final String method;
  private final Pattern path;
  private final String scope;

  Operation(String method, String path, String scope) {
    this.method = method;
    this.path = Pattern.compile(path);
    this.scope = scope;
  }

  /** @return by which scope, with {@code :admin} or {@code :master} at its end */
  public String scope() {
    return scope;
  }

  static Optional<Operation> of(String method, String path) {
    return Arrays.stream(values()).filter(one -> one.method.equals(method) && one.path.matcher(path).matches()).findFirst();
  }

  /** @return the part of the path that names whom or what; empty where there is none */
  String subject(String requested) {
    Matcher matcher = path.matcher(requested);
    return matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : "";
  }
}
