package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.RequestFacts;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the flags about tools, modes, settings and prompts change. */
class FlagsTest {

  private static final List<String> USUAL =
      List.of(
          "Bash",
          "Edit",
          "Glob",
          "Grep",
          "NotebookEdit",
          "Read",
          "TaskOutput",
          "TaskStop",
          "TodoWrite",
          "Write");

  @TempDir Path folder;

  private List<String> offered(String... arguments) {
    try (Scene scene = Scene.of(folder, Turn.text("ok"))) {
      Outcome outcome = scene.json(arguments);
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      return scene.offered();
    }
  }

  static Stream<Arguments> tools() {
    return Stream.of(
        Arguments.of(USUAL, new String[] {"hi"}),
        Arguments.of(USUAL, new String[] {"hi", "--tools", "default"}),
        Arguments.of(List.of("Bash", "Read"), new String[] {"hi", "--tools", "Read,Bash"}),
        Arguments.of(List.of("Bash", "Read"), new String[] {"hi", "--tools", "Read Bash"}),
        Arguments.of(List.of("Bash", "Read"), new String[] {"hi", "--tools", "Read", "Bash"}),
        Arguments.of(
            List.of("Bash", "Read"), new String[] {"hi", "--tools", "Read", "--tools", "Bash"}),
        Arguments.of(List.of(), new String[] {"hi", "--tools", ""}),
        Arguments.of(
            USUAL.stream().filter(name -> !name.equals("Bash")).toList(),
            new String[] {"hi", "--disallowedTools", "Bash"}),
        Arguments.of(USUAL, new String[] {"hi", "--disallowedTools", "Bash(rm:*)"}));
  }

  @ParameterizedTest
  @MethodSource("tools")
  void offersTheToolsThatAreAskedFor(List<String> expected, String[] arguments) {
    assertThat(offered(arguments)).isEqualTo(expected);
  }

  static Stream<Arguments> allowed() {
    return Stream.of(
        Arguments.of(true, List.of("--allowedTools", "Bash(touch:*)")),
        Arguments.of(true, List.of("--allowed-tools", "Bash(touch:*)")),
        Arguments.of(true, List.of("--allowedTools=Bash(touch:*)")),
        Arguments.of(true, List.of("--allowedTools", "Bash(touch *)")),
        Arguments.of(true, List.of("--allowedTools", "Bash(touch made.txt)")),
        Arguments.of(true, List.of("--allowedTools", "Read,Bash(touch:*)")),
        Arguments.of(true, List.of("--allowedTools", "Read Bash(touch:*)")),
        Arguments.of(true, List.of("--allowedTools", "Read", "Bash(touch:*)")),
        Arguments.of(true, List.of("--allowedTools", "Read", "--allowedTools", "Bash(touch:*)")),
        Arguments.of(true, List.of("--allowedTools", "Bash")),
        Arguments.of(false, List.of("--allowedTools", "Bash(tou:*)")),
        Arguments.of(false, List.of("--allowedTools", "Bash(touch other.txt)")),
        Arguments.of(false, List.of("--allowedTools", "Read")),
        Arguments.of(
            false, List.of("--allowedTools", "Bash", "--disallowedTools", "Bash(touch:*)")));
  }

  @ParameterizedTest
  @MethodSource("allowed")
  void allowsWhatTheRulesMatch(boolean runs, List<String> flags) {
    try (Scene scene = Scene.of(folder, bash("touch made.txt"), Turn.text("ok"))) {
      String[] arguments = Stream.concat(Stream.of("hi"), flags.stream()).toArray(String[]::new);
      Outcome outcome = scene.json(arguments);
      assertThat(outcome.denied()).as(outcome.text()).hasSize(runs ? 0 : 1);
      assertThat(Files.exists(scene.home().project().resolve("made.txt"))).isEqualTo(runs);
    }
  }

  /** A mode, and whether an edit, a simple change by command, and any other command run in it. */
  static Stream<Arguments> modes() {
    return Stream.of(
        Arguments.of("default", false, false, false),
        Arguments.of("acceptEdits", true, true, false),
        Arguments.of("plan", false, false, false),
        Arguments.of("dontAsk", false, false, false),
        Arguments.of("bypassPermissions", true, true, true));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void eachModePermitsWhatItSays(String mode, boolean edit, boolean change, boolean any) {
    Turn write = call("Write", "file_path", "written.txt", "content", "x\n");
    Turn mkdir = bash("mkdir made");
    Turn other = bash("env -i sh -c 'echo x > other.txt'");
    Turn look = bash("ls");
    try (Scene scene = Scene.of(folder, write, mkdir, other, look, Turn.text("ok"))) {
      scene.home().set("IS_SANDBOX", "1");
      Outcome outcome = scene.json("hi", "--permission-mode", mode);
      scene.model().assertPlayed();
      Path project = scene.home().project();
      assertThat(Files.exists(project.resolve("written.txt"))).as(outcome.text()).isEqualTo(edit);
      assertThat(Files.exists(project.resolve("made"))).as(outcome.text()).isEqualTo(change);
      assertThat(Files.exists(project.resolve("other.txt"))).as(outcome.text()).isEqualTo(any);
      int refused = (edit ? 0 : 1) + (change ? 0 : 1) + (any ? 0 : 1);
      assertThat(outcome.denied()).as("reading runs in every mode").hasSize(refused);
    }
  }

  @Test
  void skippingPermissionsIsTheModeThatPermitsAll() {
    try (Scene scene = Scene.of(folder, bash("touch made.txt"), Turn.text("ok"))) {
      scene.home().set("IS_SANDBOX", "1");
      scene.json("hi", "--dangerously-skip-permissions");
      assertThat(scene.home().project().resolve("made.txt")).exists();
    }
  }

  @Test
  void settingsComeFromAFileOrAsText() {
    String allow =
        "{\"permissions\":{\"allow\":[\"Bash(touch:*)\"]},\"model\":\"claude-haiku-4-5\"}";
    Script script = Script.of(bash("touch a"), Turn.text("ok"), bash("touch b"), Turn.text("ok"));
    try (Scene scene = Scene.of(folder, script)) {
      scene.home().write("more.json", allow);
      assertThat(scene.json("hi", "--settings", "more.json").denied()).isEmpty();
      assertThat(scene.json("hi", "--settings", allow).denied()).isEmpty();
      assertThat(scene.request(0).model()).startsWith("claude-haiku-4-5");
      assertThat(scene.home().project().resolve("b")).exists();
    }
  }

  @Test
  void settingSourcesChooseTheFilesThatCount() {
    try (Scene scene = Scene.of(folder, Script.of().otherwise(Turn.text("ok"))).trusted()) {
      scene.home().writeInHome(".claude/settings.json", "{\"model\":\"claude-user\"}");
      scene.home().write(".claude/settings.json", "{\"model\":\"claude-project\"}");
      scene.home().write(".claude/settings.local.json", "{\"model\":\"claude-local\"}");
      scene.json("hi");
      scene.json("hi", "--setting-sources", "user,project");
      scene.json("hi", "--setting-sources", "user");
      scene.json("hi", "--setting-sources", "user", "--model", "claude-flag");
      scene.home().set("ANTHROPIC_MODEL", "claude-variable");
      scene.json("hi");
      assertThat(scene.requests().stream().map(r -> r.body().at("model").text()))
          .containsExactly(
              "claude-local", "claude-project", "claude-user", "claude-flag", "claude-variable");
    }
  }

  @Test
  void moreFoldersMayBeRead() {
    Turn read = call("Read", "file_path", "${other}/notes.txt");
    Path other = folder.resolve("other");
    Script script =
        Script.of(read, Turn.text("ok"), read, Turn.text("ok")).variable("other", other.toString());
    try (Scene scene = Scene.of(folder, script)) {
      scene.home().write("../other/notes.txt", "the note\n");
      assertThat(scene.json("hi").denied()).containsExactly("Read");
      Outcome outcome = scene.json("hi", "--add-dir", "../other");
      assertThat(outcome.denied()).as(outcome.text()).isEmpty();
      assertThat(scene.lastToolResult()).contains("the note");
    }
  }

  @Test
  void systemPromptsAreReplacedAndAppended() {
    try (Scene scene = Scene.of(folder, Script.of().otherwise(Turn.text("ok")))) {
      scene.home().write("p.txt", "Words of a file.");
      scene.json("hi");
      scene.json("hi", "--append-system-prompt", "Speak of zebras.");
      scene.json("hi", "--append-system-prompt-file", "p.txt");
      scene.json("hi", "--system-prompt", "You count.", "--append-system-prompt", "In Latin.");
      scene.json("hi", "--system-prompt-file", "p.txt");
      String usual = scene.request(0).system();
      assertThat(usual).contains(scene.home().project().toString());
      assertThat(scene.request(1).system()).startsWith(usual).endsWith("Speak of zebras.");
      assertThat(scene.request(2).system()).endsWith("Words of a file.");
      assertThat(scene.request(3).system())
          .contains("You count.")
          .endsWith("In Latin.")
          .hasSizeLessThan(300);
      assertThat(scene.request(4).system()).contains("Words of a file.").hasSizeLessThan(300);
    }
  }

  @Test
  void requestsAreCachedAtTheirBeginning() {
    try (Scene scene = Scene.of(folder, call("Glob", "pattern", "*"), Turn.text("ok"))) {
      Outcome outcome = scene.json("hi");
      assertThat(outcome.result().at("usage/cache_read_input_tokens").text()).isNotEqualTo("0");
      RequestFacts facts = scene.request(1);
      assertThat(facts.body().at("system").json()).contains("cache_control");
      assertThat(facts.body().at("messages").json()).contains("cache_control");
    }
  }

  @Test
  void debugTellsWhatHappensAndChangesNothingElse() {
    Script script =
        Script.of(bash("touch x"), Turn.text("ok"), bash("touch x"), Turn.text("ok"))
            .otherwise(Turn.text("ok"));
    try (Scene scene = Scene.of(folder, script)) {
      ProgramRun.Result all = scene.print("hi", "--debug");
      assertThat(all.stdout()).isEqualTo("ok\n");
      assertThat(all.exitCode()).isZero();
      assertThat(all.stderr()).contains("[session] ", "[api] request", "[tools] Bash");
      ProgramRun.Result some = scene.print("hi", "--debug", "api,session");
      assertThat(some.stderr()).contains("[api] ").doesNotContain("[tools] ");
      ProgramRun.Result file = scene.print("hi", "--debug-file", "debug.log");
      assertThat(file.stderr()).isEmpty();
      assertThat(scene.home().read("debug.log")).contains("[api] request");
    }
  }

  @Test
  void whatIsMistypedIsTold() {
    try (Scene scene = Scene.of(folder, Turn.text("ok"))) {
      scene
          .home()
          .set("CLAUDE_CODE_MAX_OUTPUT_TOKENS", "12k")
          .writeInHome(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Bsh(rm:*)\"]}}");
      Outcome outcome = scene.json("hi", "--tools", "bash");
      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.stderr())
          .contains("rule \"Bsh(rm:*)\": there is no tool Bsh; did you mean Bash?")
          .contains("--tools names bash, which is no tool of this version (did you mean \"Bash\"?)")
          .contains("CLAUDE_CODE_MAX_OUTPUT_TOKENS is not a whole number");
    }
  }

  @Test
  void nothingMeantForAnotherProviderIsSent() {
    try (Scene scene = Scene.of(folder)) {
      scene.home().set("CLAUDE_CODE_USE_BEDROCK", "1");
      Outcome outcome = scene.json("hi");
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.stderr()).contains("CLAUDE_CODE_USE_BEDROCK");
      assertThat(scene.requests()).isEmpty();
    }
  }

  @Test
  void aFolderThatIsGoneIsNoPlaceToWork() {
    try (Scene scene = Scene.of(folder)) {
      String command = "mkdir gone && cd gone && rmdir ../gone && exec \"$0\" -p hi";
      ProgramRun.Result run =
          ProgramRun.of("sh", "-c", command, Packaged.launcher().toString()).in(scene.home()).run();
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stderr()).contains("no longer there").doesNotContain("Error");
    }
  }
}
