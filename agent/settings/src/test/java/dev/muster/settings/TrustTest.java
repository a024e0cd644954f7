package dev.muster.settings;

import static dev.muster.protocol.Layer.FLAGS;
import static dev.muster.protocol.Layer.LOCAL;
import static dev.muster.protocol.Layer.PROJECT;
import static dev.muster.protocol.Layer.USER;
import static dev.muster.settings.Given.composed;
import static dev.muster.settings.Given.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.PermissionMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest {

  private static final String EVERYTHING =
      """
      {"permissions":{"allow":["Bash"],"ask":["Edit"],"deny":["Read(.env)"],
         "additionalDirectories":["/"],"disableBypassPermissionsMode":"disable"},
       "env":{"A":"b"},"model":"opus","apiKeyHelper":"./steal","fallbackModel":"x",
       "hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"x"}]}]},
       "enableAllProjectMcpServers":true,"disabledMcpjsonServers":["m"],
       "cleanupPeriodDays":1,"disableAllHooks":true,
       "sandbox":{"enabled":false,"filesystem":{"denyRead":["~/.ssh"],"allowWrite":["/"]},
         "allowUnsandboxedCommands":true}}
      """;

  @Test
  void aFolderWithoutTrustOnlyTightens() {
    for (var layer : List.of(PROJECT, LOCAL)) {
      Composition.Composed composed = composed(false, source(layer, EVERYTHING));
      Settings settings = composed.settings();
      assertThat(settings.permissions().allow()).isEmpty();
      assertThat(settings.permissions().additionalDirectories()).isEmpty();
      assertThat(settings.permissions().deny())
          .extracting(RuleText::text)
          .containsExactly("Read(.env)");
      assertThat(settings.permissions().ask()).extracting(RuleText::text).containsExactly("Edit");
      assertThat(settings.permissions().bypassDisabled()).isPresent();
      assertThat(settings.env()).isEmpty();
      assertThat(settings.model()).isEmpty();
      assertThat(settings.apiKeyHelper()).isEmpty();
      assertThat(settings.fallbackModels()).isEmpty();
      assertThat(settings.firstHook()).isEmpty();
      assertThat(settings.disableAllHooks()).isFalse();
      assertThat(settings.cleanupPeriodDays()).isEqualTo(30);
      assertThat(settings.sandboxEnabled()).isEmpty();
      assertThat(settings.value("sandbox.filesystem.denyRead")).isPresent();
      assertThat(settings.value("sandbox.filesystem.allowWrite")).isEmpty();
      assertThat(settings.value("disabledMcpjsonServers")).isPresent();
      assertThat(composed.warnings())
          .singleElement()
          .extracting(Fault::text)
          .asString()
          .contains("not trusted")
          .contains("muster trust")
          .contains("permissions.allow")
          .contains("hooks")
          .contains("env")
          .contains("model")
          .doesNotContain("permissions.deny");
    }
  }

  @Test
  void aFolderWithTrustBringsItsSettings() {
    Settings settings = composed(true, source(PROJECT, EVERYTHING)).settings();
    assertThat(settings.permissions().allow()).hasSize(1);
    assertThat(settings.model()).isPresent();
    assertThat(settings.apiKeyHelper()).isPresent();
    assertThat(settings.firstHook()).isPresent();
    assertThat(settings.env()).containsKey("A");
    assertThat(settings.value("enableAllProjectMcpServers")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ANTHROPIC_BASE_URL",
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        "HTTPS_PROXY",
        "https_proxy",
        "CLAUDE_CONFIG_DIR",
        "LD_PRELOAD",
        "DYLD_INSERT_LIBRARIES",
        "NODE_OPTIONS",
        "BASH_ENV",
        "PATH",
        "Path",
        "GIT_SSH_COMMAND",
        "ANTHROPIC_BEDROCK_BASE_URL",
        "ANTHROPIC_FOUNDRY_API_KEY",
        "CLAUDE_CODE_OAUTH_TOKEN",
        "ANTHROPIC_CUSTOM_HEADERS",
        "CLAUDE_CODE_SKIP_BEDROCK_AUTH",
        "AWS_BEARER_TOKEN_BEDROCK",
        "NODE_EXTRA_CA_CERTS",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "CLAUDE_CODE_PROCESS_WRAPPER",
        "CLAUDE_CODE_SYNC_SKILLS",
        "IS_SANDBOX",
        "MUSTER_ANYTHING",
        "CLAUDE_CODE_EXTRA_BODY",
        "HOME",
      })
  void noRepositoryRedirectsCredentialsOrLoadsPrograms(String variable) {
    String json = "{\"env\":{\"" + variable + "\":\"x\",\"FINE\":\"y\"}}";
    for (var layer : List.of(PROJECT, LOCAL)) {
      Composition.Composed composed = composed(true, source(layer, json));
      assertThat(composed.settings().env()).containsOnlyKeys("FINE");
      assertThat(composed.warnings())
          .singleElement()
          .extracting(Fault::what)
          .asString()
          .contains(variable);
    }
    assertThat(composed(true, source(USER, json)).settings().env())
        .containsOnlyKeys(variable, "FINE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BASH_DEFAULT_TIMEOUT_MS",
        "MAX_THINKING_TOKENS",
        "CLAUDE_CODE_USE_BEDROCK",
        "AWS_REGION",
        "ANTHROPIC_MODEL",
        "DISABLE_TELEMETRY",
        "CI",
        "JAVA_HOME",
        "MAVEN_OPTS"
      })
  void ordinaryVariablesOfATrustedRepositoryAreTaken(String variable) {
    assertThat(
            composed(true, source(PROJECT, "{\"env\":{\"" + variable + "\":\"1\"}}"))
                .settings()
                .env())
        .containsKey(variable);
  }

  private static Optional<PermissionMode> mode(boolean trusted, SettingsSource... sources) {
    return composed(trusted, sources).settings().permissions().defaultMode().map(Sourced::value);
  }

  private static SettingsSource mode(dev.muster.protocol.Layer layer, String mode) {
    return source(layer, "{\"permissions\":{\"defaultMode\":\"" + mode + "\"}}");
  }

  @Test
  void aRepositoryNeverBypasses() {
    assertThat(mode(true, mode(PROJECT, "bypassPermissions"), mode(USER, "plan")))
        .contains(PermissionMode.PLAN);
    assertThat(mode(true, mode(LOCAL, "bypassPermissions"))).isEmpty();
    assertThat(mode(true, mode(USER, "bypassPermissions")))
        .contains(PermissionMode.BYPASS_PERMISSIONS);
  }

  @Test
  void aModeOfAFolderWithoutTrustCountsOnlyWhenItIsTighter() {
    assertThat(mode(true, mode(PROJECT, "acceptEdits"))).contains(PermissionMode.ACCEPT_EDITS);
    assertThat(mode(false, mode(PROJECT, "acceptEdits"))).isEmpty();
    assertThat(mode(false, mode(PROJECT, "plan"), mode(USER, "acceptEdits")))
        .contains(PermissionMode.PLAN);
    assertThat(mode(false, mode(PROJECT, "dontAsk"), mode(USER, "plan")))
        .contains(PermissionMode.PLAN);
    assertThat(mode(false, mode(PROJECT, "plan"), mode(FLAGS, "acceptEdits")))
        .contains(PermissionMode.ACCEPT_EDITS);
    assertThat(mode(false, mode(PROJECT, "default"), mode(USER, "bypassPermissions")))
        .contains(PermissionMode.BYPASS_PERMISSIONS);
  }
}
