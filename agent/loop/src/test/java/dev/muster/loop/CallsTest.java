package dev.muster.loop;

import static dev.muster.loop.ScriptedClient.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.ToolCall;
import dev.muster.permission.Decision;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Effect;
import dev.muster.protocol.Event;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import dev.muster.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls on their way from a name to an outcome. */
@Timeout(20)
class CallsTest {

  private final List<String> written = new ArrayList<>();
  private final LoopFixture loop =
      new LoopFixture()
          .with(
              TestTool.read("Read"),
              TestTool.write(
                  "Write",
                  call -> {
                    written.add(call.call().id() + " " + call.paths().getFirst().written());
                    return ToolOutcome.text("written");
                  }));

  private TurnResult calling(ContentBlock.ToolUse... uses) {
    loop.model.calls(uses).says("done");
    return loop.turn("go");
  }

  @Test
  void anUnknownToolIsAnErrorAndNoDenial() {
    TurnResult result = calling(use("t1", "Nothing"));
    assertThat(loop.transcript.results()).containsExactly("t1!");
    assertThat(loop.transcript.resultOf("t1")).contains("`Nothing`", "Read, Write");
    assertThat(result.denials()).isEmpty();
    assertThat(result.turns()).isEqualTo(2);
  }

  @Test
  void anInvalidInputIsAnErrorAndNoDenial() {
    TurnResult result = calling(use("t1", "Read", "bad", "x"), use("t2", "Read", "path", "a"));
    assertThat(loop.transcript.resultOf("t1")).contains("there is a bad parameter");
    assertThat(loop.transcript.results()).containsExactlyInAnyOrder("t1!", "t2");
    assertThat(result.denials()).isEmpty();
  }

  @Test
  void aPlanThatFailsIsAnError() {
    calling(use("t1", "Read", "throw", "x"));
    assertThat(loop.transcript.resultOf("t1")).contains("nothing ran", "a plan that fails");
  }

  @Test
  void aDenialNamesTheRuleAndItsPlace() {
    loop.denyRules.add("Edit(/secret)");
    TurnResult result = calling(use("t1", "Write", "path", "secret"));
    assertThat(loop.transcript.resultOf("t1")).contains("Edit(/secret)", "settings:1");
    assertThat(result.denials()).containsExactly(new ToolCall("t1", "Write", path("secret")));
    assertThat(loop.told(Event.CallDecided.class))
        .singleElement()
        .satisfies(told -> assertThat(told.decided().verdict()).isEqualTo(Verdict.DENY));
    assertThat(written).isEmpty();
  }

  @Test
  void aQuestionWithNobodyToAskIsADenial() {
    TurnResult result = calling(use("t1", "Write", "path", "a"));
    assertThat(loop.transcript.resultOf("t1")).contains("nobody to ask");
    assertThat(result.denials()).hasSize(1);
    assertThat(written).isEmpty();
  }

  @Test
  void anApprovedCallRuns() {
    loop.asker = (call, why) -> new Answer.Approve(null);
    TurnResult result = calling(use("t1", "Write", "path", "a"));
    assertThat(written).containsExactly("t1 /repo/project/a");
    assertThat(result.denials()).isEmpty();
    assertThat(loop.told(Event.CallDecided.class))
        .extracting(told -> told.decided().verdict())
        .containsExactly(Verdict.ASK, Verdict.ALLOW);
  }

  @Test
  void aRefusalOfTheHostIsADenialInItsWords() {
    loop.asker = (call, why) -> new Answer.Refuse("not on a Sunday", false);
    TurnResult result = calling(use("t1", "Write", "path", "a"));
    assertThat(loop.transcript.resultOf("t1")).isEqualTo("not on a Sunday\n");
    assertThat(result.denials()).hasSize(1);
    assertThat(result.end()).isEqualTo(new End.Completed("done", null));
  }

  @Test
  void aRefusalThatInterruptsEndsTheTurn() {
    loop.asker = (call, why) -> new Answer.Refuse("stop it", true);
    loop.model.calls(use("t1", "Write", "path", "a"), use("t2", "Write", "path", "b"));
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.Interrupted(true));
    assertThat(loop.transcript.results()).containsExactly("t1!", "t2!");
    assertThat(loop.transcript.resultOf("t2")).contains("not started");
    assertThat(loop.transcript.notes().getLast()).contains("interrupted the turn");
    assertThat(result.denials()).extracting(ToolCall::id).containsExactly("t1");
    loop.model.says("well");
    assertThat(loop.turn("go on").end()).isEqualTo(new End.Completed("well", null));
  }

  @Test
  void aChangedInputIsWhatRunsUnderAPlanOfItsOwn() {
    loop.asker = (call, why) -> new Answer.Approve(path("other"));
    calling(use("t1", "Write", "path", "a"));
    assertThat(written).containsExactly("t1 /repo/project/other");
    assertThat(loop.told(Event.CallFinished.class).getFirst().call().input())
        .isEqualTo(path("other"));
  }

  @Test
  void aChangedInputIsDecidedAfresh() {
    loop.denyRules.add("Edit(/secret)");
    loop.asker = (call, why) -> new Answer.Approve(path("secret"));
    TurnResult result = calling(use("t1", "Write", "path", "a"));
    assertThat(written).isEmpty();
    assertThat(loop.transcript.resultOf("t1")).contains("Refused by policy");
    assertThat(result.denials()).hasSize(1);
  }

  @Test
  void aChangedInputMustBeValid() {
    loop.asker = (call, why) -> new Answer.Approve(Json.Obj.builder().put("bad", 1).build());
    calling(use("t1", "Write", "path", "a"));
    assertThat(written).isEmpty();
    assertThat(loop.transcript.resultOf("t1")).contains("there is a bad parameter");
  }

  @Test
  void anApprovalDoesNotLiftWhatTheModeForbids() {
    loop.asker =
        (call, why) -> {
          loop.agent().setMode(PermissionMode.DONT_ASK);
          return new Answer.Approve(null);
        };
    loop.engines =
        real ->
            new EngineAround(real) {
              @Override
              public Decision decide(
                  ToolCall call,
                  List<Effect> effects,
                  PermissionMode mode,
                  Answer.@Nullable Approve answer) {
                return mode == PermissionMode.DONT_ASK
                    ? new Decision.Denied(new Decided(Verdict.DENY, "the mode", List.of()))
                    : super.decide(call, effects, mode, answer);
              }
            };
    calling(use("t1", "Write", "path", "a"));
    assertThat(written).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aToolThatThrowsIsAnErrorAndTheTurnGoesOn(boolean error) {
    loop.with(
        TestTool.act(
            "Fail",
            call -> {
              if (error) {
                throw new StackOverflowError();
              }
              throw new IllegalStateException("out of luck");
            }));
    TurnResult result = calling(use("t1", "Fail"), use("t2", "Read", "path", "a"));
    assertThat(result.end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.transcript.results()).containsExactly("t1!", "t2");
    assertThat(loop.transcript.resultOf("t1"))
        .contains(error ? "StackOverflowError" : "out of luck", "may have run in part");
  }

  @Test
  void anEngineOrHostThatThrowsPermitsNothing() {
    loop.asker =
        (call, why) -> {
          throw new IllegalStateException("the host is gone");
        };
    TurnResult result = calling(use("t1", "Write", "path", "a"));
    assertThat(result.end()).isEqualTo(new End.Completed("done", null));
    assertThat(loop.transcript.resultOf("t1")).contains("nothing ran", "the host is gone");
    assertThat(written).isEmpty();
  }

  @Test
  void aToolThatStopsByItselfStopsTheTurnAndNotTheSession() {
    loop.with(
        TestTool.act(
            "Stop",
            call -> {
              throw new InterruptedException();
            }));
    loop.model.calls(use("t1", "Stop"), use("t2", "Stop"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Interrupted(true));
    loop.model.says("well");
    assertThat(loop.turn("go on").end()).isEqualTo(new End.Completed("well", null));
  }

  private static Json.Obj path(String value) {
    return Json.Obj.builder().put("path", value).build();
  }
}
