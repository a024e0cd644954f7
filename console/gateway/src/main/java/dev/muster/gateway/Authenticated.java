package dev.muster.gateway;

import dev.muster.domain.Caller;
import dev.muster.domain.KeyCheck;
import dev.muster.domain.Keys;
import dev.muster.domain.Secret;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * A request whose sender is known; made by {@link #check} alone.
 *
 * @param caller whose key it bore
 */
record Authenticated(GatewayRequest request, Caller caller) implements Checked<Authenticated> {

  private static final String BEARER = "bearer ";
  private static final int MAX_KEY = 1_000;

  /** Looks at a request's credential: {@code x-api-key} first, else a bearer token. */
  static Checked<Authenticated> check(GatewayRequest request, Keys keys) {
    String presented = presented(request.http().headers());
    if (presented == null) {
      return new Checked.Stopped<>(Refusal.unauthenticated("no credential"));
    }
    return switch (keys.check(new Secret(presented))) {
      case KeyCheck.Known(Caller caller) -> new Authenticated(request, caller);
      case KeyCheck.Unknown unknown ->
          new Checked.Stopped<>(Refusal.unauthenticated("unknown key"));
      case KeyCheck.Revoked revoked ->
          new Checked.Stopped<>(Refusal.unauthenticated("revoked key"));
      case KeyCheck.Unavailable(String why) -> new Checked.Stopped<>(Refusal.unavailable(why));
    };
  }

  private static @Nullable String presented(MultiMap headers) {
    String key = headers.get("x-api-key");
    if (key == null || key.isBlank()) {
      String authorization = headers.get("authorization");
      boolean bearer =
          authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
      key = authorization != null && bearer ? authorization.substring(BEARER.length()) : null;
    }
    String trimmed = key == null ? "" : key.strip();
    return trimmed.isEmpty() || trimmed.length() > MAX_KEY ? null : trimmed;
  }
}
