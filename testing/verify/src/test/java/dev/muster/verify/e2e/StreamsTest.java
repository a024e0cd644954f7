package dev.muster.verify.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import dev.muster.testkit.RunningProgram;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard streams that are closed or take nothing, and signals before there is a turn. */
class StreamsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  /** What Java says when the signal comes before it can run any program. */
  private static final String NO_MACHINE = "Error occurred during initialization of VM";

  @TempDir Path folder;

  @Test
  void withoutStandardInputThereIsJustThePrompt() {
    try (Scene scene = Scene.of(folder, Turn.text("done"))) {
      var run = shell(scene, "\"$0\" -p go --output-format json <&-").run();
      assertThat(run.exitCode()).as(run.text()).isZero();
      assertThat(run.stdout()).contains("\"result\":\"done\"");
      assertThat(run.stderr()).isEmpty();
    }
  }

  @Test
  void withoutStandardErrorTheWorkIsDone() {
    try (Scene scene = Scene.of(folder, Turn.text("done"))) {
      var run = shell(scene, "\"$0\" -p go 2>&-").run();
      assertThat(run.exitCode()).as(run.text()).isZero();
      assertThat(run.stdout()).isEqualTo("done\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--help, /dev/full, No space left on device",
    "--version, /dev/full, No space left on device",
    "policy check, /dev/full, No space left on device",
    "-p go, /dev/full, No space left on device",
    "-p go --output-format json, /dev/full, No space left on device",
    "-p go --output-format stream-json --verbose, /dev/full, No space left on device",
    "--help, &-, Bad file descriptor",
    "-p go, &-, Bad file descriptor"
  })
  void outputThatCannotBeWrittenIsTold(String arguments, String target, String why) {
    try (Scene scene = Scene.of(folder, Script.of().otherwise(Turn.text("done")))) {
      var run = shell(scene, "\"$0\" " + arguments + " >" + target).run();
      assertThat(run.exitCode()).as(run.text()).isEqualTo(1);
      assertThat(run.stderr())
          .isEqualTo("muster: standard output cannot be written: " + why + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-p go", "-p go --output-format stream-json --verbose"})
  void aReaderThatHasGoneIsNotTold(String arguments) {
    try (Scene scene = Scene.of(folder, Script.of().otherwise(Turn.text("done")))) {
      var run = shell(scene, "{ \"$0\" " + arguments + "; echo $? >&2; } | true").run();
      assertThat(run.stderr()).isEqualTo("1\n");
    }
  }

  /** The prompt still comes when the signal does. */
  @ParameterizedTest
  @CsvSource({"INT, json, 130", "TERM, json, 143", "TERM, stream-json, 143", "HUP, text, 129"})
  void aSignalBeforeThePromptHasAResult(String signal, String format, int exitCode) {
    try (Scene scene = Scene.of(folder);
        RunningProgram running =
            scene.muster("-p", "--verbose", "--output-format", format).start()) {
      assertThat(Leftovers.comes(SOON, () -> hasThread(running.pid(), "input"))).isTrue();
      running.signal(signal);
      ProgramRun.Result ended = running.await();
      assertThat(ended.exitCode()).as(ended.text()).isEqualTo(exitCode);
      if (format.equals("text")) {
        assertThat(ended.stdout()).isEmpty();
      } else {
        assertThat(ended.stdout()).contains("\"type\":\"result\"", "\"is_error\":true");
      }
      assertThat(ended.stderr()).doesNotContain("fault");
    }
  }

  /** At whatever moment of the start it comes. */
  @Test
  void aSignalDuringTheStartIsNoFault() throws Exception {
    for (int milliseconds = 10; milliseconds < 200; milliseconds += 9) {
      try (Scene scene = Scene.of(Files.createTempDirectory(folder, "at"), Turn.text("done"))) {
        var run =
            shell(
                    scene,
                    "\"$0\" -p go --output-format json & sleep 0.%03d; kill $!; wait $!"
                        .formatted(milliseconds))
                .run();
        assertThat(run.stderr()).as(run.text()).doesNotContain("fault");
        if (!run.stdout().startsWith(NO_MACHINE)) {
          assertThat(run.exitCode()).as(run.text()).isIn(0, 143);
        }
      }
    }
  }

  private static ProgramRun shell(Scene scene, String script) {
    return ProgramRun.of("/bin/sh", "-c", script, Packaged.launcher().toString()).in(scene.home());
  }

  private static boolean hasThread(long process, String name) {
    Path threads = Path.of("/proc", Long.toString(process), "task");
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        if (Files.readString(thread.resolve("comm")).strip().equals(name)) {
          return true;
        }
      }
      return false;
    } catch (IOException endedMeanwhile) {
      return false;
    }
  }
}
