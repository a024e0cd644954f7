package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.RecordedRequest;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Condition;
import dev.muster.scriptedmodel.script.Fault;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program makes of the model's answers, good and bad. */
class AnswersTest {

  @TempDir Path folder;

  private static Turn of(int status, Map<String, String> headers) {
    return Turn.failing(Fault.http(status, "not now", headers));
  }

  @Test
  void waitsAsLongAsTheModelSaysAndTellsSo() {
    Turn limited = of(429, Map.of("retry-after", "1"));
    try (Scene scene = Scene.of(folder, limited, Turn.text("at last"))) {
      Outcome outcome = scene.stream("hi");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(outcome.answer()).isEqualTo("at last");
      Node.Obj retry =
          outcome.messages("system").stream()
              .filter(m -> m.text("subtype", "").equals("api_retry"))
              .findFirst()
              .orElseThrow();
      assertThat(retry.whole("retry_delay_ms", 0)).isEqualTo(1000);
      assertThat(retry.whole("error_status", 0)).isEqualTo(429);
      assertThat(retry.whole("attempt", 0)).isEqualTo(1);
      assertThat(retry.at("error").text()).isEqualTo("rate_limit");
      assertThat(outcome.run().took()).isGreaterThan(Duration.ofSeconds(1));
      List<RecordedRequest> requests = scene.requests();
      assertThat(requests.get(1).body())
          .as("the same request again")
          .isEqualTo(requests.get(0).body());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 500, 502, 503, 529})
  void asksAgainAfterAPassingFailure(int status) {
    try (Scene scene = Scene.of(folder, of(status, Map.of()), Turn.text("fine"))) {
      ProgramRun.Result run = scene.print("hi");
      scene.model().assertPlayed();
      assertThat(run.text()).contains("fine\n").endsWith("exit 0\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 413, 422})
  void doesNotAskAgainWhereThatIsOfNoUse(int status) {
    try (Scene scene = Scene.of(folder, of(status, Map.of()))) {
      Outcome outcome = scene.json("hi");
      assertThat(scene.requests()).as(outcome.text()).hasSize(1);
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.subtype()).isEqualTo("success");
      assertThat(outcome.result().isTrue("is_error")).isTrue();
      assertThat(outcome.result().whole("api_error_status", 0)).isEqualTo(status);
      assertThat(outcome.answer()).startsWith("API Error: " + status).contains("not now");
    }
  }

  @Test
  void doesNotAskAgainWhenToldNotTo() {
    try (Scene scene = Scene.of(folder, of(529, Map.of("x-should-retry", "false")))) {
      ProgramRun.Result run = scene.print("hi");
      assertThat(scene.requests()).hasSize(1);
      assertThat(run.stdout()).startsWith("API Error: 529");
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void givesUpAfterSoManyRetries() {
    try (Scene scene = Scene.of(folder, of(500, Map.of()).times(3))) {
      scene.home().set("CLAUDE_CODE_MAX_RETRIES", "2");
      Outcome outcome = scene.json("hi");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.answer()).contains("500", "not now");
    }
  }

  @Test
  void aModelThatIsNotThereIsTold() {
    try (Scene scene = Scene.of(folder)) {
      scene.home().set("CLAUDE_CODE_MAX_RETRIES", "0");
      scene.model().close();
      Outcome outcome = scene.json("hi");
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.result().isTrue("is_error")).isTrue();
      assertThat(outcome.answer()).startsWith("API Error: ").contains("127.0.0.1");
    }
  }

  @Test
  void withoutCredentialsSaysHowToGiveThem() {
    try (Scene scene = Scene.of(folder)) {
      scene.home().unset("ANTHROPIC_API_KEY").unset("ANTHROPIC_BASE_URL");
      ProgramRun.Result run = scene.print("hi");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.stdout()).contains("ANTHROPIC_API_KEY");
      assertThat(run.stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "reset", "event"})
  void aBrokenStreamIsAskedForOnceMoreAsAWhole(String how) {
    Fault fault =
        switch (how) {
          case "close" -> Fault.closeAfter(4);
          case "reset" -> Fault.resetAfter(4);
          default -> Fault.overloadedAfter(4);
        };
    Turn cut = bash("touch half-meant").fault(fault);
    Turn whole = Turn.text("whole").expect(Condition.parse("{\"streamed\":false,\"messages\":1}"));
    try (Scene scene = Scene.of(folder, cut, whole)) {
      Outcome outcome = scene.stream("hi", "--allowedTools", "Bash(touch:*)");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(outcome.answer()).isEqualTo("whole");
      assertThat(outcome.run().stdout()).doesNotContain("half-meant");
      assertThat(scene.home().project().resolve("half-meant")).doesNotExist();
    }
  }

  @Test
  void theFallbackModelTakesOverAfterThreeOverloads() {
    Turn overloaded = of(529, Map.of()).when(Condition.model("claude-opus-4-5"));
    Turn other = Turn.text("I am the other one").when(Condition.model("claude-sonnet-4-5"));
    try (Scene scene = Scene.of(folder, overloaded.times(3), other)) {
      Outcome outcome =
          scene.stream("hi", "--model", "claude-opus-4-5", "--fallback-model", "claude-sonnet-4-5");
      scene.model().assertPlayed();
      assertThat(outcome.answer()).as(outcome.text()).isEqualTo("I am the other one");
      assertThat(outcome.run().stdout()).contains("\"subtype\":\"model_fallback\"");
      assertThat(((Node.Obj) outcome.result().at("modelUsage")).members())
          .containsKey("claude-sonnet-4-5");
    }
  }

  @Test
  void aRefusalFails() {
    try (Scene scene = Scene.of(folder, Turn.text("I cannot help").stopReason("refusal"))) {
      Outcome outcome = scene.json("hi");
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.subtype()).isEqualTo("success");
      assertThat(outcome.result().isTrue("is_error")).isTrue();
      assertThat(outcome.result().at("stop_reason").text()).isEqualTo("refusal");
      assertThat(outcome.answer()).contains("I cannot help");
    }
  }

  @Test
  void aLongAnswerIsContinued() {
    Turn first = Turn.text("The first half").stopReason("max_tokens");
    try (Scene scene = Scene.of(folder, first, Turn.text("and the second."))) {
      Outcome outcome = scene.json("hi");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(outcome.answer()).isEqualTo("and the second.");
    }
  }

  @Test
  void anAnswerThatNeverEndsFails() {
    Script script = Script.of().otherwise(Turn.text("more").stopReason("max_tokens"));
    try (Scene scene = Scene.of(folder, script)) {
      Outcome outcome = scene.json("hi");
      assertThat(scene.requests()).hasSize(4);
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.result().isTrue("is_error")).isTrue();
      assertThat(outcome.answer()).contains("CLAUDE_CODE_MAX_OUTPUT_TOKENS");
    }
  }

  @Test
  void aCallThatIsCutOffIsNotRun() {
    Turn cut = bash("touch half-meant").stopReason("max_tokens");
    try (Scene scene = Scene.of(folder, cut, Turn.text("well"))) {
      Outcome outcome = scene.json("hi", "--allowedTools", "Bash(touch:*)");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).isZero();
      assertThat(scene.home().project().resolve("half-meant")).doesNotExist();
    }
  }

  @Test
  void aPausedTurnGoesOn() {
    Turn paused = Turn.text("one moment").stopReason("pause_turn");
    try (Scene scene = Scene.of(folder, paused, Turn.text("done"))) {
      Outcome outcome = scene.json("hi");
      scene.model().assertPlayed();
      assertThat(outcome.answer()).isEqualTo("done");
      assertThat(outcome.exitCode()).isZero();
    }
  }

  @Test
  void anEmptyAnswerIsAskedForOnceMore() {
    Turn nothing = Turn.blocks();
    try (Scene scene = Scene.of(folder, nothing, nothing)) {
      Outcome outcome = scene.json("hi");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(outcome.answer()).isEmpty();
    }
  }

  @Test
  void thinkingComesBackAsItWasGiven() {
    Node.Obj thinking = Node.obj("type", "thinking", "thinking", "hm", "signature", "c2lnbmF0dXJl");
    Node.Obj use = Node.obj("type", "tool_use", "name", "Glob", "input", Node.obj("pattern", "*"));
    try (Scene scene = Scene.of(folder, Turn.blocks(thinking, use), Turn.text("ok"))) {
      scene.home().write("a.txt", "");
      Outcome outcome = scene.json("hi");
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(scene.requests().get(1).body().at("messages/1/content/0")).isEqualTo(thinking);
    }
  }

  @Test
  void countsTurnsAsToolResults() {
    Turn one = call("Glob", "pattern", "*");
    try (Scene scene = Scene.of(folder, one, one, Turn.text("ok"))) {
      assertThat(scene.json("hi").result().whole("num_turns", 0)).isEqualTo(3);
    }
  }
}
