package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may run, who says so, and what happens to settings that cannot be relied on. */
class PolicyTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls -la",
        "cat a.txt",
        "grep -n x a.txt | head -3",
        "git status",
        "wc -l a.txt; pwd",
        "find . -name '*.txt'",
        "git log --oneline && git diff"
      })
  void readingRunsUnasked(String command) {
    try (Scene scene = Scene.of(folder, bash(command), Turn.text("ok"))) {
      scene.home().write("a.txt", "x\n");
      scene.git();
      Outcome outcome = scene.json("hi");
      assertThat(outcome.denied()).as(outcome.text() + scene.lastToolResult()).isEmpty();
      assertThat(scene.request(1).lastToolResultIsError()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "touch made",
        "echo x > made",
        "ls; touch made",
        "ls && $(touch made)",
        "cat a.txt | tee made",
        "find . -name a.txt -exec touch made \\;",
        "git -c core.pager='touch made' log",
        "sh -c 'touch made'",
        "eval touch made",
        "sort -o made a.txt",
        "cat /etc/passwd",
        "`touch made`",
        "bash <<< 'touch made'"
      })
  void anythingElseIsRefusedWithTheReason(String command) {
    try (Scene scene = Scene.of(folder, bash(command), Turn.text("ok"))) {
      scene.home().write("a.txt", "x\n");
      scene.git();
      Outcome outcome = scene.json("hi");
      assertThat(outcome.denied()).as(outcome.text()).containsExactly("Bash");
      assertThat(outcome.result().at("permission_denials/0/tool_input/command").text())
          .isEqualTo(command);
      assertThat(outcome.exitCode()).isZero();
      assertThat(scene.request(1).lastToolResultIsError()).isTrue();
      assertThat(scene.lastToolResult()).isNotBlank();
      assertThat(scene.home().project().resolve("made")).doesNotExist();
    }
  }

  @Test
  void fileToolsStayInsideAndDoNotChangeAnythingUnasked() {
    Turn write = call("Write", "file_path", "made", "content", "x");
    Turn outside = call("Read", "file_path", "/etc/hostname");
    Turn up = call("Read", "file_path", "../home/secret");
    Turn link = call("Read", "file_path", "link");
    try (Scene scene = Scene.of(folder, write, outside, up, link, Turn.text("ok"))) {
      scene.home().writeInHome("secret", "hidden-text\n");
      Path project = scene.home().project();
      try {
        Files.createSymbolicLink(project.resolve("link"), Path.of("../home/secret"));
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
      Outcome outcome = scene.json("hi");
      assertThat(outcome.denied()).containsExactly("Write", "Read", "Read", "Read");
      assertThat(project.resolve("made")).doesNotExist();
      assertThat(scene.requests().getLast().body().json()).doesNotContain("hidden-text");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "acceptEdits", "bypassPermissions"})
  void aDenyBeatsEveryAllowAndEveryMode(String mode) {
    Turn touch = bash("ls; touch made");
    Turn edit = call("Write", "file_path", "kept/made", "content", "x");
    try (Scene scene = Scene.of(folder, touch, edit, Turn.text("ok"))) {
      scene.home().set("IS_SANDBOX", "1");
      scene
          .home()
          .writeInHome(
              ".claude/settings.json",
              "{\"permissions\":{\"deny\":[\"Bash(touch:*)\",\"Edit(/kept/**)\",\"Edit(kept/**)\"]}}");
      scene.home().write("kept/file", "");
      Outcome outcome =
          scene.json("hi", "--permission-mode", mode, "--allowedTools", "Bash", "Edit", "Write");
      assertThat(outcome.denied()).as(outcome.text()).containsExactly("Bash", "Write");
      assertThat(scene.request(1).lastToolResult()).contains("touch");
      assertThat(scene.home().project().resolve("made")).doesNotExist();
      assertThat(scene.home().project().resolve("kept/made")).doesNotExist();
    }
  }

  @Test
  void anUntrustedRepositoryAllowsNothingAndTrustChangesThat() {
    Script script =
        Script.of(
            bash("touch made"),
            bash("printenv FROM_REPOSITORY"),
            Turn.text("ok"),
            bash("touch made"),
            bash("printenv FROM_REPOSITORY"),
            Turn.text("ok"));
    try (Scene scene = Scene.of(folder, script)) {
      scene.home().unset("ANTHROPIC_API_KEY");
      scene
          .home()
          .write(
              ".claude/settings.json",
              "{\"permissions\":{\"allow\":[\"Bash(touch:*)\"],\"deny\":[\"Bash(rm:*)\"]},"
                  + "\"env\":{\"FROM_REPOSITORY\":\"yes\"},"
                  + "\"apiKeyHelper\":\"touch helped; echo key-of-the-helper\"}");
      scene.git();
      scene.home().set("ANTHROPIC_AUTH_TOKEN", "token");
      Outcome before = scene.json("hi", "--allowedTools", "Bash(printenv:*)");
      assertThat(before.denied()).as(before.text()).containsExactly("Bash");
      assertThat(scene.request(2).lastToolResult()).doesNotContain("yes");
      assertThat(before.stderr()).contains("muster trust");
      assertThat(scene.home().project().resolve("helped")).doesNotExist();

      scene.trusted();
      assertThat(scene.home().config().resolve(".claude.json"))
          .content()
          .contains("hasTrustDialogAccepted");
      Outcome after = scene.json("hi", "--allowedTools", "Bash(printenv:*)");
      assertThat(after.denied()).as(after.text()).isEmpty();
      assertThat(after.stderr()).isEmpty();
      assertThat(scene.lastToolResult()).contains("yes");
      assertThat(scene.home().project().resolve("made")).exists();
      assertThat(scene.home().project().resolve("helped")).exists();
    }
  }

  @Test
  void anUntrustedRepositoryMayDeny() {
    try (Scene scene = Scene.of(folder, bash("touch made"), Turn.text("ok"))) {
      scene
          .home()
          .write(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Bash(touch:*)\"]}}");
      scene.git();
      Outcome outcome = scene.json("hi", "--allowedTools", "Bash");
      assertThat(outcome.denied()).containsExactly("Bash");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "project", "local"})
  void aMalformedFileStopsTheStartInEveryFormat(String layer) {
    String text = "{\n  \"permissions\": {\n    \"allw\": [\"Bash\"]\n  }\n}\n";
    try (Scene scene = Scene.of(folder, Script.of().otherwise(Turn.text("ok")))) {
      String file =
          switch (layer) {
            case "user" -> scene.home().writeInHome(".claude/settings.json", text).toString();
            case "project" -> scene.home().write(".claude/settings.json", text).toString();
            default -> scene.home().write(".claude/settings.local.json", text).toString();
          };
      for (List<String> format :
          List.of(
              List.of("--output-format", "text"),
              List.of("--output-format", "json"),
              List.of("--output-format", "stream-json", "--verbose"))) {
        ProgramRun.Result run = scene.muster("-p", "hi").with(format.toArray(String[]::new)).run();
        assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
        assertThat(run.stderr()).contains(file + ":3:5").contains("allw").contains("\"allow\"");
        if (!format.contains("text")) {
          Node.Obj result = new Outcome(run).result();
          assertThat(result.at("subtype").text()).isEqualTo("error_during_execution");
          assertThat(result.at("errors/0").text()).contains(file + ":3:5");
        }
      }
      assertThat(scene.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"permissions\":{\"deny\":\"Bash\"}}",
        "{\"permissions\":{\"deny\":[\"Bash(\"]}}",
        "{\"permissions\":{\"deny\":[7]}}",
        "{\"permissions\":{\"defaultMode\":\"yolo\"}}",
        "{\"sandbox\":{\"enabeld\":true}}",
        "{\"hooks\":{\"PreToolUze\":[]}}",
        "{\"permissions\":{},",
        "[]"
      })
  void whatCouldDropADenyStopsTheStart(String text) {
    try (Scene scene = Scene.of(folder, Turn.text("ok"))) {
      String file = scene.home().writeInHome(".claude/settings.json", text).toString();
      ProgramRun.Result run = scene.print("hi");
      assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
      assertThat(run.stderr()).contains(file + ":1:");
      assertThat(scene.requests()).isEmpty();
    }
  }

  @Test
  void anyOtherUnknownKeyWarns() {
    try (Scene scene = Scene.of(folder, Turn.text("ok"))) {
      String file =
          scene.home().writeInHome(".claude/settings.json", "{\"modle\":\"x\"}").toString();
      ProgramRun.Result run = scene.print("hi");
      assertThat(run.exitCode()).as(run.text()).isZero();
      assertThat(run.stdout()).isEqualTo("ok\n");
      assertThat(run.stderr()).contains(file + ":1:2").contains("modle").contains("\"model\"");
    }
  }

  @Test
  void environmentOfTheSettingsReachesCommands() {
    try (Scene scene =
        Scene.of(
            folder, bash("printenv WHO"), Turn.text("ok"), bash("printenv WHO"), Turn.text("ok"))) {
      scene.home().set("WHO", "shell");
      scene.home().writeInHome(".claude/settings.json", "{\"env\":{\"WHO\":\"user\"}}");
      scene.home().write(".claude/settings.local.json", "{\"env\":{\"WHO\":\"local\"}}");
      scene.json("hi", "--setting-sources", "user", "--allowedTools", "Bash");
      assertThat(scene.lastToolResult()).isEqualTo("user");
      scene.trusted();
      scene.json("hi", "--allowedTools", "Bash");
      assertThat(scene.lastToolResult()).isEqualTo("local");
    }
  }
}
