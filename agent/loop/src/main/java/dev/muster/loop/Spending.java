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
 * what a request adds to the one before is measured. For use by one thread at a time.
 */
public final class Spending {

  /** The fewest output tokens for which a request is worth sending. */
  static final long LEAST_OUTPUT = 256;

  private final OptionalLong limit;
  private final ModelCatalog catalog;
  private final Pricing pricing;
  private final InstantSource clock;
  private final PromptMeter meter = new PromptMeter();
  private final Map<String, ModelShare> shares = new LinkedHashMap<>();
  private long spent;
  private boolean atLeast;

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

  /** A request for which there is room, and the most that it can cost; 0 without a limit. */
  static final class Held implements Reservation.Reserved {
    private final ModelRequest request;
    private final long mostNanos;

    private Held(ModelRequest request, long mostNanos) {
      this.request = request;
      this.mostNanos = mostNanos;
    }

    @Override
    public ModelRequest request() {
      return request;
    }
  }

  /** Asks for room for a request. */
  Reservation reserve(ModelRequest request) {
    if (limit.isEmpty()) {
      return new Held(request, 0);
    }
    PromptBound prompt = meter.bound(request);
    OptionalLong affordable =
        pricing.affordableMaxTokens(request, prompt, limit.getAsLong() - spent, today());
    if (affordable.isEmpty()) {
      boolean known = catalog.find(request.model()).filter(m -> !m.rates().isEmpty()).isPresent();
      return new Reservation.Unbounded(request.model(), known);
    }
    long most = affordable.getAsLong();
    if (most < Math.min(LEAST_OUTPUT, request.maxTokens())) {
      return new Reservation.NoRoom(limit.getAsLong());
    }
    ModelRequest fitting =
        request.maxTokens() <= most ? request : RequestPlan.shortened(request, most);
    OptionalLong bound = pricing.upperBoundNanos(fitting, prompt, today());
    return bound.isEmpty()
        ? new Reservation.Unbounded(request.model(), true)
        : new Held(fitting, bound.getAsLong());
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
