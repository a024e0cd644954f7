package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.Pace;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signals stop the answer and every process, and still leave a result and a session. */
class SignalsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;

  private static final Turn SLOW_WORDS =
      Turn.text("one word after the other ".repeat(200)).pace(Pace.every(50));

  private static int exitCode(String signal) {
    return switch (signal) {
      case "HUP" -> 129;
      case "INT" -> 130;
      default -> 143;
    };
  }

  /** A sleep that no other process of this machine sleeps. */
  private static String sleep() {
    return "sleep 9" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
  }

  @ParameterizedTest
  @CsvSource({"INT, text", "INT, stream", "TERM, stream", "HUP, stream"})
  void whileTheModelAnswers(String signal, String format) {
    String id = UUID.randomUUID().toString();
    try (Scene scene = Scene.of(folder, Script.of(SLOW_WORDS).otherwise(Turn.text("back")))) {
      var program =
          format.equals("text")
              ? scene.muster("-p", "go", "--session-id", id)
              : scene.streaming("go", "--session-id", id, "--include-partial-messages");
      try (RunningProgram running = program.start()) {
        running.endInput();
        assertThat(Leftovers.comes(SOON, () -> scene.requests().size() == 1)).isTrue();
        if (format.equals("stream")) {
          running.awaitOutput("content_block_delta");
        }
        running.signal(signal);
        var ended = running.await();
        assertThat(ended.exitCode()).as(ended.text()).isEqualTo(exitCode(signal));
        if (format.equals("stream")) {
          Outcome outcome = new Outcome(ended);
          assertThat(outcome.messages("result")).as(ended.text()).hasSize(1);
          assertThat(outcome.subtype()).isEqualTo("error_during_execution");
          assertThat(outcome.result().isTrue("is_error")).isTrue();
        }
      }
      goesOn(scene, id);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT", "TERM", "HUP"})
  void whileACommandRuns(String signal) {
    String sleep = sleep();
    String id = UUID.randomUUID().toString();
    Turn command =
        call("Bash", "command", "setsid " + sleep + " > /dev/null 2>&1 < /dev/null & " + sleep);
    try (Scene scene = Scene.of(folder, Script.of(command).otherwise(Turn.text("back")))) {
      try (RunningProgram running =
          scene.streaming("go", "--session-id", id, "--allowedTools", "Bash").start()) {
        running.endInput();
        assertThat(Leftovers.comes(SOON, () -> Leftovers.of(sleep).size() >= 2))
            .as(running.output())
            .isTrue();
        running.signal(signal);
        var ended = running.await();
        assertThat(ended.exitCode()).as(ended.text()).isEqualTo(exitCode(signal));
        Outcome outcome = new Outcome(ended);
        assertThat(outcome.messages("result")).as(ended.text()).hasSize(1);
        assertThat(outcome.result().at("terminal_reason").text()).isEqualTo("aborted_tools");
        assertThat(outcome.messages("user")).as("the call has its answer").isNotEmpty();
      }
      nothingIsLeft(sleep);
      goesOn(scene, id);
      assertThat(scene.request(-1).body().at("messages").json()).contains("tool_result");
    }
  }

  @ParameterizedTest
  @CsvSource({"INT", "TERM"})
  void whileABackgroundCommandRuns(String signal) {
    String sleep = sleep();
    String id = UUID.randomUUID().toString();
    Turn start =
        call(
            "Bash",
            "command",
            "setsid " + sleep + " & trap '' INT TERM HUP; " + sleep,
            "run_in_background",
            true);
    Script script = Script.of(start, SLOW_WORDS).otherwise(Turn.text("back"));
    try (Scene scene = Scene.of(folder, script)) {
      try (RunningProgram running =
          scene
              .streaming(
                  "go", "--session-id", id, "--allowedTools", "Bash", "--include-partial-messages")
              .start()) {
        running.endInput();
        running.awaitOutput("one word after");
        assertThat(Leftovers.comes(SOON, () -> Leftovers.of(sleep).size() >= 2)).isTrue();
        running.signal(signal);
        var ended = running.await();
        assertThat(ended.exitCode()).as(ended.text()).isEqualTo(exitCode(signal));
        assertThat(new Outcome(ended).messages("result")).as(ended.text()).hasSize(1);
      }
      nothingIsLeft(sleep);
      goesOn(scene, id);
    }
  }

  /** What still runs in the background when the work is done is stopped, grandchildren as well. */
  @ParameterizedTest
  @CsvSource({"text", "json"})
  void theEndOfTheRunStopsWhatIsLeft(String format) {
    String sleep = sleep();
    Turn start =
        call("Bash", "command", "setsid " + sleep + " & " + sleep, "run_in_background", true);
    try (Scene scene = Scene.of(folder, start, Turn.text("done"))) {
      var run = scene.muster("-p", "go", "--output-format", format, "--allowedTools", "Bash").run();
      assertThat(run.exitCode()).as(run.text()).isZero();
      assertThat(run.stdout()).contains("done");
      nothingIsLeft(sleep);
    }
  }

  private static void nothingIsLeft(String sleep) {
    boolean gone = Leftovers.comes(Duration.ofSeconds(2), () -> Leftovers.of(sleep).isEmpty());
    assertThat(gone).as("left running: %s", Leftovers.of(sleep)).isTrue();
  }

  private static void goesOn(Scene scene, String id) {
    Outcome next = scene.json("and now?", "-r", id);
    assertThat(next.exitCode()).as(next.text()).isZero();
    assertThat(next.answer()).isEqualTo("back");
    assertThat(scene.request(-1).body().at("messages").json()).contains("go", "and now?");
    assertThat(scene.model().violations()).isEmpty();
  }
}
