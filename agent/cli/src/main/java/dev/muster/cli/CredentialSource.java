package dev.muster.cli;

import dev.muster.exec.ChildEnvironment;
import dev.muster.protocol.ProcessResult;
import dev.muster.provider.ApiKeyHelper;
import dev.muster.provider.Credentials;
import dev.muster.provider.ProviderConfig;
import dev.muster.settings.Sourced;
import dev.muster.transcript.Redactor;
import java.util.List;
import java.util.Map;

/** Finds the credentials of a session. */
final class CredentialSource {

  private static final List<String> SECRET_VARIABLES =
      List.of(
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_AUTH_TOKEN",
          "ANTHROPIC_AWS_API_KEY",
          "ANTHROPIC_FOUNDRY_API_KEY",
          "ANTHROPIC_FOUNDRY_AUTH_TOKEN",
          "AWS_BEARER_TOKEN_BEDROCK",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE",
          "CLAUDE_CODE_OAUTH_REFRESH_TOKEN",
          "CLAUDE_CODE_OAUTH_TOKEN");

  private CredentialSource() {}

  /**
   * The credentials of a session.
   *
   * @param redactor learns what a helper prints
   */
  static Credentials of(
      SessionSettings read, Surroundings around, Machine machine, Redactor redactor) {
    ApiKeyHelper helper =
        read.settings()
            .apiKeyHelper()
            .map(Sourced::value)
            .map(command ->
                new ApiKeyHelper(
                    command,
                    ChildEnvironment.of(read.environment(), Map.of()),
                    around.folder(),
                    request -> heard(machine.processes().run(request), redactor),
                    around.clock()))
            .orElse(null);
    return Credentials.of(read.environment(), helper);
  }

  private static ProcessResult heard(ProcessResult result, Redactor redactor) {
    String printed = result.stdout().strip();
    if (printed.chars().noneMatch(Character::isWhitespace)) {
      redactor.learn(printed);
    }
    return result;
  }

  /** Keeps what must never be written anywhere out of what is written. */
  static Redactor redactor(SessionSettings read, ProviderConfig config) {
    Redactor redactor = Redactor.of(List.of());
    for (String variable : SECRET_VARIABLES) {
      redactor.learn(read.environment().getOrDefault(variable, ""));
    }
    config.tellSecrets(redactor::learn);
    return redactor;
  }
}
