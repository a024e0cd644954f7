package dev.muster.provider;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The headers of a request; what the user sets replaces what we would, betas are united. */
final class RequestHeaders {

  static final String LONG_CONTEXT_BETA = "context-1m-2025-08-07";

  private static final String OAUTH_BETA = "oauth-2025-04-20";
  private static final String API_VERSION = "2023-06-01";

  private RequestHeaders() {}

  static Map<String, String> of(
      ProviderConfig config,
      ClientIdentity identity,
      Credentials.Outcome.Present credentials,
      boolean longContext) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json, text/event-stream");
    headers.put("accept-encoding", "identity");
    headers.put("content-type", "application/json");
    headers.put("anthropic-version", API_VERSION);
    headers.put("user-agent", "muster/" + identity.version());
    headers.put("x-app", "cli");
    headers.put("x-claude-code-session-id", identity.sessionId());
    Secret apiKey = credentials.apiKey();
    if (apiKey != null) {
      headers.put("x-api-key", apiKey.value());
    }
    Secret bearer = credentials.bearer();
    if (bearer != null) {
      headers.put("authorization", "Bearer " + bearer.value());
    }
    Set<String> betas = new LinkedHashSet<>();
    if (credentials.oauth()) {
      betas.add(OAUTH_BETA);
    }
    if (longContext && config.experimentalBetas()) {
      betas.add(LONG_CONTEXT_BETA);
    }
    betas.addAll(config.betas());
    for (Header header : config.headers()) {
      if (header.name().equals("anthropic-beta")) {
        betas.addAll(List.of(header.value().value().split("\\s*,\\s*")));
      } else {
        headers.put(header.name(), header.value().value());
      }
    }
    if (!betas.isEmpty()) {
      headers.put("anthropic-beta", String.join(",", betas));
    }
    return headers;
  }

  /** Whether the user's own headers already say who they are. */
  static boolean authenticate(List<Header> headers) {
    for (Header header : headers) {
      if (header.name().equals("authorization") || header.name().equals("x-api-key")) {
        return true;
      }
    }
    return false;
  }
}
