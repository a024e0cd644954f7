package dev.muster.headless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ToolCall;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.Event;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TurnResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes to standard output, field by field. */
class OutputFormatsTest {

  private static final Json.Obj COMMAND = Json.Obj.builder().put("command", "ls").build();

  @Test
  void aTurnWithToolsIsWrittenAsTheContractHasIt() throws Exception {
    FaceRun run = FaceRun.of(streaming(false), "do it", "", OutputFormatsTest::work);
    assertThat(run.exit()).isZero();
    Golden.matches("work.jsonl", run.stdout());
    assertThat(run.stderr()).isEmpty();
  }

  @Test
  void partialMessagesHaveTheLastWholeBlockBeforeItsStop() throws Exception {
    FaceRun run =
        FaceRun.of(
            streaming(true),
            "hi",
            "",
            (agent, turn) -> {
              agent.events.emit(new Event.Requesting());
              stream(agent, "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\"}}", 14L);
              stream(agent, "{\"type\":\"content_block_start\",\"index\":0}", null);
              stream(agent, "{\"type\":\"content_block_delta\",\"index\":0}", null);
              agent.events.emit(new Event.TextStreamed("hello"));
              stream(agent, "{\"type\":\"content_block_stop\",\"index\":0}", null);
              stream(agent, "{\"type\":\"content_block_start\",\"index\":1}", null);
              stream(agent, "{\"type\":\"content_block_stop\",\"index\":1}", null);
              stream(agent, "{\"type\":\"message_stop\"}", null);
              agent.says("hello");
              return new End.Completed("hello", null);
            });
    Golden.matches("partial.jsonl", run.stdout());
  }

  @Test
  void rareEventsAreWrittenAsTheContractHasThem() throws Exception {
    FaceRun run = FaceRun.of(streaming(false), "hi", "", OutputFormatsTest::rarities);
    Golden.matches("rare.jsonl", run.stdout());
    assertThat(run.stderr()).isEqualTo("muster: warning: the disk is nearly full\n");
  }

  @Test
  void everyEndHasItsSubtypeItsTextAndItsExitCode() throws Exception {
    StringBuilder all = new StringBuilder();
    for (End end : ends()) {
      FaceRun stream = FaceRun.of(streaming(false), "hi", "", (agent, turn) -> end);
      FaceRun text = FaceRun.of(FaceRun.options(OutputFormat.TEXT), "hi", "", (a, t) -> end);
      all.append("# ").append(end.getClass().getSimpleName()).append(" exit ");
      all.append(text.exit()).append('\n');
      all.append("text: ").append(text.stdout());
      all.append(text.stdout().isEmpty() ? "\n" : "");
      all.append("err:  ").append(text.stderr());
      all.append(text.stderr().isEmpty() ? "\n" : "");
      stream.stdout().lines().skip(1).forEach(line -> all.append(line).append('\n'));
      assertThat(stream.exit()).isEqualTo(text.exit());
      assertThat(stream.results()).hasSize(1);
    }
    Golden.matches("ends.txt", all.toString());
  }

  @Test
  void textIsTheLastTextAndANewline() throws Exception {
    FaceRun run =
        FaceRun.of(FaceRun.options(OutputFormat.TEXT), "do it", "", OutputFormatsTest::work);
    assertThat(run.stdout()).isEqualTo("All good.\n");
  }

  @Test
  void jsonIsTheResultAndVerboseJsonTheArrayOfAllMessages() throws Exception {
    HeadlessOptions brief =
        new HeadlessOptions(
            OutputFormat.JSON, InputFormat.TEXT, false, false, false, false, false, "", List.of());
    FaceRun one = FaceRun.of(brief, "do it", "", OutputFormatsTest::work);
    assertThat(one.messages()).hasSize(1).allMatch(m -> FaceRun.type(m).equals("result"));
    FaceRun all = FaceRun.of(FaceRun.options(OutputFormat.JSON), "x", "", OutputFormatsTest::work);
    Json.Arr array = (Json.Arr) JsonReader.read(all.stdout());
    FaceRun lines = FaceRun.of(streaming(false), "x", "", OutputFormatsTest::work);
    assertThat(array.items()).isEqualTo(lines.messages());
  }

  @Test
  void structuredOutputIsTheResultAndItsText() throws Exception {
    Json.Obj answer = Json.Obj.builder().put("n", 3).build();
    FaceRun run =
        FaceRun.of(streaming(false), "x", "", (a, t) -> new End.Completed("ignored", answer));
    Json.Obj result = run.results().getFirst();
    assertThat(result.get("structured_output")).isEqualTo(answer);
    assertThat(result.string("result")).contains("{\"n\":3}");
  }

  @Test
  void aResultComesEvenWhenTheAgentForgetsOrBreaks() throws Exception {
    FaceRun silent =
        FaceRun.of(
            streaming(false),
            "x",
            "",
            (agent, turn) -> {
              agent.silent = true;
              return new End.Completed("hi", null);
            });
    assertThat(silent.results()).hasSize(1);
    FaceRun broken =
        FaceRun.of(
            streaming(false),
            "x",
            "",
            (agent, turn) -> {
              throw new IllegalStateException("oops");
            });
    assertThat(broken.results()).hasSize(1);
    assertThat(broken.exit()).isEqualTo(70);
    assertThat(broken.stderr()).contains("oops");
  }

  @Test
  void moneyIsExact() {
    Map.of(
            0L,
            "0",
            1L,
            "0.000000001",
            175_000L,
            "0.000175",
            1_000_000_000L,
            "1",
            12_500_000_000L,
            "12.5",
            Long.MAX_VALUE,
            "9223372036.854775807")
        .forEach(
            (nanos, text) -> assertThat(ResultMessage.dollars(nanos).literal()).isEqualTo(text));
  }

  private static End work(FakeAgent agent, Object turn) {
    agent.events.emit(new Event.Requesting());
    agent.says("Let me look.");
    ToolCall good = agent.calls("Bash", "toolu_1", COMMAND);
    Json.Obj detail = Json.Obj.builder().put("stdout", "a\nb").build();
    agent.finished(good, ToolOutcome.text("a\nb", detail));
    ToolCall read = agent.calls("Read", "toolu_2", Json.Obj.EMPTY);
    agent.finished(
        read,
        new ToolOutcome(
            List.of(new ContentBlock.Text("an image"), new ContentBlock.Image("image/png", "AA==")),
            false,
            null));
    ToolCall bad = agent.calls("Bash", "toolu_3", COMMAND);
    agent.denials.add(bad);
    agent.finished(bad, ToolOutcome.error("refused: no rule allows it"));
    agent.says("All good.");
    return new End.Completed("All good.", null);
  }

  private static End rarities(FakeAgent agent, Object turn) {
    agent.events.emit(
        new Event.Retrying(1, 10, Duration.ofMillis(538), 529, FailureKind.OVERLOADED));
    agent.events.emit(
        new Event.Retrying(2, 10, Duration.ofMillis(1100), null, FailureKind.NETWORK));
    agent.events.emit(new Event.ModelSwitched("claude-a", "claude-b", "overloaded"));
    agent.events.emit(new Event.StreamVoided("cut"));
    agent.events.emit(new Event.Compacted(true, 155_000));
    agent.events.emit(new Event.ModeChanged(PermissionMode.PLAN));
    agent.events.emit(new Event.Warned("the disk is nearly full"));
    agent.events.emit(
        new Event.AssistantBlock(
            "msg_1", "claude-b", new ContentBlock.Thinking("hm", "sig"), FakeAgent.USAGE, null));
    for (BackgroundTask.Status status : BackgroundTask.Status.values()) {
      boolean running = status == BackgroundTask.Status.RUNNING;
      BackgroundTask task =
          new BackgroundTask(
              "b1",
              "toolu_1",
              "sleep 3",
              Path.of("/tmp/b1.txt"),
              status,
              running ? null : FakeAgent.AT,
              status == BackgroundTask.Status.FAILED ? 2 : null);
      agent.events.emit(running ? new Event.TaskStarted(task) : new Event.TaskEnded(task));
    }
    return new End.Completed("", null);
  }

  private static List<End> ends() {
    return List.of(
        new End.Completed("fine", null),
        new End.ModelFailed(FailureKind.INVALID_REQUEST, "bad thing", 400),
        new End.ModelFailed(FailureKind.NETWORK, "no connection", null),
        new End.ModelFailed(FailureKind.NO_CREDENTIAL, "There is no credential", null),
        new End.Refused(""),
        new End.OutputLimit("half an ans"),
        new End.MaxTurns(1),
        new End.MaxBudget(500_000_000, 0),
        new End.MaxStructuredRetries(5),
        new End.Interrupted(true),
        new End.Interrupted(false),
        new End.Broke(new Problem(ProblemCode.DISK, "The disk is full", "Make room")),
        new End.Broke(new Problem(ProblemCode.INTERNAL, "A fault", "")));
  }

  private static HeadlessOptions streaming(boolean partial) {
    return new HeadlessOptions(
        OutputFormat.STREAM_JSON,
        InputFormat.TEXT,
        true,
        partial,
        false,
        false,
        false,
        "0.1.0",
        List.of());
  }

  private static void stream(FakeAgent agent, String raw, Long millis) {
    agent.events.emit(
        new Event.ModelStreamed(
            FaceRun.json(raw), millis == null ? null : Duration.ofMillis(millis)));
  }
}
