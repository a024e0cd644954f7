package dev.muster.loop;

import static dev.muster.loop.ScriptedClient.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.conversation.CompactionPolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.Event;
import dev.muster.protocol.Op;
import dev.muster.protocol.TranscriptItem;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conversations that no longer fit. */
@Timeout(20)
class CompactionTest {

  private static final Usage FULL = Usage.tokens(160_000, 10);
  private static final Usage SUMMING_UP = Usage.tokens(1_000, 100);

  private final LoopFixture loop = new LoopFixture().with(TestTool.read("Read"));

  private CompactionTest summary() {
    loop.model.answers(
        StopReason.END_TURN,
        SUMMING_UP,
        new ContentBlock.Text("<summary>all of it</summary>"),
        use("void", "Read"));
    return this;
  }

  @Test
  void whenItIsDueASummaryIsMadeFirst() {
    loop.model.answers(
        StopReason.TOOL_USE,
        FULL,
        new ContentBlock.Text("I read."),
        use("t1", "Read", "path", "a"));
    summary();
    loop.model.calls(use("t2", "Read", "path", "a")).says("done");

    TurnResult result = loop.turn("the task");

    assertThat(result.end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.transcript.all(TranscriptItem.Compacted.class))
        .singleElement()
        .satisfies(item -> assertThat(item.tokensBefore()).isGreaterThan(160_000));
    assertThat(loop.told(Event.Compacted.class)).hasSize(1);
    assertThat(loop.model.sent.get(2).request().messages()).hasSize(1);
    assertThat(loop.model.sent.get(2).lastText())
        .contains("all of it", "the task", "version 2", "Permission mode")
        .doesNotContain("version 1");
    // what was told about the file before is forgotten, so it is told again
    assertThat(loop.model.sent.get(3).lastText()).contains("of /repo/project/a");
    assertThat(result.usage()).isEqualTo(FULL.plus(SUMMING_UP).plus(Usage.tokens(200, 20)));
    assertThat(result.costNanos()).isEqualTo(161_200 * 1_000L + 130 * 5_000);
    assertThat(result.turns()).isEqualTo(3);
  }

  @Test
  void noFaceIsShownASummary() {
    loop.model.answers(StopReason.TOOL_USE, FULL, use("t1", "Read", "path", "a"));
    summary();
    loop.model.says("done");
    loop.turn("go");
    assertThat(loop.told(Event.TextStreamed.class)).containsExactly(new Event.TextStreamed("done"));
    assertThat(loop.told(Event.ModelStreamed.class)).hasSize(2);
    assertThat(loop.told(Event.AssistantBlock.class)).hasSize(2);
    assertThat(loop.transcript.results()).containsExactly("t1");
  }

  @Test
  void aNewPromptStaysWholeBehindTheSummary() {
    loop.model.answers(StopReason.END_TURN, FULL, new ContentBlock.Text("long"));
    loop.turn("first");
    summary();
    loop.model.says("done");
    ContentBlock picture = new ContentBlock.Image("image/png", "AAAA");
    loop.agent().turn(new Op.UserTurn(List.of(new ContentBlock.Text("second"), picture)));
    assertThat(loop.model.sent.get(1).lastText()).doesNotContain("second");
    assertThat(loop.model.sent.get(2).request().messages().getLast().content()).contains(picture);
    assertThat(loop.model.sent.get(2).lastText()).contains("all of it", "first", "second");
  }

  @Test
  void roomIsMadeForALongPrompt() {
    loop.model.answers(
        StopReason.END_TURN, Usage.tokens(120_000, 10), new ContentBlock.Text("long"));
    loop.turn("first");
    summary();
    loop.model.says("done");
    String prompt = "second " + "x".repeat(200_000);
    assertThat(loop.turn(prompt).end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.model.sent.get(1).lastText()).doesNotContain("second");
    assertThat(loop.model.sent.get(2).lastText()).as("whole").contains("all of it", prompt);
  }

  @Test
  void aSummaryThatFailsIsNotTriedAgainInTheSameTurn() {
    loop.model
        .answers(StopReason.TOOL_USE, FULL, use("t1", "Read", "path", "a"))
        .fails(FailureKind.INVALID_REQUEST, 400)
        .answers(StopReason.TOOL_USE, FULL, use("t2", "Read", "path", "a"))
        .says("done");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.told(Event.Warned.class)).hasSize(1);
    assertThat(loop.model.isDone()).isTrue();
  }

  @Test
  void aRefusalIsNoSummary() {
    loop.model
        .answers(StopReason.TOOL_USE, FULL, use("t1", "Read", "path", "a"))
        .answers(StopReason.REFUSAL, SUMMING_UP, new ContentBlock.Text("I cannot."))
        .answers(StopReason.REFUSAL, SUMMING_UP, new ContentBlock.Text("I cannot."))
        .says("done");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.transcript.all(TranscriptItem.Compacted.class)).isEmpty();
  }

  @Test
  void whatTheModelRefusesAsTooLongIsShortened() {
    begin();
    loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400);
    loop.model.fails(FailureKind.REQUEST_TOO_LARGE, 413);
    summary();
    loop.model.says("done");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.told(Event.Compacted.class)).hasSize(1);
  }

  @Test
  void aFirstPromptThatIsTooLongFailsAndIsNotInTheWayOfTheNext() {
    loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400);
    assertThat(loop.turn("go " + "x".repeat(100_000)).end())
        .isEqualTo(new End.ModelFailed(FailureKind.PROMPT_TOO_LONG, "no", 400));
    assertThat(loop.model.sent).hasSize(1);
    loop.model.says("well");
    assertThat(loop.turn("then this").end()).isEqualTo(new End.Completed("well", null));
    assertThat(loop.model.sent.getLast().lastText())
        .contains("There is no summary", "go xx", "then this")
        .hasSizeLessThan(40_000);
  }

  @Test
  void aPromptThatIsTooLongFailsAndWhatWasBeforeItIsSummarised() {
    begin();
    loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400).fails(FailureKind.PROMPT_TOO_LONG, 400);
    summary();
    assertThat(loop.turn("go " + "x".repeat(1_000_000)).end())
        .as("it is not answered as if it were whole")
        .isEqualTo(new End.ModelFailed(FailureKind.PROMPT_TOO_LONG, "no", 400));
    assertThat(loop.model.sent.getLast().lastText()).hasSizeLessThan(400_000);
    loop.model.says("well");
    assertThat(loop.turn("then this").end()).isEqualTo(new End.Completed("well", null));
    assertThat(loop.model.sent.getLast().lastText()).contains("all of it", "then this");
  }

  @Test
  void aConversationThatTheModelNeitherTakesNorSumsUpIsLeftBehind() {
    begin();
    loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400);
    loop.model.answers(StopReason.REFUSAL, SUMMING_UP, new ContentBlock.Text("I cannot."));
    assertThat(loop.turn("go").end())
        .isEqualTo(new End.ModelFailed(FailureKind.PROMPT_TOO_LONG, "no", 400));
    loop.model.says("well");
    assertThat(loop.turn("then this").end()).isEqualTo(new End.Completed("well", null));
    assertThat(loop.model.sent.getLast().request().messages()).hasSize(1);
    assertThat(loop.model.sent.getLast().lastText())
        .contains("There is no summary", "go", "then this")
        .doesNotContain("begin");
  }

  /** An earlier turn, so that there is something to summarise. */
  private void begin() {
    loop.model.says("begun");
    assertThat(loop.turn("begin").end()).isInstanceOf(End.Completed.class);
  }

  @Test
  void whatStaysTooLongIsAFailure() {
    begin();
    loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400);
    summary();
    loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400);
    assertThat(loop.turn("go").end())
        .isEqualTo(new End.ModelFailed(FailureKind.PROMPT_TOO_LONG, "no", 400));
  }

  @Test
  void whatCannotBeSummarisedIsAFailure() {
    begin();
    for (int i = 0; i < 4; i++) {
      loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400);
    }
    assertThat(loop.turn("go").end())
        .isEqualTo(new End.ModelFailed(FailureKind.PROMPT_TOO_LONG, "no", 400));
    assertThat(loop.told(Event.Warned.class)).hasSize(2);
    loop.model.says("the session goes on");
    assertThat(loop.turn("shorter").end()).isInstanceOf(End.Completed.class);
    assertThat(loop.model.sent.getLast().request().messages()).hasSize(1);
  }

  @Test
  void aLongTurnMayBeShortenedMoreThanOnce() {
    begin();
    for (int i = 0; i < 3; i++) {
      loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400);
      summary();
      loop.model.calls(use("t" + i, "Read", "path", "a"));
    }
    loop.model.says("done");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.told(Event.Compacted.class)).hasSize(3);
  }

  @Test
  void whereItIsSwitchedOffNothingIsSummarised() {
    loop.compaction = new CompactionPolicy(false, 10);
    loop.model.fails(FailureKind.PROMPT_TOO_LONG, 400);
    assertThat(loop.turn("go").end())
        .isEqualTo(new End.ModelFailed(FailureKind.PROMPT_TOO_LONG, "no", 400));
    assertThat(loop.model.sent).hasSize(1);
  }

  @Test
  void aFullWindowIsCompactedAndNothingOfTheAnswerRuns() {
    loop.model.answers(
        StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED, FULL, use("t1", "Read", "path", "a"));
    summary();
    loop.model.says("done");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.transcript.results()).containsExactly("t1!");
  }

  @Test
  void aWindowThatStaysFullIsAFailure() {
    loop.model.answers(StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED, FULL, new ContentBlock.Text("a"));
    summary();
    loop.model.answers(StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED, FULL, new ContentBlock.Text("b"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.OutputLimit("b"));
  }

  @Test
  void withoutRoomInTheBudgetTheTurnEndsForTheBudget() {
    loop.budget = OptionalLong.of(170_000_000);
    loop.model.answers(StopReason.TOOL_USE, FULL, use("t1", "Read", "path", "a"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.MaxBudget(170_000_000, 0));
    assertThat(loop.told(Event.Warned.class)).hasSize(1);
  }

  @Test
  void anOverloadedModelIsReplacedForTheSummaryToo() {
    loop.limits = new LoopLimits(0, 5, List.of(LoopFixture.OTHER_MODEL));
    loop.model
        .answers(StopReason.TOOL_USE, FULL, use("t1", "Read", "path", "a"))
        .fails(FailureKind.OVERLOADED, 529);
    summary();
    loop.model.says("done");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.model.sent.get(2).request().model()).isEqualTo(LoopFixture.OTHER_MODEL);
  }
}
