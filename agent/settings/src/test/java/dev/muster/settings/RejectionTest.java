package dev.muster.settings;

import static dev.muster.protocol.Layer.MANAGED;
import static dev.muster.protocol.Layer.PROJECT;
import static dev.muster.protocol.Layer.USER;
import static dev.muster.settings.Given.faults;
import static dev.muster.settings.Given.source;
import static dev.muster.settings.Given.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionTest {

  private static List<String> project(String json) {
    return faults(source(PROJECT, json));
  }

  @Test
  void anUnknownPermissionKeyIsToldWithPlaceAndNearestKey() {
    assertThat(
            project("{\n  \"permissions\": {\n    \"deny\": [],\n    \"alow\": [\"Read\"]\n  }\n}"))
        .containsExactly(
            ".claude/settings.json:4:5: unknown key \"permissions.alow\" (did you mean \"allow\"?)");
  }

  @Test
  void allFaultsOfAllSourcesAreToldAtOnce() {
    assertThat(
            faults(
                source(USER, "{\"sandbox\":{\"enabld\":true},\"model\":7}"),
                source(PROJECT, "{\"permissions\":{\"deny\":\"Bash\"}}")))
        .hasSize(3);
  }

  @Test
  void aBrokenFileIsToldWithItsPlace() {
    assertThat(project("{\n  \"permissions\": {\"deny\": [\"Bash\"]},\n}"))
        .singleElement()
        .asString()
        .startsWith(".claude/settings.json:3:")
        .contains("not valid JSON");
    assertThat(project("// mine\n{}"))
        .singleElement()
        .asString()
        .endsWith("not valid JSON: a comment, which JSON does not have");
    assertThat(project("")).singleElement().asString().contains("not valid JSON");
    assertThat(project("[]")).singleElement().asString().contains("must be a JSON object");
    assertThat(project("{\"model\":\"a\",\"model\":\"b\"}"))
        .singleElement()
        .asString()
        .contains("model");
    assertThat(project("{} // comment")).hasSize(1);
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    byte[] large = new byte[SourceReader.MAX_BYTES + 1];
    java.util.Arrays.fill(large, (byte) ' ');
    assertThat(faults(SettingsSource.text(USER, "u", Path.of("/"), large)))
        .containsExactly("u:1:1: settings files larger than 1 MB are not read");
  }

  @Test
  void aByteOrderMarkIsAccepted() {
    byte[] bytes = "\uFEFF{\"model\":\"opus\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(Given.settings(SettingsSource.text(USER, "u", Path.of("/"), bytes)).model())
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"permissions\":[]}",
        "{\"permissions\":{\"deny\":[7]}}",
        "{\"permissions\":{\"deny\":[\"\"]}}",
        "{\"permissions\":{\"ask\":[null]}}",
        "{\"permissions\":{\"allow\":{}}}",
        "{\"permissions\":{\"defaultMode\":\"byPass\"}}",
        "{\"permissions\":{\"disableBypassPermissionsMode\":true}}",
        "{\"permissions\":{\"additionalDirectories\":\"/x\"}}",
        "{\"permissions.deny\":[\"Bash\"],\"deny\":[\"Bash\"]}",
        "{\"permisions\":{\"deny\":[\"Bash\"]}}",
        "{\"Permissions\":{\"deny\":[\"Bash\"]}}",
        "{\"deny\":[\"Bash\"]}",
        "{\"sandbox\":{\"enabled\":\"true\"}}",
        "{\"sandbox\":{\"network\":{\"deniedDomain\":[]}}}",
        "{\"sandbox\":{\"network\":{\"httpProxyPort\":0}}}",
        "{\"hooks\":[]}",
        "{\"hooks\":{\"PreToolUses\":[]}}",
        "{\"hooks\":{\"PreToolUse\":{}}}",
        "{\"hooks\":{\"PreToolUse\":[{\"matcher\":\"*\"}]}}",
        "{\"hooks\":{\"PreToolUse\":[{\"hooks\":[{\"type\":\"comand\"}]}]}}",
        "{\"hooks\":{\"PreToolUse\":[{\"hooks\":[{\"type\":\"command\"}]}]}}",
        "{\"hooks\":{\"PreToolUse\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"x\",\"timeout\":0}]}]}}",
        "{\"hooks\":{\"PreToolUse\":[{\"hooks\":[{\"type\":\"command\",\"command\":\"x\",\"tmeout\":1}]}]}}",
        "{\"allowedMcpServers\":[\"x\"]}",
        "{\"allowedMcpServers\":[{\"serverName\":\"a\",\"serverUrl\":\"b\"}]}",
        "{\"deniedMcpServers\":[{\"servername\":\"a\"}]}",
        "{\"deniedMcpServers\":[{\"serverCommand\":[]}]}",
        "{\"mcpServers\":{\"x\":{\"comand\":\"y\"}}}",
        "{\"enabledMcpjsonServers\":\"x\"}",
        "{\"model\":null}",
        "{\"model\":\" \"}",
        "{\"apiKeyHelper\":[]}",
        "{\"env\":{\"A\":{}}}",
        "{\"env\":{\"A=B\":\"\"}}",
        "{\"env\":[]}",
        "{\"cleanupPeriodDays\":0}",
        "{\"cleanupPeriodDays\":1.5}",
        "{\"availableModels\":\"opus\"}",
        "{\"forceLoginMethod\":\"google\"}",
        "{\"effortLevel\":\"hgh\"}",
      })
  void whatBearsOnSafetyOrSpendingStopsTheStart(String json) {
    assertThat(project(json)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "\"\"", "2", "\"1.2.3.4\"", "\"1..2\"", "\"v1\""})
  void anInvalidRequiredVersionFailsClosed(String version) {
    Composition composition =
        Settings.compose(
            List.of(source(MANAGED, "{\"requiredMinimumVersion\":" + version + "}")), false);
    assertThat(composition)
        .isInstanceOfSatisfying(
            Composition.Rejected.class,
            rejected ->
                assertThat(rejected.problem().code())
                    .isEqualTo(ProblemCode.MANAGED_SETTINGS_INVALID));
  }

  @Test
  void otherMistakesWarnAndAreNotTaken() {
    assertThat(
            warnings(
                true, source(USER, "{\"thme\":\"dark\",\"verbose\":\"yes\",\"$schema\":\"x\"}")))
        .containsExactly(
            "/home/u/.claude/settings.json:1:2: unknown key \"thme\" (did you mean \"theme\"?)",
            "/home/u/.claude/settings.json:1:16: \"verbose\" must be true or false; it was left out");
    assertThat(Given.settings(source(USER, "{\"verbose\":\"yes\"}")).value("verbose")).isEmpty();
  }

  @Test
  void keysOutsideTheirScopeWarnAndAreNotTaken() {
    SettingsSource source =
        source(USER, "{\"allowManagedPermissionRulesOnly\":true,\"diffTool\":\"x\"}");
    assertThat(warnings(true, source)).hasSize(2).first().asString().contains("managed settings");
    assertThat(Given.settings(source).permissions().managedRulesOnly()).isEmpty();
    assertThat(warnings(true, source(PROJECT, "{\"processWrapper\":\"x\"}"))).hasSize(1);
    assertThat(warnings(true, source(PROJECT, "{\"sandbox\":{\"bwrapPath\":\"x\"}}"))).hasSize(1);
    assertThat(warnings(true, source(USER, "{\"processWrapper\":\"x\"}"))).isEmpty();
  }

  @Test
  void aNameWithADotIsNotAPath() {
    assertThat(warnings(true, source(USER, "{\"worktree.baseRef\":\"head\"}")))
        .singleElement()
        .asString()
        .contains("unknown key");
  }

  @Test
  void aFloodOfUnknownKeysIsToldShortly() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 50_000; i++) {
      json.append(i == 0 ? "" : ",").append("\"unknown").append(i).append("\":0");
    }
    assertThat(warnings(true, source(PROJECT, json.append('}').toString()))).hasSize(51);
  }

  @Test
  void realHooksOfEveryKindAreAccepted() {
    assertThat(
            project(
                """
                {"hooks":{"PreToolUse":[{"matcher":"Bash","hooks":[
                  {"type":"command","command":"x","timeout":5,"async":true,"args":["a"],"shell":"bash"},
                  {"type":"http","url":"http://x","headers":{"A":"b"},"allowedEnvVars":["T"]},
                  {"type":"mcp_tool","server":"s","tool":"t","input":{}},
                  {"type":"prompt","prompt":"p","model":"haiku","if":"Bash(git *)"},
                  {"type":"agent","prompt":"p","once":true,"statusMessage":"m"}]}],"Stop":[]}}
                """))
        .isEmpty();
  }
}
