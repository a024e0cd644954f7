package dev.muster.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildEnvironmentTest {

  @Test
  void takesOutWhatSteersTheShell() {
    Map<String, String> agent = new HashMap<>();
    for (String name :
        List.of(
            "BASH_ENV",
            "ENV",
            "SHELLOPTS",
            "BASHOPTS",
            "PS4",
            "CDPATH",
            "POSIXLY_CORRECT",
            "IFS",
            "BASH_FUNC_ls%%",
            "BASH_FUNC_x()",
            "GLOBIGNORE",
            "BASH_COMPAT",
            "OLDPWD")) {
      agent.put(name, "x");
    }
    agent.put("HOME", "/home/me");
    Map<String, String> child = ChildEnvironment.of(agent, Map.of());
    assertThat(child)
        .containsOnly(
            Map.entry("HOME", "/home/me"),
            Map.entry("PATH", Programs.DEFAULT_PATH),
            Map.entry("CLAUDECODE", "1"),
            Map.entry("MUSTER", "1"));
  }

  @Test
  void keepsCredentialsUnlessToldToScrub() {
    Map<String, String> agent = Map.of("ANTHROPIC_API_KEY", "canary", "GITHUB_TOKEN", "canary");
    assertThat(ChildEnvironment.of(agent, Map.of())).containsAllEntriesOf(agent);
  }

  @Test
  void scrubsCredentialsByNameAndUrlsWithPasswords() {
    Map<String, String> agent = new HashMap<>();
    for (String name :
        List.of(
            "ANTHROPIC_API_KEY",
            "ANTHROPIC_AUTH_TOKEN",
            "CLAUDE_CODE_OAUTH_TOKEN",
            "ANTHROPIC_CUSTOM_HEADERS",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_PROFILE",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "GITHUB_TOKEN",
            "npm_token",
            "DB_PASSWORD",
            "PGPASSWORD",
            "CLIENT_SECRET_VALUE",
            "OPENAI_KEY",
            "GH_PAT",
            "MCP_CLIENT_SECRET",
            "SENTRY_DSN",
            "SSH_PRIVATE_KEY_FILE",
            "AZURE_CLIENT_ID")) {
      agent.put(name, "canary");
    }
    agent.put("DATABASE_URL", "postgres://me:canary@db.example/app");
    agent.put("LIST", "http://plain.example,https://u:canary@other.example/");
    agent.put("DOCS", "https://example.org/a:b@c");
    agent.put("HOME", "/home/me");
    agent.put("KEYBOARD", "us");
    agent.put("MAX_THINKING_TOKENS", "1000");
    agent.put(ChildEnvironment.SCRUB, "1");
    Map<String, String> child = ChildEnvironment.of(agent, Map.of("GIT_CONFIG_KEY_0", "core.x"));
    assertThat(child.values()).noneMatch(value -> value.contains("canary"));
    assertThat(child)
        .containsOnlyKeys(
            "DOCS",
            "HOME",
            "KEYBOARD",
            "MAX_THINKING_TOKENS",
            ChildEnvironment.SCRUB,
            "PATH",
            "CLAUDECODE",
            "MUSTER",
            "GIT_CONFIG_KEY_0");
  }

  @Test
  void additionsAreKeptAsTheyAre() {
    Map<String, String> child =
        ChildEnvironment.of(Map.of("A", "1", "PATH", ":/bin:."), Map.of("A", "2", "X_TOKEN", "3"));
    assertThat(child)
        .containsEntry("A", "2")
        .containsEntry("X_TOKEN", "3")
        .containsEntry("PATH", "/bin");
  }
}
