package dev.muster.headless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.TurnResult.End;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Prompts, signals, broken pipes, and problems before the first turn. */
class HeadlessFaceTest {

  private static final FakeAgent.Script DONE = (agent, turn) -> new End.Completed("done", null);

  @Test
  void thePromptIsTheArgumentANewlineAndStandardInput() throws Exception {
    assertThat(prompt("review", "a\nb\n")).isEqualTo("review\na\nb\n");
    assertThat(prompt("review", "")).isEqualTo("review");
    assertThat(prompt("", "from stdin")).isEqualTo("from stdin");
    String large = "x".repeat(720_000);
    assertThat(prompt("", large)).isEqualTo(large);
  }

  private static String prompt(String argument, String stdin) throws Exception {
    FaceRun run = FaceRun.of(FaceRun.options(OutputFormat.TEXT), argument, stdin, DONE);
    assertThat(run.exit()).isZero();
    assertThat(run.stdout()).isEqualTo("done\n");
    return ((ContentBlock.Text) run.agent().turns.getFirst().content().getFirst()).text();
  }

  @Test
  void noPromptIsToldOnStandardErrorAndNothingIsOpened() throws Exception {
    for (String blank : List.of("", " ", "\n\n")) {
      FaceRun run = FaceRun.of(FaceRun.options(OutputFormat.TEXT), blank, blank, DONE);
      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.stdout()).isEmpty();
      assertThat(run.stderr()).contains("There is no prompt");
      assertThat(run.opened()).isFalse();
    }
  }

  @Test
  void tooMuchStandardInputIsRefused() throws Exception {
    String much = "x".repeat(PromptText.MAX_STDIN + 1);
    FaceRun run = FaceRun.of(FaceRun.options(OutputFormat.TEXT), "", much, DONE);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.stderr()).contains("10 MB");
    assertThat(prompt("", much.substring(1))).hasSize(PromptText.MAX_STDIN);
  }

  @Test
  void aPipeThatNobodyClosesHoldsTheRunUpOnlyForAWhile() throws Exception {
    List<String> told = new ArrayList<>();
    try (PipedOutputStream open = new PipedOutputStream()) {
      InputStream in = new PipedInputStream(open);
      PromptText prompt = new PromptText(in, Duration.ofMillis(50), told::add);
      assertThat(prompt.read("the argument")).isEqualTo("the argument");
    }
    assertThat(told).singleElement().asString().contains("/dev/null");
  }

  @Test
  void aSignalEndsTheTurnWithItsResultAndTheSignalsExitCode() throws Exception {
    for (Signal signal : Signal.values()) {
      FaceRun run = FaceRun.live(FaceRun.host(), (agent, turn) -> forever());
      run.send("{'type':'user','message':{'role':'user','content':'one'}}");
      run.agent().inTurn.await();
      run.face.interrupted(signal);
      assertThat(run.exit()).isEqualTo(signal.exitCode());
      assertThat(run.results()).hasSize(1);
      assertThat(run.results().getFirst().string("terminal_reason")).contains("aborted_streaming");
    }
    assertThat(Arrays.stream(Signal.values()).map(Signal::exitCode))
        .containsExactlyInAnyOrder(129, 130, 143);
  }

  @Test
  void aSignalWhileNothingRunsEndsTheRunAtOnce() throws Exception {
    FaceRun run = FaceRun.live(FaceRun.host(), DONE);
    run.face.interrupted(Signal.TERMINATE);
    assertThat(run.exit()).isEqualTo(143);
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void aReaderThatGoesAwayStopsTheAgentQuietly() throws Exception {
    CountDownLatch broken = new CountDownLatch(1);
    FaceRun run =
        FaceRun.live(
            FaceRun.host(),
            (agent, turn) -> {
              broken.await();
              agent.says("into the void");
              return forever();
            });
    run.send("{'type':'user','message':{'role':'user','content':'one'}}");
    run.agent().inTurn.await();
    run.breakOutput();
    broken.countDown();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.stderr()).isEmpty();
    assertThat(run.agent().calls).contains("interrupt");
  }

  @Test
  void aSignalBeforeThePromptIsATurnHasItsResult() throws Exception {
    FaceRun run = FaceRun.live(FaceRun.options(OutputFormat.JSON), DONE);
    run.face.interrupted(Signal.INTERRUPT);
    assertThat(run.exit()).isEqualTo(130);
    assertThat(run.stdout()).contains("\"subtype\":\"error_during_execution\"");
  }

  @Test
  void aSessionThatCannotBeOpenedIsToldInEveryFormat() {
    for (OutputFormat format : OutputFormat.values()) {
      Problem problem = new Problem(ProblemCode.SESSION_NOT_FOUND, "There is no session x", "Look");
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      HeadlessFace face =
          face(
              format,
              out,
              err,
              (host, events, asker) -> {
                throw new ProblemException(problem);
              });
      assertThat(face.run("hi")).isEqualTo(1);
      check(format, out, err);
      out.reset();
      err.reset();
      assertThat(face(format, out, err, (h, e, a) -> null).failed(problem)).isEqualTo(1);
      check(format, out, err);
    }
  }

  private static void check(
      OutputFormat format, ByteArrayOutputStream out, ByteArrayOutputStream err) {
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("muster: There is no session x. Look\n");
    String text = out.toString(StandardCharsets.UTF_8);
    if (format == OutputFormat.TEXT) {
      assertThat(text).isEmpty();
    } else {
      assertThat(text).contains("\"num_turns\":0").contains("There is no session x");
    }
  }

  @Test
  void withoutAHostThereIsNobodyToAsk() throws Exception {
    FaceRun run =
        FaceRun.of(
            FaceRun.options(OutputFormat.TEXT),
            "x",
            "",
            (agent, turn) -> {
              Answer answer =
                  agent.asker.ask(agent.calls("Bash", "t", Json.Obj.EMPTY), FakeAgent.ask("r"));
              return new End.Completed(answer.toString(), null);
            });
    assertThat(run.stdout()).contains("Nobody");
  }

  @Test
  void linesAreCutAndCapped() throws Exception {
    LineReader lines = reader("a\r\n\nlast", 10);
    assertThat(lines.next()).asString().isEqualTo("a\r");
    assertThat(lines.next()).isEmpty();
    assertThat(lines.next()).asString().isEqualTo("last");
    assertThat(lines.next()).isNull();
    assertThat(reader("x".repeat(40_000), 40_000).next()).hasSize(40_000);
    LineReader tooLong = reader("x".repeat(40_001) + "\n", 40_000);
    assertThatThrownBy(tooLong::next).isInstanceOf(LineReader.TooLong.class);
  }

  private static LineReader reader(String text, int cap) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), cap);
  }

  private static End forever() throws InterruptedException {
    new CountDownLatch(1).await();
    return new End.Completed("never", null);
  }

  private static HeadlessFace face(
      OutputFormat format,
      ByteArrayOutputStream out,
      ByteArrayOutputStream err,
      AgentOpener opener) {
    return new HeadlessFace(
        FaceRun.options(format),
        new HeadlessFace.Streams(
            InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8)),
        opener,
        () -> "u",
        InstantSource.fixed(FakeAgent.AT));
  }
}
