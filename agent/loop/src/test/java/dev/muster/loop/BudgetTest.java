package dev.muster.loop;

import static dev.muster.loop.ScriptedClient.retrying;
import static dev.muster.loop.ScriptedClient.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.conversation.CompactionPolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import dev.muster.model.ModelRequest;
import dev.muster.model.StopReason;
import dev.muster.model.ThinkingMode;
import dev.muster.model.Usage;
import dev.muster.pricing.ModelCatalog;
import dev.muster.pricing.Pricing;
import dev.muster.pricing.PromptBound;
import dev.muster.protocol.ToolOutcome;
import dev.muster.protocol.TurnResult;
import dev.muster.protocol.TurnResult.End;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BudgetTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private final LoopFixture loop =
      new LoopFixture().with(TestTool.act("Act", call -> ToolOutcome.text("acted")));

  @Test
  void aRequestThatDoesNotFitIsNotSent() {
    loop.budget = OptionalLong.of(1_000_000);
    TurnResult result = loop.turn("go");
    assertThat(result.end()).isEqualTo(new End.MaxBudget(1_000_000, 0));
    assertThat(loop.model.sent).isEmpty();
    assertThat(result.costNanos()).isZero();
    assertThat(result.turns()).isEqualTo(1);
  }

  @Test
  void theOutputIsShortenedToWhatIsLeft() {
    loop.budget = OptionalLong.of(15_000_000);
    loop.model.says("done");
    loop.turn("go");
    ModelRequest sent = loop.model.sent.getFirst().request();
    assertThat(sent.maxTokens()).isBetween(Spending.LEAST_OUTPUT, 3_999L);
    Pricing pricing = Pricing.builtIn();
    assertThat(pricing.upperBoundNanos(sent, DAY).orElseThrow()).isLessThanOrEqualTo(15_000_000);
    assertThat(pricing.upperBoundNanos(sent.withMaxTokens(sent.maxTokens() + 1), DAY).orElseThrow())
        .isGreaterThan(15_000_000);
  }

  @Test
  void aShortenedAnswerLeavesRoomBesideTheReasoning() {
    loop.budget = OptionalLong.of(15_000_000);
    loop.thinking = new ThinkingMode.Budget(3_000);
    loop.model.says("done");
    loop.turn("go");
    ModelRequest sent = loop.model.sent.getFirst().request();
    long most = sent.maxTokens();
    assertThat(sent.thinking())
        .satisfiesAnyOf(
            mode -> assertThat(mode).isEqualTo(new ThinkingMode.Disabled()),
            mode ->
                assertThat(mode)
                    .isInstanceOfSatisfying(
                        ThinkingMode.Budget.class,
                        budget -> assertThat(budget.tokens()).isLessThan(most)));
  }

  @Test
  void aRequestThatAsksForLessThanTheLeastIsSentWhileItFits() {
    loop.budget = OptionalLong.of(1_000_000_000);
    loop.maxTokens = 50;
    loop.model.says("done");
    assertThat(loop.turn("go").end()).isInstanceOf(End.Completed.class);
  }

  @Test
  void aBrokenAnswerIsChargedAtItsMost() {
    loop.budget = OptionalLong.of(1_000_000_000);
    loop.model.breaks(Usage.tokens(1, 1)).says("done");
    TurnResult result = loop.turn("go");
    long most =
        Pricing.builtIn().upperBoundNanos(loop.model.sent.getFirst().request(), DAY).orElseThrow();
    assertThat(result.costNanos()).isEqualTo(most + 100 * 1_000 + 10 * 5_000);
  }

  @Test
  void aBrokenAnswerIsNotAskedForAgainWithoutRoom() {
    loop.budget = OptionalLong.of(25_000_000);
    loop.model.breaks(Usage.tokens(1, 1));
    assertThat(loop.turn("go").end()).isEqualTo(new End.MaxBudget(25_000_000, 0));
    assertThat(loop.model.sent).hasSize(1);
  }

  @Test
  void anAnswerThatNobodySawMayBeBilledAndIsCharged() {
    loop.budget = OptionalLong.of(80_000_000);
    loop.model
        .breaks(Usage.tokens(1, 1))
        .then((request, streamed, events) -> {
          assertThat(streamed).isFalse();
          events.accept(retrying(1, FailureKind.NETWORK, null));
          events.accept(retrying(2, FailureKind.NETWORK, null));
          throw new AssertionError("another attempt would pass the limit");
        });
    TurnResult result = loop.turn("go");
    assertThat(result.end())
        .isInstanceOfSatisfying(
            End.ModelFailed.class, failed -> assertThat(failed.message()).contains("budget"));
    assertThat(result.costNanos()).isBetween(60_000_000L, 80_000_000L);
  }

  @Test
  void refusedAttemptsCostNothing() {
    loop.budget = OptionalLong.of(80_000_000);
    loop.model.then((request, streamed, events) -> {
      for (int i = 1; i <= 5; i++) {
        events.accept(retrying(i, FailureKind.SERVER_ERROR, 500));
        events.accept(retrying(i, FailureKind.TIMEOUT, 504));
        events.accept(retrying(i, FailureKind.UNREACHABLE, null));
      }
      return new ModelAnswer.Failed(FailureKind.SERVER_ERROR, "no", 500, null);
    });
    assertThat(loop.turn("go").costNanos()).isZero();
  }

  /** Nobody can tell whether the provider read it, and wrote an answer that nobody heard. */
  @Test
  void anAttemptThatMayHaveArrivedIsCharged() {
    for (FailureKind kind : new FailureKind[] {FailureKind.NETWORK, FailureKind.TIMEOUT}) {
      LoopFixture one = new LoopFixture();
      one.budget = OptionalLong.of(1_000_000_000);
      one.model.then((request, streamed, events) -> {
        assertThat(streamed).isTrue();
        events.accept(retrying(1, kind, null));
        return new ModelAnswer.Failed(FailureKind.INVALID_REQUEST, "no", 400, null);
      });
      TurnResult result = one.turn("go");
      ModelRequest sent = one.model.sent.getFirst().request();
      assertThat(result.costNanos())
          .isEqualTo(Pricing.builtIn().upperBoundNanos(sent, DAY).orElseThrow());
      assertThat(result.costIsAtLeast()).isTrue();
    }
  }

  /** A prompt whose bytes alone would pass the limit, and that is a quarter as many tokens. */
  private static LoopFixture small() {
    LoopFixture one = new LoopFixture();
    one.budget = OptionalLong.of(12_000_000);
    one.maxTokens = 64_000;
    one.told.longText = "word ".repeat(2_000);
    one.model.counter = request -> OptionalLong.of(PromptBound.of(request).text() * 30 / 100);
    return one;
  }

  @Test
  void aCountLetsASmallBudgetAnswer() {
    LoopFixture one = small();
    one.model.says("done");
    assertThat(one.turn("go").end()).isEqualTo(new End.Completed("done", null));
    assertThat(one.model.counted).hasSize(1);
    ModelRequest sent = one.model.sent.getFirst().request();
    assertThat(sent.maxTokens()).isBetween(Spending.LEAST_OUTPUT, 63_999L);
    one.model.counter = request -> OptionalLong.empty();
    LoopFixture uncounted = small();
    uncounted.model.counter = request -> OptionalLong.empty();
    assertThat(uncounted.turn("go").end()).isEqualTo(new End.MaxBudget(12_000_000, 0));
    assertThat(uncounted.model.sent).isEmpty();
  }

  @Test
  void nothingIsCountedWhereNoLimitIsNear() {
    loop.model.says("done").says("done");
    loop.turn("go");
    LoopFixture ample = new LoopFixture();
    ample.budget = OptionalLong.of(1_000_000_000);
    ample.model.says("done");
    ample.turn("go");
    assertThat(loop.model.counted).isEmpty();
    assertThat(ample.model.counted).isEmpty();
  }

  @Test
  void aCountThatIsFarTooLowIsNotBelieved() {
    LoopFixture one = small();
    one.budget = OptionalLong.of(5_000_000);
    one.model.counter = request -> OptionalLong.of(1);
    assertThat(one.turn("go").end()).isEqualTo(new End.MaxBudget(5_000_000, 0));
    assertThat(one.model.counted).hasSize(1);
    assertThat(one.model.sent).isEmpty();
  }

  @Test
  void aProviderThatBilledMoreThanItCountedIsNotAskedAgain() {
    LoopFixture one = small();
    one.model.answers(StopReason.END_TURN, Usage.tokens(9_000, 10), new ContentBlock.Text("dear"));
    one.turn("go");
    one.told.version++;
    one.turn("more");
    assertThat(one.model.counted).hasSize(1);
  }

  @Test
  void anAnswerThatIsCutForTheBudgetIsToldInTheResult() {
    LoopFixture one = small();
    one.model.always =
        (request, streamed, events) ->
            one.model.complete(
                request,
                StopReason.MAX_TOKENS,
                Usage.tokens(PromptBound.of(request).text() * 30 / 100, request.maxTokens()),
                events,
                new ContentBlock.Text("half of what"));
    TurnResult result = one.turn("go");
    long cutAt = one.model.sent.getLast().request().maxTokens();
    assertThat(result.end()).isEqualTo(new End.MaxBudget(12_000_000, cutAt));
    assertThat(result.costNanos()).isLessThanOrEqualTo(12_000_000);
  }

  @Test
  void theLimitIsTheSessionsNotTheTurns() {
    loop.budget = OptionalLong.of(40_000_000);
    loop.model.answers(
        StopReason.END_TURN, Usage.tokens(3_000, 4_000), new ContentBlock.Text("long"));
    assertThat(loop.turn("go").end()).isInstanceOf(End.Completed.class);
    loop.model.always =
        (request, streamed, events) ->
            loop.model.complete(
                request,
                StopReason.END_TURN,
                Usage.tokens(3_000, request.maxTokens()),
                events,
                new ContentBlock.Text("x"));
    TurnResult last = loop.turn("more");
    for (int i = 0; i < 5 && last.end() instanceof End.Completed; i++) {
      last = loop.turn("more");
    }
    assertThat(last.end()).isEqualTo(new End.MaxBudget(40_000_000, 0));
    assertThat(last.costNanos()).isLessThanOrEqualTo(40_000_000);
  }

  /**
   * A provider that bills at random what a request can come to, breaks answers after billing them
   * in full, and hides whole ones; whatever it does, the true sum stays within the limit.
   */
  @Test
  void theTrueCostNeverPassesTheLimit() {
    int requests = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      LoopFixture one =
          new LoopFixture().with(TestTool.act("Act", call -> ToolOutcome.text(words(random))));
      long limit = Math.round(Math.pow(10, 6.5 + 3 * random.nextDouble()));
      one.budget = OptionalLong.of(limit);
      one.maxTokens = 100L + random.nextInt(20_000);
      one.limits =
          new LoopLimits(
              12, 5, random.nextBoolean() ? List.of(LoopFixture.OTHER_MODEL) : List.of());
      one.compaction = new CompactionPolicy(true, 20_000 + random.nextInt(100_000));
      Provider provider = new Provider(one, random);
      one.model.always = provider::answer;
      if (random.nextInt(4) > 0) {
        one.model.counter = provider::count;
      }
      for (int turn = 0; turn < 3; turn++) {
        one.turn("go " + words(random));
      }
      requests += one.model.sent.size();
      assertThat(provider.billed).as("seed %s", seed).isLessThanOrEqualTo(limit);
    }
    assertThat(requests).isGreaterThan(2_000);
  }

  private static String words(Random random) {
    return (random.nextBoolean() ? "word " : "ﷺ 😀 ").repeat(random.nextInt(400));
  }

  /** Bills as the real one does: for what it has read and written, whether or not that arrives. */
  private static final class Provider {
    private static final Pricing PRICING = new Pricing(ModelCatalog.builtIn());
    private final LoopFixture loop;
    private final Random random;
    private long billed;
    private final double tokensPerByte;
    private int calls;

    Provider(LoopFixture loop, Random random) {
      this.loop = loop;
      this.random = random;
      this.tokensPerByte = random.nextInt(3) == 0 ? 1 : 0.1 + 0.9 * random.nextDouble();
    }

    ModelAnswer answer(ModelRequest request, boolean streamed, Consumer<ModelEvent> events)
        throws InterruptedException {
      if (random.nextInt(8) == 0) {
        for (int i = 1; i <= 3; i++) {
          events.accept(retrying(i, FailureKind.OVERLOADED, 529));
        }
      }
      if (random.nextInt(streamed ? 20 : 3) == 0) {
        bill(request, usage(request));
        events.accept(retrying(1, FailureKind.NETWORK, null));
      }
      Usage usage = usage(request);
      bill(request, usage);
      return switch (random.nextInt(12)) {
        case 0 -> {
          Usage seen = Usage.tokens(usage.input(), 1);
          events.accept(new ModelEvent.Started("m", request.model(), seen, null));
          yield new ModelAnswer.Broken(FailureKind.NETWORK, "cut", seen, null, null);
        }
        case 1 -> {
          loop.agent().interrupt();
          throw new InterruptedException();
        }
        case 2, 3, 4 -> complete(request, StopReason.END_TURN, usage, events);
        case 5 -> complete(request, StopReason.MAX_TOKENS, usage, events);
        default -> complete(request, StopReason.TOOL_USE, usage, events);
      };
    }

    private ModelAnswer complete(
        ModelRequest request, StopReason reason, Usage usage, Consumer<ModelEvent> events) {
      String text = "w".repeat((int) Math.min(usage.output(), 3_000));
      return reason == StopReason.TOOL_USE
          ? loop.model.complete(
              request, reason, usage, events, new ContentBlock.Text(text), use(id(), "Act"))
          : loop.model.complete(request, reason, usage, events, new ContentBlock.Text(text));
    }

    private String id() {
      return "t" + ++calls;
    }

    /** An estimate that may be a twentieth too low. */
    OptionalLong count(ModelRequest request) {
      return OptionalLong.of(
          Math.max(1, (long) (prompt(request) * (0.953 + 0.2 * random.nextDouble()))));
    }

    private long prompt(ModelRequest request) {
      return Math.max(1, (long) (PromptBound.of(request).text() * tokensPerByte));
    }

    /** The same text always counts the same, and never more than its bytes. */
    private Usage usage(ModelRequest request) {
      long prompt = prompt(request);
      long cached = random.nextLong(prompt + 1);
      long output =
          random.nextInt(3) == 0
              ? request.maxTokens()
              : 1 + random.nextLong(Math.max(1, request.maxTokens()));
      return new Usage(prompt - cached, output, cached, 0, 0, 0, 0, null, null);
    }

    private void bill(ModelRequest request, Usage usage) {
      billed += PRICING.costNanos(request.model(), usage, DAY).orElseThrow();
    }
  }
}
