package dev.muster.loop;

import static dev.muster.loop.ScriptedClient.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ModelAnswer;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StructuredAnswerTest {

  private final List<String> acted = new ArrayList<>();
  private final LoopFixture loop =
      new LoopFixture()
          .with(
              new AnswerTestTool(),
              TestTool.act(
                  "Act",
                  call -> {
                    acted.add(call.call().id());
                    return ToolOutcome.text("acted");
                  }));
  private static final Json.Obj VALUE = Json.Obj.builder().put("value", "1").build();

  @Test
  void aValidAnswerEndsTheTurnAtOnce() {
    loop.model.calls(use("t1", "Act"), use("t2", "Answer", "value", "1"), use("t3", "Act"));
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.Completed("{\"value\":\"1\"}", VALUE));
    assertThat(result.turns()).isEqualTo(4);
    assertThat(loop.transcript.results()).containsExactly("t1", "t2", "t3!");
    assertThat(loop.transcript.resultOf("t3")).contains("ended the turn");
    assertThat(acted).containsExactly("t1");
  }

  @Test
  void anInvalidAnswerIsTriedAgain() {
    loop.model.calls(use("t1", "Answer", "no", "1")).calls(use("t2", "Answer", "value", "1"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("{\"value\":\"1\"}", VALUE));
    assertThat(loop.transcript.results()).containsExactly("t1!", "t2");
  }

  @Test
  void afterFiveInvalidOnesThereIsNoAnswer() {
    for (int i = 0; i < 4; i++) {
      loop.model.calls(use("t" + i, "Answer", "no", "1"));
    }
    loop.model.calls(use("t4", "Answer", ModelAnswer.UNPARSED_INPUT, "{"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.MaxStructuredRetries(5));
  }

  @Test
  void anAnswerInWordsIsRemindedOnce() {
    loop.model.says("It is 1.").calls(use("t1", "Answer", "value", "1"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("{\"value\":\"1\"}", VALUE));
    assertThat(loop.model.sent.getLast().lastText()).contains("Call the tool Answer");
  }

  @Test
  void anAnswerThatNeverComesIsAFailure() {
    loop.model.says("It is 1.").says("As I said.");
    assertThat(loop.turn("go").end()).isEqualTo(new End.MaxStructuredRetries(0));
  }

  @Test
  void anAnswerThatThePolicyRefusesCountsAsInvalid() {
    loop.denyRules.add("Answer(value:2)");
    loop.limits = new LoopLimits(0, 1, List.of());
    loop.model.calls(use("t1", "Answer", "value", "2"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.MaxStructuredRetries(1));
  }

  @Test
  void theLimitOfTurnsComesAfterAValidAnswer() {
    loop.limits = new LoopLimits(1, 5, List.of());
    loop.model.calls(use("t1", "Answer", "value", "1"));
    assertThat(loop.turn("go").end()).isEqualTo(new End.Completed("{\"value\":\"1\"}", VALUE));
    loop.model.says("in words");
    assertThat(loop.turn("again").end()).isEqualTo(new End.MaxTurns(1));
    assertThat(loop.transcript.notes()).noneMatch(note -> note.contains("Call the tool"));
  }
}
