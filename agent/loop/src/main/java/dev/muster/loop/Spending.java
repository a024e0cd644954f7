package dev.muster.loop;

import dev.muster.conversation.RequestPlan;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelRequest;
import dev.muster.model.Usage;
import dev.muster.pricing.ModelCatalog;
import dev.muster.pricing.ModelFacts;
import dev.muster.pricing.Pricing;
import dev.muster.pricing.PromptBound;
import dev.muster.pricing.PromptMeter;
import dev.muster.protocol.TurnResult.ModelShare;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a session has spent and may still spend, in nano-dollars.
 *
 * <p>Every request is reserved at the most that it can cost before it is sent, and settled at what
 * it did cost, so that the sum never passes the limit. Where the remaining room is too small for
 * the wanted output, the output is shortened to fit, down to {@link #LEAST_OUTPUT} tokens. Only
 * what a request adds to the one before is measured.
 *
 * <p>What nobody has counted yet is bounded by its bytes, of which a token has several. Where that
 * leaves less than {@link #AMPLE_OUTPUT} tokens for the answer, the provider is asked to count the
 * prompt, and {@link PromptBound#counted its count} is reserved instead. A provider that has billed
 * more than it counted is not asked again. For use by one thread at a time.
 */
public final class Spending {

  /** The fewest output tokens for which a request is worth sending. */
  static final long LEAST_OUTPUT = 256;

  /** The output tokens that are enough for any usual answer. */
  static final long AMPLE_OUTPUT = 8_192;

  private final OptionalLong limit;
  private final ModelCatalog catalog;
  private final Pricing pricing;
  private final InstantSource clock;
  private final PromptMeter meter = new PromptMeter();
  private final Map<String, ModelShare> shares = new LinkedHashMap<>();
  private long spent;
  private boolean atLeast;
  private boolean miscounted;

  /**
   * Starts with nothing spent.
   *
   * @param limit nano-dollars, or empty for no limit
   */
  public Spending(OptionalLong limit, ModelCatalog catalog, Pricing pricing, InstantSource clock) {
    this.limit = limit;
    this.catalog = catalog;
    this.pricing = pricing;
    this.clock = clock;
  }

  /** Who can count a prompt: {@link dev.muster.model.ModelClient#countPrompt}. */
  @FunctionalInterface
  interface Counter {
    OptionalLong count(ModelRequest request) throws InterruptedException;
  }

  /** A request for which there is room. */
  static final class Held implements Reservation.Reserved {
    private final ModelRequest request;
    private final boolean shortened;
    private final long mostNanos;
    private final long countedTokens;

    /**
     * @param mostNanos the most that it can cost; 0 without a limit
     * @param countedTokens the most tokens that its prompt has by the provider's count; {@link
     *     Long#MAX_VALUE} where the provider did not count
     */
    private Held(ModelRequest request, boolean shortened, long mostNanos, long countedTokens) {
      this.request = request;
      this.shortened = shortened;
      this.mostNanos = mostNanos;
      this.countedTokens = countedTokens;
    }

    @Override
    public ModelRequest request() {
      return request;
    }

    @Override
    public boolean shortened() {
      return shortened;
    }
  }

  /** Asks for room for a request. The counter is asked only where a limit is near. */
  Reservation reserve(ModelRequest request, Counter counter) throws InterruptedException {
    if (limit.isEmpty()) {
      return new Held(request, false, 0, Long.MAX_VALUE);
    }
    PromptBound prompt = meter.bound(request);
    OptionalLong most = affordable(request, prompt);
    if (most.isEmpty()) {
      boolean known = catalog.find(request.model()).filter(m -> !m.rates().isEmpty()).isPresent();
      return new Reservation.Unbounded(request.model(), known);
    }
    boolean near = most.getAsLong() < Math.min(AMPLE_OUTPUT, request.maxTokens());
    if (near && !miscounted && Pricing.isCountable(request)) {
      OptionalLong tokens = counter.count(request);
      if (tokens.isPresent()) {
        PromptBound counted = prompt.counted(tokens.getAsLong());
        return hold(request, counted, affordable(request, counted).orElse(0), counted.text());
      }
    }
    return hold(request, prompt, most.getAsLong(), Long.MAX_VALUE);
  }

  private OptionalLong affordable(ModelRequest request, PromptBound prompt) {
    return pricing.affordableMaxTokens(request, prompt, limit.orElseThrow() - spent, today());
  }

  private Reservation hold(ModelRequest request, PromptBound prompt, long most, long counted) {
    if (most < Math.min(LEAST_OUTPUT, request.maxTokens())) {
      return new Reservation.NoRoom(limit.orElseThrow());
    }
    boolean fits = request.maxTokens() <= most;
    ModelRequest fitting = fits ? request : RequestPlan.shortened(request, most);
    OptionalLong bound = pricing.upperBoundNanos(fitting, prompt, today());
    return bound.isEmpty()
        ? new Reservation.Unbounded(request.model(), true)
        : new Held(fitting, !fits, bound.getAsLong(), counted);
  }

  /** Whether the same request could be paid for once more. */
  boolean hasRoomAgain(Reservation.Reserved reserved) {
    return limit.isEmpty() || most(reserved) <= limit.getAsLong() - spent;
  }

  /** Books what an answer cost. */
  void settle(Reservation.Reserved reserved, ModelAnswer.Complete answer) {
    ModelRequest request = reserved.request();
    Usage usage = answer.usage();
    OptionalLong cost = pricing.costNanos(request.model(), usage, today());
    if (cost.isEmpty()) {
      cost = pricing.costNanos(answer.model(), usage, today());
    }
    if (cost.isEmpty()) {
      atLeast = true;
    }
    if (limit.isPresent()) {
      meter.counted(request, usage, answer.message());
      miscounted |= usage.promptTokens() > counted(reserved);
    }
    book(request.model(), usage, cost.orElse(0));
  }

  /**
   * Books a request whose answer broke, or of which nobody knows whether it was answered: what was
   * counted is a lower bound, so where a limit is set the whole reservation is taken as spent, and
   * the limit holds whatever the provider charges.
   */
  void settleBroken(Reservation.Reserved reserved, Usage atLeastUsage) {
    atLeast = true;
    String model = reserved.request().model();
    long counted = pricing.costNanos(model, atLeastUsage, today()).orElse(0);
    book(model, atLeastUsage, Math.max(counted, most(reserved)));
  }

  private static long most(Reservation.Reserved reserved) {
    return switch (reserved) {
      case Held held -> held.mostNanos;
    };
  }

  private static long counted(Reservation.Reserved reserved) {
    return switch (reserved) {
      case Held held -> held.countedTokens;
    };
  }

  private void book(String model, Usage usage, long nanos) {
    spent = sum(spent, nanos);
    ModelShare before = shares.get(model);
    if (before == null) {
      ModelFacts facts = catalog.find(model).orElse(null);
      long window = facts == null ? 0 : facts.contextWindow();
      long output = facts == null ? 0 : facts.maxOutput();
      before = new ModelShare(Usage.NONE, 0, window, output);
    }
    shares.put(
        model,
        new ModelShare(
            before.usage().plus(usage),
            sum(before.costNanos(), nanos),
            before.contextWindow(),
            before.maxOutput()));
  }

  /**
   * The sum, or the greatest number there is: an absurd bill stops the session, not the program.
   */
  private static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** The limit in nano-dollars; the greatest number there is where none is set. */
  long limitNanos() {
    return limit.orElse(Long.MAX_VALUE);
  }

  /** Nano-dollars spent so far. */
  long spentNanos() {
    return spent;
  }

  /** Whether the true cost may be higher, because an answer broke or a model has no known price. */
  boolean isAtLeast() {
    return atLeast;
  }

  /** What each model took, by the id under which it was asked. */
  Map<String, ModelShare> byModel() {
    return new LinkedHashMap<>(shares);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
