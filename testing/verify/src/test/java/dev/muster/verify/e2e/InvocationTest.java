package dev.muster.verify.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.Goldens;
import dev.muster.testkit.ProgramRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the program makes of its command line: output, errors, exit code and whether the model was
 * asked, each as one golden.
 */
class InvocationTest {

  private static final Goldens GOLDENS = Goldens.ofModule();
  private static final String ID = "11111111-2222-4333-8444-555555555555";

  @TempDir Path folder;

  /**
   * One command line.
   *
   * @param asked how many requests the model gets
   */
  record Line(String name, int exitCode, int asked, String stdin, List<String> arguments) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Line works(String name, String... arguments) {
    return new Line(name, 0, 1, "", List.of(arguments));
  }

  private static Line fails(String name, String... arguments) {
    return new Line(name, 1, 0, "", List.of(arguments));
  }

  static Stream<Line> lines() {
    return Stream.of(prompts(), formats(), values(), sessions(), commands()).flatMap(List::stream);
  }

  private static List<Line> prompts() {
    return List.of(
        works("prompt", "-p", "hi"),
        works("prompt-first", "hi", "-p"),
        works("prompt-long-flag", "--print", "hi"),
        works("prompt-after-dashes", "-p", "--", "-x is an option"),
        new Line("prompt-stdin", 0, 1, "from stdin\n", List.of("-p")),
        new Line("prompt-both", 0, 1, "from stdin\n", List.of("-p", "from the argument")),
        fails("prompt-missing", "-p"),
        fails("prompt-empty", "-p", ""),
        fails("prompt-blank", "-p", " \n"),
        new Line("prompt-blank-stdin", 1, 0, " \n\t", List.of("-p")),
        fails("prompt-missing-json", "-p", "--output-format", "json"),
        fails("prompt-twice", "-p", "one", "two"),
        fails("prompt-eaten-by-a-list", "-p", "--tools", "Read", "say something"));
  }

  private static List<Line> formats() {
    return List.of(
        fails("format-bad", "-p", "hi", "--output-format", "xml"),
        fails("format-bad-input", "-p", "hi", "--input-format", "xml"),
        fails("format-stream-not-verbose", "-p", "hi", "--output-format", "stream-json"),
        fails("format-stream-in-alone", "-p", "hi", "--input-format", "stream-json"),
        fails("format-partial-alone", "-p", "hi", "--include-partial-messages"),
        works("format-json", "-p", "hi", "--output-format", "json"),
        works("format-json-verbose", "-p", "hi", "--output-format", "json", "--verbose"),
        works("format-stream", "-p", "hi", "--output-format", "stream-json", "--verbose"),
        works(
            "format-stream-partial",
            "-p",
            "hi",
            "--output-format",
            "stream-json",
            "--verbose",
            "--include-partial-messages"),
        works("format-equals-sign", "-p", "hi", "--output-format=text"),
        new Line("format-stream-in-empty", 0, 0, "", streamed()),
        new Line("format-stream-in-not-json", 1, 0, "{oops\n", streamed()),
        new Line("format-stream-in-unknown", 0, 0, "{\"type\":\"weather\"}\n", streamed()),
        new Line("format-stream-in-two", 0, 2, said("one") + said("two"), streamed()),
        new Line("format-stream-in-argument", 0, 1, "", streamed("hi")));
  }

  private static List<String> streamed(String... more) {
    String flags = "-p --input-format stream-json --output-format stream-json --verbose";
    return Stream.concat(Stream.of(flags.split(" ", -1)), Stream.of(more)).toList();
  }

  private static String said(String text) {
    return "{\"type\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"" + text + "\"}}\n";
  }

  private static List<Line> values() {
    return List.of(
        fails("flag-unknown", "-p", "hi", "--no-such-flag"),
        fails("flag-misspelt", "-p", "hi", "--output-formt", "json"),
        fails("flag-without-value", "-p", "hi", "--model"),
        fails("mode-bad", "-p", "hi", "--permission-mode", "yolo"),
        fails("settings-missing", "-p", "hi", "--settings", "nowhere.json"),
        fails("settings-not-json", "-p", "hi", "--settings", "{\"model\":"),
        fails("settings-wrong-type", "-p", "hi", "--settings", "{\"permissions\":[]}"),
        fails("sources-bad", "-p", "hi", "--setting-sources", "bogus"),
        fails("turns-bad", "-p", "hi", "--max-turns", "abc"),
        fails("turns-zero", "-p", "hi", "--max-turns", "0"),
        fails("budget-bad", "-p", "hi", "--max-budget-usd", "abc"),
        fails("budget-zero", "-p", "hi", "--max-budget-usd", "0"),
        fails("schema-not-json", "-p", "hi", "--json-schema", "{"),
        fails("schema-invalid", "-p", "hi", "--json-schema", "{\"type\":\"nonsense\"}"),
        fails("schema-of-text", "-p", "hi", "--json-schema", "{\"type\":\"string\"}"),
        fails("add-dir-missing", "-p", "hi", "--add-dir", "nowhere"),
        fails("prompt-file-missing", "-p", "hi", "--system-prompt-file", "nowhere"),
        fails(
            "prompt-text-and-file",
            "-p",
            "hi",
            "--system-prompt",
            "a",
            "--system-prompt-file",
            "b"),
        fails("tools-open-parenthesis", "-p", "hi", "--allowedTools", "Bash(git"));
  }

  private static List<Line> sessions() {
    return List.of(
        fails("session-not-a-uuid", "-p", "hi", "--session-id", "abc"),
        fails("session-id-and-resume", "-p", "hi", "--session-id", ID, "--resume", ID),
        fails("resume-unknown", "-p", "hi", "--resume", ID),
        fails("resume-not-a-uuid", "-p", "hi", "--resume", "../x"),
        fails("resume-and-continue", "-p", "hi", "--resume", ID, "--continue"),
        fails(
            "resume-unknown-stream",
            "-p",
            "hi",
            "--resume",
            ID,
            "--output-format",
            "stream-json",
            "--verbose"),
        works("continue-nothing", "-p", "hi", "--continue"));
  }

  private static List<Line> commands() {
    return List.of(
        new Line("no-print", 1, 0, "", List.of("hi")),
        new Line("version", 0, 0, "", List.of("--version")),
        new Line("help", 0, 0, "", List.of("--help")),
        new Line("trust", 0, 0, "", List.of("trust")),
        new Line("trust-revoke", 0, 0, "", List.of("trust", "--revoke")));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void behavesAsItsGoldenSays(Line line) {
    try (Scene scene = Scene.of(folder, Script.of().otherwise(Turn.text("hello there")))) {
      ProgramRun.Result run =
          scene.muster(line.arguments.toArray(String[]::new)).stdin(line.stdin).run();
      assertThat(run.exitCode()).as(run.text()).isEqualTo(line.exitCode);
      assertThat(scene.requests()).as(run.text()).hasSize(line.asked);
      assertThat(scene.model().violations()).isEmpty();
      GOLDENS.check("invocation/" + line.name + ".txt", run.text(), scene.normaliser());
    }
  }
}
