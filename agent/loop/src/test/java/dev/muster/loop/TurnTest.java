package dev.muster.loop;

import static dev.muster.loop.ScriptedClient.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.StopReason;
import dev.muster.model.ToolCall;
import dev.muster.model.Usage;
import dev.muster.protocol.Event;
import dev.muster.protocol.Op;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TranscriptItem;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(20)
class TurnTest {

  private static final Usage FEW = Usage.tokens(100, 10);

  private final LoopFixture loop =
      new LoopFixture().with(TestTool.act("Act", call -> ToolOutcome.text("acted")));

  @Test
  void anOrdinaryTurnCallsAToolAndAnswers() {
    loop.model
        .then((request, streamed, events) -> {
          loop.clock.advance(Duration.ofSeconds(2));
          return loop.model.complete(
              request,
              StopReason.TOOL_USE,
              FEW,
              events,
              new ContentBlock.Text("I act."),
              use("t1", "Act"));
        })
        .says("Done.");

    TurnResult result = loop.turn("act");

    assertThat(result.end()).isEqualTo(new End.Completed("Done.", null));
    assertThat(result.turns()).isEqualTo(2);
    assertThat(result.usage()).isEqualTo(Usage.tokens(200, 20));
    assertThat(result.costNanos()).isEqualTo(200 * 1_000 + 20 * 5_000);
    assertThat(result.costIsAtLeast()).isFalse();
    assertThat(result.byModel().keySet()).containsExactly(LoopFixture.MODEL);
    assertThat(result.duration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(result.modelDuration()).isEqualTo(Duration.ofSeconds(2));
    assertThat(result.timeToFirstToken()).isEqualTo(Duration.ofSeconds(2));
    assertThat(result.lastStop()).isEqualTo(StopReason.END_TURN);
    assertThat(loop.model.sent).hasSize(2).allMatch(ScriptedClient.Sent::streamed);
    assertThat(loop.model.sent.getFirst().lastText())
        .contains("version 1")
        .contains("Permission mode: default")
        .endsWith("act\n");
    assertThat(loop.model.sent.getLast().lastText()).isEqualTo("acted\n");
    assertThat(loop.events.getFirst()).isInstanceOf(Event.TurnStarted.class);
    assertThat(loop.transcript.items.stream().map(TranscriptItem::id)).doesNotHaveDuplicates();
  }

  @Test
  void whatWasToldOnceIsNotToldAgain() {
    loop.model.says("a").says("b");
    loop.turn("one");
    loop.turn("two");
    assertThat(loop.model.sent.getLast().lastText()).isEqualTo("two\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"END_TURN", "STOP_SEQUENCE", "TOOL_USE", "OTHER"})
  void theseReasonsEndATurnWithoutCallsAndGoOnWithThem(StopReason reason) {
    loop.model
        .answers(reason, FEW, use("t1", "Act"))
        .answers(reason, FEW, new ContentBlock.Text("x"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("x", null));
    assertThat(loop.transcript.results()).containsExactly("t1");
  }

  @Test
  void anEmptyAnswerIsAskedAgainOnce() {
    loop.model.answers(StopReason.END_TURN, FEW).answers(StopReason.END_TURN, FEW);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("", null));
    assertThat(loop.model.sent.getLast().lastText()).contains("Your answer was empty");
    assertThat(loop.model.isDone()).isTrue();
  }

  @Test
  void anEmptyAnswerAtTheLimitOfTurnsIsTheAnswer() {
    loop.limits = new LoopLimits(1, 5, List.of());
    loop.model.answers(StopReason.END_TURN, FEW);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("", null));
  }

  @Test
  void aPausedAnswerGoesOnWhereItStopped() {
    loop.model
        .answers(StopReason.PAUSE_TURN, FEW, new ContentBlock.Text("first"))
        .answers(StopReason.END_TURN, FEW, new ContentBlock.Text("second"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("second", null));
    assertThat(loop.model.sent.getLast().lastText()).isEqualTo("first\n");
  }

  @Test
  void aPauseWithACallRunsIt() {
    loop.model.answers(StopReason.PAUSE_TURN, FEW, use("t1", "Act")).says("done");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.transcript.results()).containsExactly("t1");
  }

  @Test
  void pausesWithoutEndEnd() {
    for (int i = 0; i < 21; i++) {
      loop.model.answers(StopReason.PAUSE_TURN, FEW, new ContentBlock.Text("p" + i));
    }
    assertThat(loop.turn("go").end()).isEqualTo(new End.OutputLimit("p20"));
    assertThat(loop.model.isDone()).isTrue();
  }

  @Test
  void aCutAnswerIsContinuedThreeTimesAndNothingOfItRuns() {
    for (int i = 0; i < 4; i++) {
      loop.model.answers(
          StopReason.MAX_TOKENS, FEW, new ContentBlock.Text("part " + i), use("t" + i, "Act"));
    }
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.OutputLimit("part 3"));
    assertThat(result.turns()).isEqualTo(5);
    assertThat(loop.transcript.results()).containsExactly("t0!", "t1!", "t2!", "t3!");
    assertThat(loop.transcript.resultOf("t0")).contains("cut off");
    assertThat(loop.model.sent.getLast().lastText()).contains("output limit");
  }

  @Test
  void cutAnswersCountInARowOnly() {
    for (int i = 0; i < 3; i++) {
      loop.model.answers(StopReason.MAX_TOKENS, FEW, new ContentBlock.Text("part"));
    }
    loop.model.calls(use("t1", "Act"));
    for (int i = 0; i < 3; i++) {
      loop.model.answers(StopReason.MAX_TOKENS, FEW, new ContentBlock.Text("part"));
    }
    loop.model.says("done");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("done", null));
  }

  @Test
  void aRefusalAnswersTheCallsBesideIt() {
    loop.model.answers(StopReason.REFUSAL, FEW, new ContentBlock.Text("No."), use("t1", "Act"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Refused("No."));
    assertThat(loop.transcript.results()).containsExactly("t1!");
    assertThat(loop.transcript.resultOf("t1")).contains("declined");
  }

  @Test
  void theLimitOfTurnsEndsAfterTheToolRan() {
    loop.limits = new LoopLimits(1, 5, List.of());
    loop.model.calls(use("t1", "Act"));
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.MaxTurns(1));
    assertThat(result.turns()).isEqualTo(2);
    assertThat(loop.transcript.results()).containsExactly("t1");
  }

  @Test
  void theLimitOfTurnsHoldsForEveryReasonToAskAgain() {
    loop.limits = new LoopLimits(2, 5, List.of());
    loop.model
        .answers(StopReason.MAX_TOKENS, FEW, new ContentBlock.Text("a"))
        .answers(StopReason.MAX_TOKENS, FEW, new ContentBlock.Text("b"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.MaxTurns(2));
    assertThat(loop.transcript.notes()).filteredOn(n -> n.contains("output limit")).hasSize(1);
    loop.model.says("the limit is each turn's own");
    assertThat(loop.turn("more").end()).isInstanceOf(End.Completed.class);
  }

  @Test
  void aFailureOfTheModelEndsTheTurnAndNotTheSession() {
    loop.model.fails(FailureKind.INVALID_REQUEST, 400).says("better");
    assertThat(loop.turn("go").end())
        .isEqualTo(new End.ModelFailed(FailureKind.INVALID_REQUEST, "no", 400));
    assertThat(loop.turn("again").end()).isEqualTo(new End.Completed("better", null));
  }

  @Test
  void aFaultOfTheClientEndsTheTurnAsAFaultOfOurs() {
    loop.model
        .then((request, streamed, events) -> {
          throw new StackOverflowError();
        })
        .says("better");
    assertThat(loop.turn("go").end())
        .isInstanceOfSatisfying(
            End.Broke.class,
            broke -> assertThat(broke.problem().code()).isEqualTo(ProblemCode.INTERNAL));
    assertThat(loop.turn("again").end()).isEqualTo(new End.Completed("better", null));
  }

  @Test
  void noticesAreToldBeforeTheNextRequest() {
    loop.model
        .then((request, streamed, events) -> {
          loop.notices.add("a command ended");
          return loop.model.complete(request, StopReason.TOOL_USE, FEW, events, use("t1", "Act"));
        })
        .says("done");
    loop.turn("go");
    assertThat(loop.model.sent.getLast().lastText()).isEqualTo("acted\na command ended\n");
  }

  @Test
  void memoryIsToldOnceAFileWasRead() {
    loop.with(TestTool.read("Read"));
    loop.model
        .calls(use("t1", "Read", "path", "a/x"))
        .calls(use("t2", "Read", "path", "a/x"))
        .says("done");
    loop.turn("go");
    assertThat(loop.model.sent.get(1).lastText())
        .isEqualTo("read a/x\n<memory path=\"of /repo/project/a/x\">\nabout it\n</memory>\n");
    assertThat(loop.model.sent.get(2).lastText()).isEqualTo("read a/x\n");
  }

  @Test
  void filesThatThePromptNamesAreShownWhereTheyMayBe() {
    loop.with(TestTool.read("Read"));
    loop.denyRules.add("Read(/secret)");
    loop.attachments =
        prompt -> List.of(named("a"), named("secret"), new ToolCall("m", "None", Json.Obj.EMPTY));
    loop.model.says("done");
    TurnResult result = loop.turn("look at @a and @secret");
    assertThat(result.turns()).isEqualTo(1);
    assertThat(result.denials()).isEmpty();
    assertThat(loop.model.sent.getFirst().lastText())
        .contains("look at @a and @secret\n", "this is what Read gives for it", "read a\n")
        .contains("of /repo/project/a")
        .doesNotContain("read secret");
  }

  @Test
  void aFileThatIsTooLongIsNotShown() {
    loop.with(
        TestTool.look("Long", call -> ToolOutcome.text("x".repeat(call.call().id().length()))));
    loop.compaction = loop.compaction.manual();
    loop.attachments =
        prompt ->
            List.of(
                new ToolCall("m".repeat(100_000), "Long", path("file_path", "first")),
                new ToolCall("m".repeat(100_000), "Long", path("file_path", "second")),
                new ToolCall("m", "Long", path("file_path", "third")));
    loop.model.says("done");
    loop.turn("go");
    String text = loop.model.sent.getFirst().lastText();
    assertThat(text).contains("second, which is too long").hasSizeBetween(100_000, 110_000);
    assertThat(text).contains("first; this", "third; this");
  }

  private static ToolCall named(String file) {
    return new ToolCall("m-" + file, "Read", path("path", file));
  }

  private static Json.Obj path(String member, String value) {
    return Json.Obj.builder().put(member, value).build();
  }

  @Test
  void aModeThatChangesDuringATurnHoldsAtOnceAndIsTold() {
    loop.with(TestTool.write("Write", call -> ToolOutcome.text("written")));
    loop.model
        .calls(use("t1", "Write", "path", "a"))
        .then((request, streamed, events) -> {
          loop.agent().setMode(PermissionMode.ACCEPT_EDITS);
          return loop.model.complete(
              request, StopReason.TOOL_USE, FEW, events, use("t2", "Write", "path", "a"));
        })
        .says("done");
    TurnResult result = loop.turn("go");
    assertThat(loop.transcript.results()).containsExactly("t1!", "t2");
    assertThat(result.denials()).extracting(ToolCall::id).containsExactly("t1");
    assertThat(loop.model.sent.getLast().lastText()).contains("Permission mode: acceptEdits");
    assertThat(loop.told(Event.ModeChanged.class)).hasSize(1);
  }

  @Test
  void aModelThatIsChosenDuringATurnIsAskedNext() {
    loop.model
        .then((request, streamed, events) -> {
          loop.agent().setModel(LoopFixture.OTHER_MODEL);
          return loop.model.complete(request, StopReason.TOOL_USE, FEW, events, use("t1", "Act"));
        })
        .says("done");
    TurnResult result = loop.turn("go");
    assertThat(loop.model.sent)
        .extracting(sent -> sent.request().model())
        .containsExactly(LoopFixture.MODEL, LoopFixture.OTHER_MODEL);
    assertThat(result.byModel().keySet())
        .containsExactlyInAnyOrder(LoopFixture.MODEL, LoopFixture.OTHER_MODEL);
  }

  /** A turn whose every item fits on the disk but the last ones. */
  @Test
  void aFullDiskEndsTheTurnAndNothingIsShownThatIsNotKept() {
    List<String> ends = new ArrayList<>();
    for (int room = 0; room <= 5; room++) {
      LoopFixture one =
          new LoopFixture().with(TestTool.act("Act", call -> ToolOutcome.text("acted")));
      one.transcript.room = room;
      one.model.calls(use("t1", "Act")).says("done");
      TurnResult result = one.agent().turn(LoopFixture.prompt("go"));
      ends.add(result.end().getClass().getSimpleName());
      if (result.end() instanceof End.Broke(var problem)) {
        assertThat(problem.code()).isEqualTo(ProblemCode.DISK);
      }
      int blocks = one.transcript.all(TranscriptItem.AssistantSaid.class).size();
      assertThat(one.told(Event.AssistantBlock.class)).hasSize(blocks);
      int results = one.transcript.all(TranscriptItem.ToolAnswered.class).size();
      assertThat(one.told(Event.CallFinished.class)).hasSize(results);
      assertThat(one.events.getLast()).isEqualTo(new Event.TurnEnded(result));
      assertThat(one.conversation.messages().size()).isLessThanOrEqualTo(4);
    }
    assertThat(ends).containsExactly("Broke", "Broke", "Broke", "Broke", "Broke", "Completed");
  }

  @Test
  void aFullDiskWhileStoppingIsNoException() {
    loop.transcript.room = 2;
    loop.model.then((request, streamed, events) -> {
      throw new InterruptedException();
    });
    assertThat(loop.turn("go").end()).isInstanceOf(End.Broke.class);
  }

  @Test
  void aModelWithoutAPriceIsAskedWithoutABudgetOnly() {
    loop.firstModel = "somebodys-model";
    loop.model.says("done");
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isInstanceOf(End.Completed.class);
    assertThat(result.costIsAtLeast()).isTrue();
    LoopFixture limited = new LoopFixture();
    limited.firstModel = "somebodys-model";
    limited.budget = OptionalLong.of(1_000_000_000);
    assertThat(limited.turn("go").end())
        .isInstanceOfSatisfying(
            End.Broke.class,
            broke -> assertThat(broke.problem().what()).contains("price of somebodys-model"));
    assertThat(limited.model.sent).isEmpty();
  }

  @Test
  void thinkingGoesBackUnchanged() {
    ContentBlock thinking = new ContentBlock.Thinking("hm", "signature");
    loop.model.answers(StopReason.TOOL_USE, FEW, thinking, use("t1", "Act")).says("done");
    loop.turn("go");
    assertThat(loop.model.sent.getLast().request().messages().get(1).content())
        .containsExactly(thinking, use("t1", "Act"));
  }

  @Test
  void anInputThatIsNoJsonComesBackAsAnError() {
    loop.model.calls(use("t1", "Act", ModelAnswer.UNPARSED_INPUT, "{\"a\": ")).says("done");
    loop.turn("go");
    assertThat(loop.transcript.resultOf("t1")).contains("not valid JSON").contains("{\"a\":");
  }

  /** What ended in the background is no prompt: a later summary keeps the words of the person. */
  @Test
  void newsIsToldAsTheAgentsOwn() {
    loop.model.says("first").says("second");
    loop.turn("the task");
    loop.notices.add("The command ended.");
    assertThat(loop.agent().turn(new Op.News()).end())
        .isEqualTo(new TurnResult.End.Completed("second", null));
    assertThat(loop.model.sent.getLast().lastText()).contains("The command ended.");
    assertThat(
            loop.transcript.all(TranscriptItem.UserSaid.class).stream()
                .filter(item -> item.source() == TranscriptItem.Source.PROMPT))
        .hasSize(1);
    assertThat(loop.transcript.notes().getLast()).contains("The command ended.");
  }
}
