package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeReader;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.Goldens;
import dev.muster.testkit.ProgramRun;
import dev.muster.testkit.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code muster policy}: what it shows, its exit codes, and that nothing is ever done. */
class PolicyCommandsTest {

  private static final Goldens GOLDENS = Goldens.ofModule();

  private static final String SETTINGS =
      """
      {
        "permissions": {
          "allow": ["Bash(make:*)", "Bash(python:*)", "Edit(/src/**)"],
          "ask": ["Bash(git push:*)"],
          "deny": ["Bash(rm:*)", "Read(~/.ssh/**)", "Bash(make clean)"]
        }
      }
      """;

  private static final int PATH_LENGTH = 40;

  @TempDir Path folder;

  private Scene scene(Turn... turns) {
    Scene scene = Scene.of(evenly(folder), Script.of(turns));
    scene.home().write(".claude/settings.json", SETTINGS);
    return scene;
  }

  /** A folder below whose path is as long in every run, since lines with it are wrapped. */
  private static Path evenly(Path folder) {
    try {
      int rest = PATH_LENGTH - folder.toRealPath().toString().length() - 1;
      return Files.createDirectories(folder.resolve("-".repeat(Math.max(1, rest))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void golden(Scene scene, String name, int exitCode, String... arguments) {
    ProgramRun.Result run = scene.muster("policy").with(arguments).run();
    assertThat(run.exitCode()).as(run.text()).isEqualTo(exitCode);
    assertThat(run.text()).doesNotContain("\u001b");
    GOLDENS.check("policy/" + name + ".txt", run.text(), scene.normaliser());
  }

  @Test
  void explainTellsTheVerdictByItsExitCodeAndDoesNothing() {
    try (Scene scene = scene()) {
      scene.git().trusted();
      golden(scene, "explain-auto", 0, "explain", "make all");
      golden(scene, "explain-ask", 10, "explain", "make all > made && git push");
      golden(scene, "explain-deny", 20, "explain", "touch made; rm -rf made");
      golden(scene, "explain-mode", 20, "explain", "touch made", "--mode", "dontAsk");
      golden(
          scene,
          "explain-tool",
          20,
          "explain",
          "--tool",
          "Read",
          "--input",
          "{\"file_path\":\"" + scene.home().home() + "/.ssh/id\"}");
      golden(scene, "explain-nothing", 1, "explain", "--tool", "Read");
      assertThat(scene.home().project().resolve("made")).doesNotExist();
      assertThat(scene.requests()).isEmpty();
    }
  }

  @Test
  void explainReadsStandardInputAndWritesJson() throws Exception {
    try (Scene scene = scene()) {
      ProgramRun.Result run =
          scene.muster("policy", "explain", "-", "--json").stdin("rm -rf x\n").run();
      assertThat(run.exitCode()).as(run.text()).isEqualTo(20);
      Node.Obj explained = NodeReader.readObject(run.stdout());
      assertThat(explained.text("decision", "")).isEqualTo("deny");
      assertThat(explained.at("rules/0/text").text()).isEqualTo("Bash(rm:*)");
      assertThat(explained.at("rules/0/line").text()).isEqualTo("5");
    }
  }

  @Test
  void anUntrustedFolderIsExplainedAsASessionWouldHaveIt() {
    try (Scene scene = scene()) {
      scene.git();
      golden(scene, "explain-untrusted", 10, "explain", "make all");
    }
  }

  @Test
  void checkFindsWhatIsWrongWithLineAndReason() {
    try (Scene scene = scene()) {
      golden(scene, "check", 0, "check");
      golden(scene, "check-strict", 1, "check", "--strict", ".claude/settings.json");
      scene.home().write("bad.json", "{\n  \"permissions\": {\"alow\": []}\n}\n");
      golden(scene, "check-fault", 1, "check", "bad.json");
    }
  }

  @Test
  void testComparesAndWritesJunitXml() throws Exception {
    try (Scene scene = scene()) {
      scene
          .home()
          .write(
              "cases.json",
              """
              {"files": {"src/a": ""},
               "cases": [
                 {"command": "make all", "expect": "auto", "because": "make"},
                 {"name": "push asks", "command": "git push", "expect": "ask"},
                 {"command": "make clean", "expect": "auto"},
                 {"tool": "Edit", "input": {"file_path": "src/a"}, "expect": "auto"}]}
              """);
      golden(scene, "test", 1, "test", "cases.json", "--junit", "out/policy.xml");
      assertThat(Files.readString(scene.home().project().resolve("out/policy.xml")))
          .contains("tests=\"4\" failures=\"1\"");
      golden(scene, "test-filter", 0, "test", "cases.json", "--filter", "push");
    }
  }

  @Test
  void replayTellsWhatAProposalWouldChange() {
    try (Scene scene =
        scene(
            bash("make all"),
            bash("rm -rf x"),
            bash("ls"),
            call("Read", "file_path", "nothing-there"),
            Turn.text("ok"))) {
      scene.json("hi");
      scene
          .home()
          .write(
              "proposed.json",
              "{\"permissions\":{\"allow\":[\"Bash(make:*)\"],"
                  + "\"deny\":[\"Bash(ls:*)\",\"Read(nothing-there)\"]}}");
      scene.trusted();
      golden(scene, "replay", 0, "replay", "proposed.json", "--since", "1d");
      ProgramRun.Result json =
          scene.muster("policy", "replay", "proposed.json", "--all-projects", "--json").run();
      assertThat(json.exitCode()).as(json.text()).isZero();
      assertThat(json.stdout()).contains("\"calls\": 4");
    }
  }

  /** As another program drives it: a question, its answer, the next question. */
  @Test
  void decideAnswersEachLineAtOnceAndReadsNoSettingsOfThisMachine() {
    try (Scene scene = scene()) {
      scene.home().writeInHome(".claude/settings.json", "{\"permissions\":{\"deny\":[\"Bash\"]}}");
      scene.home().set("GIT_DIR", "/nowhere");
      String where =
          "\"cwd\":\"" + scene.home().project() + "\",\"home\":\"" + scene.home().home() + "\"";
      try (RunningProgram program = scene.muster("policy", "decide", "--jsonl").start()) {
        program.write("{\"id\":\"a\",\"command\":\"ls\"," + where + "}\n");
        program.awaitOutput("{\"id\":\"a\",\"decision\":\"auto\"");
        program.write(
            "{\"id\":\"b\",\"command\":\"ls\",\"settings\":{\"permissions\":{\"deny\":[\"Bash(ls)\"]}},"
                + where
                + "}\nnonsense\n");
        program.awaitOutput("\"rule\":\"Bash(ls) in settings/permissions/deny/0\"");
        program.awaitOutput("{\"id\":null,\"error\":");
        program.endInput();
        assertThat(program.await().exitCode()).isEqualTo(1);
      }
    }
  }

  @Test
  void coloursAreForTerminalsAndWhatIsMisspelledIsTold() {
    try (Scene scene = scene()) {
      golden(scene, "no-command", 1);
      golden(scene, "misspelled", 1, "explian", "ls");
      golden(scene, "help", 0, "--help");
      for (String command : List.of("explain", "check", "test", "replay", "decide")) {
        ProgramRun.Result help = scene.muster("help", "policy", command).run();
        assertThat(help.exitCode()).isZero();
        assertThat(help.stdout()).startsWith("Usage: muster policy " + command);
      }
    }
  }
}
