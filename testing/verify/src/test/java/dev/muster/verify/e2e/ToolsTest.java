package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static dev.muster.verify.e2e.Scene.call;
import static dev.muster.verify.e2e.Scene.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Answer;
import dev.muster.scriptedmodel.script.RequestFacts;
import dev.muster.scriptedmodel.script.Turn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tools do and what the model is told of it. */
class ToolsTest {

  /** A picture of one dot. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5Erk"
          + "Jggg==";

  @TempDir Path folder;

  @Test
  void readsEditsAndRunsATest() {
    Turn read = call("Read", "file_path", "sum.sh");
    Turn edit = call("Edit", "file_path", "sum.sh", "old_string", "a - b", "new_string", "a + b");
    try (Scene scene =
        Scene.of(
            folder, bash("sh test.sh"), read, edit, bash("sh test.sh"), Turn.text("Mended."))) {
      scene.home().write("sum.sh", "sum() { echo $(( a - b )); }\r\n");
      scene
          .home()
          .write("test.sh", "a=2 b=3; . ./sum.sh; [ \"$(sum)\" = 5 ] || { echo bad; exit 1; }\n");
      scene.home().write("sum.sh", "sum() { echo $(( a - b )); }\n");
      Outcome outcome =
          scene.json("mend it", "--permission-mode", "acceptEdits", "--allowedTools", "Bash(sh:*)");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(outcome.denied()).isEmpty();
      assertThat(scene.request(1).lastToolResult()).contains("bad").contains("1");
      assertThat(scene.request(1).lastToolResultIsError()).isTrue();
      assertThat(scene.request(2).lastToolResult()).contains("1\tsum() { echo $(( a - b )); }");
      assertThat(scene.request(4).lastToolResultIsError()).isFalse();
      assertThat(scene.home().read("sum.sh")).isEqualTo("sum() { echo $(( a + b )); }\n");
    }
  }

  @Test
  void editsKeepLineEndingsMarkModeAndLinks() throws IOException {
    Turn read = call("Read", "file_path", "link.txt");
    Turn edit = call("Edit", "file_path", "link.txt", "old_string", "two\n", "new_string", "2\n");
    try (Scene scene = Scene.of(folder, read, edit, Turn.text("ok"))) {
      Path file = scene.home().write("real.txt", "\uFEFFone\r\ntwo\r\nthree\r\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
      Files.createSymbolicLink(scene.home().project().resolve("link.txt"), Path.of("real.txt"));
      Outcome outcome = scene.json("go", "--permission-mode", "acceptEdits");
      assertThat(scene.home().read("real.txt"))
          .as(outcome.text() + scene.lastToolResult())
          .isEqualTo("\uFEFFone\r\n2\r\nthree\r\n");
      assertThat(Files.isSymbolicLink(scene.home().project().resolve("link.txt"))).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rwxr-x---");
    }
  }

  @Test
  void editsThatCannotBeAreTold() {
    Turn unread = call("Edit", "file_path", "a.txt", "old_string", "x", "new_string", "y");
    Turn read = call("Read", "file_path", "a.txt");
    Turn missing = call("Edit", "file_path", "a.txt", "old_string", "zzz", "new_string", "y");
    Turn twice = call("Edit", "file_path", "a.txt", "old_string", "x", "new_string", "y");
    Turn change = bash("echo other > a.txt");
    Turn changed = call("Edit", "file_path", "a.txt", "old_string", "x\n", "new_string", "y\n");
    try (Scene scene =
        Scene.of(folder, unread, read, missing, twice, change, changed, Turn.text("ok"))) {
      scene.home().write("a.txt", "x\nx\n");
      Outcome outcome =
          scene.json("go", "--permission-mode", "acceptEdits", "--allowedTools", "Bash(echo:*)");
      scene.model().assertPlayed();
      assertThat(outcome.denied()).as(outcome.text()).isEmpty();
      for (int request : List.of(1, 3, 4, 6)) {
        RequestFacts facts = scene.request(request);
        assertThat(facts.lastToolResultIsError())
            .as(request + ": " + facts.lastToolResult())
            .isTrue();
      }
      assertThat(scene.home().read("a.txt")).isEqualTo("other\n");
    }
  }

  /** Waits of a second for a command of 1.6 seconds: one after the other, the last sees its end. */
  @Test
  void readsOfOneTurnRunTogetherAndAnswerInOneMessage() {
    Turn start = call("Bash", "command", "sleep 1.6", "run_in_background", true);
    Node.Obj wait =
        use(
            "TaskOutput",
            "task_id",
            "${lastToolResult~task (\\w+)}",
            "block",
            true,
            "timeout",
            1000);
    try (Scene scene =
        Scene.of(
            folder,
            start,
            Turn.blocks(wait, wait, wait, wait),
            Turn.text("ok"),
            Turn.text("over"))) {
      Outcome outcome = scene.json("go", "--allowedTools", "Bash");
      RequestFacts facts = scene.request(2);
      assertThat(facts.toolResults())
          .as(outcome.text() + scene.request(1).lastToolResult())
          .hasSize(4);
      assertThat(facts.toolResults().values()).allMatch(text -> text.contains("running"));
    }
  }

  @Test
  void writesOfOneTurnRunInOrder() {
    Turn both =
        Turn.blocks(
            Answer.toolUse("Bash", "{\"command\":\"sleep 0.3; echo one >> log\"}"),
            Answer.toolUse("Bash", "{\"command\":\"echo two >> log\"}"),
            Answer.toolUse("Bash", "{\"command\":\"false\"}"),
            Answer.toolUse("Bash", "{\"command\":\"echo three >> log\"}"));
    try (Scene scene = Scene.of(folder, both, Turn.text("ok"))) {
      scene.json("go", "--allowedTools", "Bash");
      assertThat(scene.home().read("log")).isEqualTo("one\ntwo\nthree\n");
    }
  }

  @Test
  void whatIsNoToolAndWhatIsNoInputIsToldAndTheRunGoesOn() {
    Turn unknown = call("Teleport", "to", "home");
    Turn broken = Turn.tool("Bash", "{\"command\": \"ls");
    Turn missing = call("Read", "offset", 3);
    Turn extra = call("Glob", "pattern", "*", "colour", "red");
    try (Scene scene = Scene.of(folder, unknown, broken, missing, extra, Turn.text("ok"))) {
      Outcome outcome = scene.json("go");
      scene.model().assertPlayed();
      assertThat(outcome.answer()).isEqualTo("ok");
      assertThat(outcome.denied()).as("none of these is a denial").isEmpty();
      for (int request = 1; request <= 4; request++) {
        assertThat(scene.request(request).lastToolResultIsError()).as("%s", request).isTrue();
      }
      assertThat(scene.request(1).lastToolResult()).contains("Teleport");
      assertThat(scene.request(3).lastToolResult()).contains("file_path");
      assertThat(scene.request(4).lastToolResult()).contains("colour");
    }
  }

  @Test
  void longOutputGoesToAFileThatTheModelMayRead() {
    Turn lots = bash("seq 1 20000");
    Turn read =
        call(
            "Read",
            "file_path",
            "${lastToolResult~(/\\S+tool-results/[^;\\s]+);}",
            "offset",
            19999);
    try (Scene scene = Scene.of(folder, lots, read, Turn.text("ok"))) {
      Outcome outcome = scene.json("go");
      scene.model().assertPlayed();
      assertThat(outcome.denied()).as(outcome.text() + scene.request(1).lastToolResult()).isEmpty();
      assertThat(scene.request(1).lastToolResult().length()).isLessThan(5000);
      assertThat(scene.request(1).lastToolResult()).contains("\n17\n").contains("tool-results");
      assertThat(scene.request(2).lastToolResult()).contains("20000\t20000");
    }
  }

  @Test
  void readsPicturesNotebooksAndRefusesOtherBinaries() throws IOException {
    Turn picture = call("Read", "file_path", "dot.png");
    Turn notebook = call("Read", "file_path", "n.ipynb");
    Turn binary = call("Read", "file_path", "b.bin");
    Turn directory = call("Read", "file_path", ".");
    try (Scene scene = Scene.of(folder, picture, notebook, binary, directory, Turn.text("ok"))) {
      Files.write(scene.home().project().resolve("dot.png"), Base64.getDecoder().decode(PNG));
      Files.write(scene.home().project().resolve("b.bin"), new byte[] {0, 1, 2, 3, 0, 0});
      scene.home().write("n.ipynb", notebook());
      Outcome outcome = scene.stream("go");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      Node image = scene.requests().get(1).body().at("messages/-1/content/0/content/0");
      assertThat(image.at("type").text()).isEqualTo("image");
      assertThat(image.at("source/media_type").text()).isEqualTo("image/png");
      assertThat(scene.request(2).lastToolResult()).contains("print(40 + 2)").contains("42");
      assertThat(scene.request(3).lastToolResultIsError()).isTrue();
      assertThat(scene.request(4).lastToolResultIsError()).isTrue();
      assertThat(outcome.run().stdout()).contains("\"tool_use_result\":{\"type\":\"image\"");
    }
  }

  private static String notebook() {
    return """
    {"cells":[{"cell_type":"code","execution_count":1,"id":"c1","metadata":{},
      "outputs":[{"name":"stdout","output_type":"stream","text":["42\\n"]}],
      "source":["print(40 + 2)\\n"]}],
     "metadata":{"language_info":{"name":"python"}},"nbformat":4,"nbformat_minor":5}
    """;
  }

  @Test
  void editsANotebook() {
    Turn read = call("Read", "file_path", "n.ipynb");
    Turn edit =
        call("NotebookEdit", "notebook_path", "n.ipynb", "cell_id", "c1", "new_source", "print(1)");
    try (Scene scene = Scene.of(folder, read, edit, Turn.text("ok"))) {
      scene.home().write("n.ipynb", notebook());
      Outcome outcome = scene.json("go", "--permission-mode", "acceptEdits");
      assertThat(outcome.denied()).as(outcome.text()).isEmpty();
      assertThat(scene.request(2).lastToolResultIsError()).as(scene.lastToolResult()).isFalse();
      assertThat(scene.home().read("n.ipynb")).contains("print(1)").doesNotContain("40 + 2");
    }
  }

  @Test
  void findsByNameAndByContent() {
    Turn glob = call("Glob", "pattern", "**/*.txt");
    Turn grep = call("Grep", "pattern", "ne+dle", "output_mode", "content");
    try (Scene scene = Scene.of(folder, glob, grep, Turn.text("ok"))) {
      scene.home().write("a/one.txt", "hay\nneedle\n");
      scene.home().write("a/skipped.txt", "needle\n");
      scene.home().write(".gitignore", "skipped.txt\n");
      scene.git();
      Outcome outcome = scene.json("go");
      assertThat(outcome.denied()).as(outcome.text()).isEmpty();
      assertThat(scene.request(1).lastToolResult()).contains("a/one.txt");
      assertThat(scene.request(2).lastToolResult())
          .contains("a/one.txt:2:needle")
          .doesNotContain("skipped");
    }
  }

  @Test
  void commandsKeepTheirFolderAndSeeThatAnAgentRunsThem() {
    Turn move = bash("cd sub");
    Turn where = bash("pwd");
    Turn leave = bash("cd /");
    Turn still = bash("pwd");
    Turn marked = bash("printenv CLAUDECODE");
    try (Scene scene = Scene.of(folder, move, where, leave, still, marked, Turn.text("ok"))) {
      scene.home().write("sub/x", "");
      Outcome outcome = scene.json("go", "--allowedTools", "Bash");
      assertThat(outcome.denied()).as(outcome.text()).isEmpty();
      assertThat(scene.request(2).lastToolResult()).contains(scene.home().project() + "/sub");
      assertThat(scene.request(4).lastToolResult()).contains(scene.home().project().toString());
      assertThat(scene.request(5).lastToolResult()).isEqualTo("1");
    }
  }

  /** One after the other they would take six seconds. */
  @Test
  void commandsThatOnlyReadRunSideBySide() {
    Node.Obj sleep = use("Bash", "command", "sleep 2 && pwd");
    try (Scene scene = Scene.of(folder, Turn.blocks(sleep, sleep, sleep), Turn.text("ok"))) {
      Outcome outcome = scene.json("go", "--allowedTools", "Bash");
      assertThat(scene.request(1).toolResults()).as(outcome.text()).hasSize(3);
      assertThat(scene.request(1).toolResults().values())
          .allMatch(text -> text.equals(scene.home().project().toString()));
      assertThat(outcome.result().whole("duration_ms", 0)).isBetween(2_000L, 5_500L);
    }
  }

  /** The folder is where the last that moved ended, last as the model named them. */
  @Test
  void commandsThatRunSideBySideLeaveOneFolder() {
    Node.Obj slow = use("Bash", "command", "sleep 1 && cd sub && pwd");
    Node.Obj quick = use("Bash", "command", "cd other && pwd");
    Node.Obj stays = use("Bash", "command", "sleep 1 && pwd");
    try (Scene scene =
        Scene.of(folder, Turn.blocks(slow, quick, stays), bash("pwd"), Turn.text("ok"))) {
      scene.home().write("sub/x", "");
      scene.home().write("other/x", "");
      Outcome outcome = scene.json("go", "--allowedTools", "Bash");
      String project = scene.home().project().toString();
      assertThat(scene.request(1).toolResults().values())
          .as(outcome.text())
          .containsExactlyInAnyOrder(project + "/sub", project + "/other", project);
      assertThat(scene.request(2).lastToolResult()).isEqualTo(project + "/other");
    }
  }

  @Test
  void aCommandThatTakesTooLongIsKilled() {
    Turn slow = call("Bash", "command", "echo begun; sleep 60", "timeout", 700);
    try (Scene scene = Scene.of(folder, slow, Turn.text("ok"))) {
      scene.home().set("CLAUDE_CODE_DISABLE_BACKGROUND_TASKS", "1");
      Outcome outcome = scene.json("go", "--allowedTools", "Bash");
      assertThat(outcome.answer()).isEqualTo("ok");
      assertThat(scene.lastToolResult()).contains("begun");
      assertThat(scene.request(1).lastToolResultIsError()).isTrue();
      assertThat(outcome.run().took()).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void aBackgroundCommandThatEndsGivesTheModelAFurtherTurn() {
    Turn start = call("Bash", "command", "sleep 0.7; echo finished", "run_in_background", true);
    Turn started = Turn.text("started");
    Turn told = Turn.text("it finished");
    try (Scene scene = Scene.of(folder, start, started, told)) {
      Outcome outcome = scene.stream("go", "--allowedTools", "Bash");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(outcome.messages("result")).hasSize(2);
      assertThat(outcome.answer()).isEqualTo("it finished");
      assertThat(scene.request(2).lastUserText()).contains("finished");
      assertThat(outcome.run().stdout()).contains("task_started").contains("task_notification");
    }
  }

  @Test
  void aFileThatThePromptNamesIsAttached() {
    try (Scene scene = Scene.of(folder, Turn.text("ok"))) {
      scene.home().write("notes.txt", "remember the milk\n");
      scene.json("what is in @notes.txt?");
      assertThat(scene.requests().getFirst().body().at("messages").json())
          .contains("remember the milk");
    }
  }

  @Test
  void aLongPromptFromStandardInputArrivesWhole() {
    String text = "0123456789abcde\n".repeat(45_000);
    try (Scene scene = Scene.of(folder, Turn.text("ok"))) {
      var run = scene.muster("-p").stdin(text).run();
      assertThat(run.stdout()).as(run.stderr()).isEqualTo("ok\n");
      assertThat(scene.requests().getFirst().body().json().getBytes(StandardCharsets.UTF_8).length)
          .isGreaterThan(720_000);
      assertThat(scene.request(0).lastUserText()).contains(text.strip());
    }
  }
}
