package dev.muster.web;

import dev.muster.domain.Secret;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came, before anybody is known.
 *
 * @param path without query, as it stood in the request line
 * @param query after the question mark, empty where there is none
 * @param headers by name in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Request(
    String id, String method, String path, String query, Map<String, String> headers, byte[] body) {

  public Request {
    headers = Map.copyOf(headers);
  }

  /** The credential that it bears. */
  Optional<Secret> credential() {
    String key = headers.get("x-api-key");
    if (key != null && !key.isBlank()) {
      return Optional.of(new Secret(key.strip()));
    }
    String authorization = headers.getOrDefault("authorization", "");
    boolean bearer = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
    return bearer && authorization.length() > 7
        ? Optional.of(new Secret(authorization.substring(7).strip()))
        : Optional.empty();
  }
}
