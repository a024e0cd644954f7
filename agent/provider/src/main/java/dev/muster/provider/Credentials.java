package dev.muster.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this user proves themselves with to the provider.
 *
 * <p>{@code ANTHROPIC_API_KEY} goes out as {@code x-api-key}, {@code ANTHROPIC_AUTH_TOKEN} as a
 * bearer token; a helper's token fills whichever of the two is left. {@code
 * CLAUDE_CODE_OAUTH_TOKEN} is a bearer token that counts only where there is none of these. A
 * variable that is empty counts as not set. Safe for use by several threads; secrets do not show in
 * {@code toString}.
 */
public final class Credentials {

  private final @Nullable Secret apiKey;
  private final @Nullable Secret authToken;
  private final @Nullable Secret oauthToken;
  private final @Nullable ApiKeyHelper helper;

  /** What can be sent. */
  sealed interface Outcome {
    /** At least one credential. */
    record Present(@Nullable Secret apiKey, @Nullable Secret bearer, boolean oauth)
        implements Outcome {}

    /** Nothing is configured. */
    record Absent() implements Outcome {}

    /** Something is configured but cannot be used. */
    record Unusable(String why, boolean mayPass) implements Outcome {}
  }

  private Credentials(Map<String, String> environment, @Nullable ApiKeyHelper helper) {
    this.apiKey = secret(environment, "ANTHROPIC_API_KEY");
    this.authToken = secret(environment, "ANTHROPIC_AUTH_TOKEN");
    this.oauthToken = secret(environment, "CLAUDE_CODE_OAUTH_TOKEN");
    this.helper = helper;
  }

  /**
   * Takes credentials from the environment and the settings.
   *
   * @param helper the command that prints one, or {@code null}; it is not run before it is needed
   */
  public static Credentials of(Map<String, String> environment, @Nullable ApiKeyHelper helper) {
    return new Credentials(environment, helper);
  }

  /** No credentials, for a gateway that asks for none. */
  public static Credentials none() {
    return new Credentials(Map.of(), null);
  }

  /** Where the API key comes from, as scripts see it in the first message of a session. */
  public String apiKeySource() {
    if (apiKey != null) {
      return "ANTHROPIC_API_KEY";
    }
    return helper != null ? "apiKeyHelper" : "none";
  }

  /** Whether anything is configured. */
  public boolean present() {
    return apiKey != null || authToken != null || oauthToken != null || helper != null;
  }

  /** What to send now; runs the helper when its token is needed and not at hand. */
  Outcome current() throws InterruptedException {
    Secret key = apiKey;
    Secret bearer = authToken;
    for (Secret secret : new @Nullable Secret[] {key, bearer, oauthToken}) {
      if (secret != null && !secret.isToken()) {
        return new Outcome.Unusable(
            "the configured key or token holds spaces or characters other than printable ASCII",
            false);
      }
    }
    if (helper != null && (key == null || bearer == null)) {
      switch (helper.token()) {
        case ApiKeyHelper.Outcome.Token(Secret value) -> {
          key = key == null ? value : key;
          bearer = bearer == null ? value : bearer;
        }
        case ApiKeyHelper.Outcome.Failed(String why, boolean workedBefore) -> {
          return new Outcome.Unusable(why, workedBefore);
        }
      }
    }
    if (key != null || bearer != null) {
      return new Outcome.Present(key, bearer, false);
    }
    return oauthToken == null ? new Outcome.Absent() : new Outcome.Present(null, oauthToken, true);
  }

  /** Whether another attempt may have another credential, because a helper prints it. */
  boolean mayChange() {
    return helper != null && (apiKey == null || authToken == null);
  }

  /** Tells that the provider refused these; a helper is then run again. */
  void refused(Outcome.Present used) {
    if (helper == null) {
      return;
    }
    if (used.apiKey() != null) {
      helper.refused(used.apiKey());
    }
    if (used.bearer() != null) {
      helper.refused(used.bearer());
    }
  }

  private static @Nullable Secret secret(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : new Secret(value);
  }

  @Override
  public String toString() {
    return "Credentials[apiKeySource=" + apiKeySource() + "]";
  }
}
