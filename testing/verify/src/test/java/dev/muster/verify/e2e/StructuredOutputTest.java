package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Condition;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of a form that the caller gives. */
class StructuredOutputTest {

  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";

  @TempDir Path folder;

  private static Turn answer(Object n) {
    return call("StructuredOutput", "n", n);
  }

  @Test
  void aValidAnswerEndsTheRun() {
    try (Scene scene = Scene.of(folder, answer(3))) {
      Outcome outcome = scene.json("how many?", "--json-schema", SCHEMA);
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(outcome.stderr()).isEmpty();
      assertThat(outcome.result().at("structured_output")).isEqualTo(Node.obj("n", 3));
      assertThat(outcome.answer()).isEqualTo("{\"n\":3}");
      assertThat(scene.offered()).contains("StructuredOutput");
    }
  }

  @Test
  void textModePrintsTheAnswerAsJson() {
    try (Scene scene = Scene.of(folder, answer(3))) {
      ProgramRun.Result run = scene.print("how many?", "--json-schema", SCHEMA);
      assertThat(run.stdout()).isEqualTo("{\"n\":3}\n");
    }
  }

  @Test
  void anInvalidAnswerMayBeMended() {
    Turn mended = answer(4).expect(Condition.lastToolResult("n"));
    try (Scene scene = Scene.of(folder, answer("many"), mended)) {
      Outcome outcome = scene.json("how many?", "--json-schema", SCHEMA);
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).as(outcome.text()).isZero();
      assertThat(outcome.result().at("structured_output/n").text()).isEqualTo("4");
    }
  }

  @Test
  void anAnswerInWordsIsAskedForOnceMore() {
    try (Scene scene = Scene.of(folder, Turn.text("three"), answer(3))) {
      Outcome outcome = scene.json("how many?", "--json-schema", SCHEMA);
      scene.model().assertPlayed();
      assertThat(outcome.result().at("structured_output/n").text()).isEqualTo("3");
    }
  }

  /** Better than the established contract, which reports success without the answer. */
  @Test
  void anAnswerThatNeverComesFails() {
    try (Scene scene = Scene.of(folder, Turn.text("three"), Turn.text("three, I said"))) {
      Outcome outcome = scene.json("how many?", "--json-schema", SCHEMA);
      scene.model().assertPlayed();
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.subtype()).isEqualTo("error_max_structured_output_retries");
    }
  }

  @Test
  void fiveInvalidAnswersAreEnough() {
    try (Scene scene = Scene.of(folder, Script.of().otherwise(answer("many")))) {
      Outcome outcome = scene.json("how many?", "--json-schema", SCHEMA);
      assertThat(scene.requests()).hasSize(5);
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.subtype()).isEqualTo("error_max_structured_output_retries");
      assertThat(outcome.result().has("structured_output")).isFalse();
    }
  }
}
