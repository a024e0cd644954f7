package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.script.Answer;
import dev.muster.scriptedmodel.script.Counting;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits of turns and of money. */
class LimitsTest {

  private static final String MODEL = "claude-sonnet-4-5";

  @TempDir Path folder;

  @Test
  void stopsAfterSoManyModelCalls() {
    Turn looking = call("Glob", "pattern", "*");
    try (Scene scene = Scene.of(folder, Script.of().otherwise(looking))) {
      Outcome outcome = scene.json("hi", "--max-turns", "2");
      assertThat(scene.requests()).hasSize(2);
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.subtype()).isEqualTo("error_max_turns");
      assertThat(outcome.result().at("terminal_reason").text()).isEqualTo("max_turns");
      assertThat(outcome.result().has("result")).isFalse();
      assertThat(outcome.result().items("errors")).hasSize(1);
      assertThat(outcome.result().whole("num_turns", 0)).isEqualTo(3);
      ProgramRun.Result text = scene.print("hi", "--max-turns", "1");
      assertThat(text.exitCode()).isEqualTo(1);
      assertThat(text.stdout()).isEqualTo("Error: Stopped at the limit of 1 turn (--max-turns)\n");
    }
  }

  @Test
  void aBudgetThatIsTooSmallSendsNothing() {
    try (Scene scene = Scene.of(folder, Turn.text("never said"))) {
      Outcome outcome = scene.json("hi", "--model", MODEL, "--max-budget-usd", "0.000001");
      assertThat(scene.requests()).isEmpty();
      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.subtype()).isEqualTo("error_max_budget_usd");
      assertThat(outcome.result().at("total_cost_usd").text()).isEqualTo("0");
    }
  }

  private static final String[] SMALL = {"--model", MODEL, "--max-budget-usd", "0.05"};

  /** The bytes of the fixed prompt alone would pass it; its tokens do not. */
  @Test
  void aSmallBudgetAnswersWhatItCan() {
    try (Scene scene = Scene.of(folder, Turn.text("a short word"))) {
      Outcome outcome = scene.json(with("hi"));
      assertThat(outcome.answer()).isEqualTo("a short word");
      assertThat(outcome.exitCode()).isZero();
      assertThat(cost(outcome)).isLessThanOrEqualTo(new BigDecimal("0.05")).isPositive();
      assertThat(counts(scene)).isEqualTo(1);
      assertThat(scene.requests()).hasSize(1);
      assertThat(scene.requests().getFirst().body().whole("max_tokens", 0)).isBetween(256L, 4_000L);
      assertThat(scene.model().violations()).isEmpty();
    }
  }

  /** Whatever is said of the prompt's length, and however it is then paid for. */
  @Test
  void aSmallBudgetHoldsHoweverPromptsAreCounted() {
    int round = 100;
    for (Counting counting :
        List.of(
            Counting.EXACT,
            Counting.ABSENT,
            new Counting(500, 100),
            Counting.wrong(1),
            Counting.wrong(60),
            Counting.wrong(97),
            Counting.wrong(300))) {
      for (String budget : List.of("0.02", "0.05", "0.09")) {
        Script script = Script.of().otherwise(Turn.text("word ".repeat(20_000)));
        try (Scene scene = Scene.of(folder(round++), script.counting(counting))) {
          Outcome outcome =
              scene.json("hi", "--model", MODEL, "--max-budget-usd", budget, "--max-turns", "5");
          assertThat(cost(outcome))
              .as("%s of %s", counting, budget)
              .isLessThanOrEqualTo(new BigDecimal(budget));
          assertThat(outcome.subtype()).isEqualTo("error_max_budget_usd");
          if (scene.requests().isEmpty()) {
            assertThat(outcome.text()).doesNotContain("cut off");
          } else {
            assertThat(outcome.result().items("errors").getFirst().text()).contains("cut off at");
          }
          assertThat(scene.model().violations()).isEmpty();
        }
      }
    }
  }

  @Test
  void nothingIsCountedForThoseWhoSetNoLimitOrAreFarFromIt() {
    try (Scene scene = Scene.of(folder, Turn.text("one"), Turn.text("two"))) {
      assertThat(scene.json("hi", "--model", MODEL).exitCode()).isZero();
      assertThat(scene.json("hi", "--model", MODEL, "--max-budget-usd", "5").exitCode()).isZero();
      assertThat(scene.model().requests()).hasSize(2);
    }
  }

  private static String[] with(String prompt) {
    List<String> all = new ArrayList<>(List.of(prompt));
    all.addAll(List.of(SMALL));
    return all.toArray(new String[0]);
  }

  private static BigDecimal cost(Outcome outcome) {
    return new BigDecimal(outcome.result().at("total_cost_usd").text());
  }

  private static long counts(Scene scene) {
    return scene.model().requests().stream()
        .filter(request -> request.path().endsWith("/count_tokens"))
        .count();
  }

  /** Whatever the answers cost, their sum at list prices stays within the budget. */
  @Test
  void theBudgetHolds() {
    Random random = new Random(20260301);
    for (int round = 0; round < 6; round++) {
      Script script = Script.of();
      for (int i = 0; i < 30; i++) {
        script = script.then(expensive(random));
      }
      BigDecimal budget =
          new BigDecimal(String.format(Locale.ROOT, "0.%04d", 1500 + random.nextInt(3000)));
      try (Scene scene = Scene.of(folder(round), script)) {
        Outcome outcome =
            scene.stream(
                "hi",
                "--model",
                MODEL,
                "--include-partial-messages",
                "--max-budget-usd",
                budget.toPlainString());
        BigDecimal spent = priced(outcome);
        assertThat(spent).as("round %s, of %s", round, budget).isLessThanOrEqualTo(budget);
        assertThat(spent).as("round %s", round).isPositive();
        assertThat(new BigDecimal(outcome.result().at("total_cost_usd").text()))
            .as("told as it is")
            .isEqualByComparingTo(spent);
        assertThat(outcome.subtype()).isEqualTo("error_max_budget_usd");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(scene.model().violations()).isEmpty();
      }
    }
  }

  private Path folder(int round) {
    try {
      return Files.createDirectory(folder.resolve("round" + round));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A look around that uses the whole output which the request permits, or less. */
  private static Turn expensive(Random random) {
    Node.Obj text = Node.obj("type", "text", "text", "word ", "times", 1 + random.nextInt(3000));
    Node.Obj look = Answer.toolUse("Glob", "{\"pattern\":\"*" + random.nextInt(1000) + "\"}");
    return Turn.of(Answer.of(text, look));
  }

  /** The sum of what the model said that it used, at the list prices of that model. */
  private static BigDecimal priced(Outcome outcome) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Node.Obj message : outcome.messages("stream_event")) {
      if (message.at("event/type").text().equals("message_delta")) {
        Node.Obj usage = (Node.Obj) message.at("event/usage");
        sum = sum.add(part(usage.whole("input_tokens", 0), "3"));
        sum = sum.add(part(usage.whole("output_tokens", 0), "15"));
        sum = sum.add(part(usage.whole("cache_read_input_tokens", 0), "0.30"));
        Node.Obj written = (Node.Obj) usage.at("cache_creation");
        sum = sum.add(part(written.whole("ephemeral_5m_input_tokens", 0), "3.75"));
        sum = sum.add(part(written.whole("ephemeral_1h_input_tokens", 0), "6"));
      }
    }
    return sum;
  }

  private static BigDecimal part(long tokens, String dollarsPerMillion) {
    return BigDecimal.valueOf(tokens).multiply(new BigDecimal(dollarsPerMillion)).movePointLeft(6);
  }
}
