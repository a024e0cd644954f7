package dev.muster.web;

import dev.muster.domain.RateLimits;
import dev.muster.json.Json;
import java.util.Set;

/** Reads rate limits, our own addition to workspaces and keys. */
final class Limits {

  private static final Set<String> NAMES =
      Set.of(
          "requests_per_minute",
          "input_tokens_per_minute",
          "output_tokens_per_minute",
          "concurrent_requests");

  private Limits() {}

  /** The limits of a body's {@code rate_limits}; those that it does not name are as before. */
  static RateLimits.Limit of(Body body, RateLimits.Limit before) {
    if (!body.has("rate_limits")) {
      return before;
    }
    Json.Obj json = body.object("rate_limits");
    for (String name : json.members().keySet()) {
      if (!NAMES.contains(name)) {
        throw Refusal.invalid("rate_limits." + name + ": is no rate limit");
      }
    }
    return new RateLimits.Limit(
        limit(json, "requests_per_minute", before.requests()),
        limit(json, "input_tokens_per_minute", before.inputTokens()),
        limit(json, "output_tokens_per_minute", before.outputTokens()),
        limit(json, "concurrent_requests", before.concurrent()));
  }

  private static long limit(Json.Obj json, String name, long before) {
    Json value = json.get(name);
    if (value == null) {
      return before;
    }
    if (value instanceof Json.Null) {
      return RateLimits.Limit.UNLIMITED;
    }
    long limit = json.whole(name).orElse(-1);
    if (limit < 0) {
      throw Refusal.invalid("rate_limits." + name + ": must be a whole number, or null for none");
    }
    return limit;
  }
}
