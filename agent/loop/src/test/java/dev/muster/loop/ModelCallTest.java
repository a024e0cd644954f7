package dev.muster.loop;

import static dev.muster.loop.ScriptedClient.retrying;
import static dev.muster.loop.ScriptedClient.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.Event;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that break, models that are overloaded. */
@Timeout(20)
class ModelCallTest {

  private final List<String> acted = new ArrayList<>();
  private final LoopFixture loop =
      new LoopFixture()
          .with(
              TestTool.act(
                  "Act",
                  call -> {
                    acted.add(call.call().id());
                    return ToolOutcome.text("acted");
                  }));

  private List<String> asked() {
    return loop.model.sent.stream().map(sent -> sent.request().model()).toList();
  }

  @Test
  void aBrokenStreamIsAskedForOnceMoreWhole() {
    loop.model
        .then((request, streamed, events) -> {
          loop.model.complete(
              request,
              StopReason.TOOL_USE,
              Usage.tokens(70, 1),
              events,
              new ContentBlock.Text("half"),
              use("lost", "Act"));
          return new ModelAnswer.Broken(
              FailureKind.NETWORK, "cut", Usage.tokens(70, 1), null, null);
        })
        .says("whole");
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.Completed("whole", null));
    assertThat(loop.model.sent)
        .extracting(ScriptedClient.Sent::streamed)
        .containsExactly(true, false);
    assertThat(loop.model.sent.getLast().request()).isEqualTo(loop.model.sent.getFirst().request());
    assertThat(acted).isEmpty();
    assertThat(loop.told(Event.StreamVoided.class)).hasSize(1);
    assertThat(loop.told(Event.AssistantBlock.class))
        .extracting(Event.AssistantBlock::block)
        .containsExactly(new ContentBlock.Text("whole"));
    assertThat(loop.told(Event.Requesting.class)).hasSize(2);
    assertThat(result.usage()).isEqualTo(Usage.tokens(170, 11));
    assertThat(result.costIsAtLeast()).isTrue();
    assertThat(result.turns()).isEqualTo(1);
  }

  @Test
  void anAnswerThatBreaksTwiceIsAFailure() {
    loop.model.breaks(Usage.tokens(70, 1)).breaks(Usage.tokens(70, 1)).says("better");
    assertThat(loop.turn("go").end())
        .isEqualTo(new End.ModelFailed(FailureKind.NETWORK, "cut", null));
    assertThat(loop.turn("again").end()).isEqualTo(new End.Completed("better", null));
    assertThat(loop.model.sent.getLast().streamed()).isTrue();
  }

  private void overloaded(int times, FailureKind before) {
    loop.model.then((request, streamed, events) -> {
      if (before != FailureKind.OVERLOADED) {
        events.accept(retrying(1, before, 500));
        events.accept(retrying(2, before, 500));
      }
      int first = before == FailureKind.OVERLOADED ? 1 : 3;
      for (int i = 0; i < times; i++) {
        events.accept(retrying(first + i, FailureKind.OVERLOADED, 529));
      }
      return loop.model.complete(
          request,
          StopReason.END_TURN,
          Usage.tokens(1, 1),
          events,
          new ContentBlock.Text("at last"));
    });
  }

  @Test
  void afterThreeOverloadsTheOtherModelIsAskedForTheRestOfTheTurn() {
    loop.limits = new LoopLimits(0, 5, List.of(LoopFixture.OTHER_MODEL));
    overloaded(3, FailureKind.OVERLOADED);
    loop.model.calls(use("t1", "Act")).says("other").says("first");
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.Completed("other", null));
    assertThat(result.byModel().keySet()).containsExactly(LoopFixture.OTHER_MODEL);
    assertThat(loop.told(Event.ModelSwitched.class))
        .containsExactly(
            new Event.ModelSwitched(LoopFixture.MODEL, LoopFixture.OTHER_MODEL, "overloaded"));
    assertThat(loop.told(Event.Retrying.class)).hasSize(2);
    loop.turn("and now");
    assertThat(asked())
        .containsExactly(
            LoopFixture.MODEL, LoopFixture.OTHER_MODEL, LoopFixture.OTHER_MODEL, LoopFixture.MODEL);
  }

  @Test
  void otherFailuresDoNotCountAsOverloads() {
    loop.limits = new LoopLimits(0, 5, List.of(LoopFixture.OTHER_MODEL));
    overloaded(2, FailureKind.SERVER_ERROR);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("at last", null));
    assertThat(loop.told(Event.Retrying.class)).hasSize(4);
    assertThat(asked()).containsExactly(LoopFixture.MODEL);
  }

  @Test
  void withoutAnotherModelTheFirstIsWaitedFor() {
    overloaded(9, FailureKind.OVERLOADED);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("at last", null));
  }

  @Test
  void theOtherModelIsWaitedForWhenItIsOverloadedToo() {
    loop.limits = new LoopLimits(0, 5, List.of(LoopFixture.OTHER_MODEL));
    overloaded(3, FailureKind.OVERLOADED);
    overloaded(9, FailureKind.OVERLOADED);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("at last", null));
    assertThat(loop.told(Event.ModelSwitched.class)).hasSize(1);
  }

  @Test
  void theNextOneIsAskedWhenTheOtherModelIsOverloadedToo() {
    loop.limits = new LoopLimits(0, 5, List.of(LoopFixture.OTHER_MODEL, "claude-opus-5"));
    overloaded(3, FailureKind.OVERLOADED);
    overloaded(3, FailureKind.OVERLOADED);
    overloaded(9, FailureKind.OVERLOADED);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("at last", null));
    assertThat(asked())
        .containsExactly(LoopFixture.MODEL, LoopFixture.OTHER_MODEL, "claude-opus-5");
    assertThat(loop.told(Event.ModelSwitched.class))
        .containsExactly(
            new Event.ModelSwitched(LoopFixture.MODEL, LoopFixture.OTHER_MODEL, "overloaded"),
            new Event.ModelSwitched(LoopFixture.OTHER_MODEL, "claude-opus-5", "overloaded"));
  }

  @Test
  void aModelIsNoFallbackForItself() {
    loop.limits = new LoopLimits(0, 5, List.of(LoopFixture.MODEL));
    overloaded(9, FailureKind.OVERLOADED);
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("at last", null));
    assertThat(loop.told(Event.ModelSwitched.class)).isEmpty();
  }

  @Test
  void anOverloadAfterAllRetriesOrInAStreamFallsBackToo() {
    loop.limits = new LoopLimits(0, 5, List.of(LoopFixture.OTHER_MODEL));
    loop.model
        .then((request, streamed, events) ->
            new ModelAnswer.Broken(FailureKind.OVERLOADED, "busy", Usage.NONE, 529, null))
        .fails(FailureKind.OVERLOADED, 529)
        .says("other");
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("other", null));
  }

  @Test
  void aModelThatIsChosenAfterAFallbackIsAsked() {
    loop.limits = new LoopLimits(0, 5, List.of(LoopFixture.OTHER_MODEL));
    overloaded(3, FailureKind.OVERLOADED);
    loop.model
        .then((request, streamed, events) -> {
          loop.agent().setModel("claude-opus-5");
          return loop.model.complete(
              request, StopReason.TOOL_USE, Usage.tokens(1, 1), events, use("t1", "Act"));
        })
        .says("chosen");
    loop.turn("go");
    assertThat(asked())
        .containsExactly(LoopFixture.MODEL, LoopFixture.OTHER_MODEL, "claude-opus-5");
  }
}
