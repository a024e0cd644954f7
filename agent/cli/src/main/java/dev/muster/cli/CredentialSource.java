package dev.muster.cli;

import dev.muster.exec.ChildEnvironment;
import dev.muster.provider.ApiKeyHelper;
import dev.muster.provider.Credentials;
import dev.muster.settings.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the credentials of a session. */
final class CredentialSource {

  private static final List<String> SECRET_VARIABLES =
      List.of(
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_AUTH_TOKEN",
          "CLAUDE_CODE_OAUTH_TOKEN",
          "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE");

  private CredentialSource() {}

  static Credentials of(SessionSettings read, Surroundings around, Machine machine) {
    ApiKeyHelper helper =
        read.settings()
            .apiKeyHelper()
            .map(Sourced::value)
            .map(command ->
                new ApiKeyHelper(
                    command,
                    ChildEnvironment.of(read.environment(), Map.of()),
                    around.folder(),
                    machine.processes(),
                    around.clock()))
            .orElse(null);
    return Credentials.of(read.environment(), helper);
  }

  /** The values that must never be written anywhere. */
  static List<String> secrets(SessionSettings read) {
    List<String> secrets = new ArrayList<>();
    for (String variable : SECRET_VARIABLES) {
      @Nullable String value = read.environment().get(variable);
      if (value != null && !value.isBlank()) {
        secrets.add(value);
      }
    }
    return secrets;
  }
}
