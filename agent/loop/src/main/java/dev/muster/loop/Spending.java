package dev.muster.loop;

import dev.muster.model.ModelRequest;
import dev.muster.model.Usage;
import dev.muster.pricing.ModelCatalog;
import dev.muster.pricing.ModelFacts;
import dev.muster.pricing.Pricing;
import dev.muster.pricing.PromptBound;
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
 * the wanted output, the output is shortened to fit, down to {@link #LEAST_OUTPUT} tokens. For use
 * by one thread.
 */
public final class Spending {

  /** The fewest output tokens for which a request is worth sending. */
  static final long LEAST_OUTPUT = 256;

  private final OptionalLong limit;
  private final ModelCatalog catalog;
  private final Pricing pricing;
  private final InstantSource clock;
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

  /** A request for which there is room. */
  static final class Held implements Reservation.Reserved {
    private final ModelRequest request;

    private Held(ModelRequest request) {
      this.request = request;
    }

    @Override
    public ModelRequest request() {
      return request;
    }
  }

  /** Asks for room for a request. */
  Reservation reserve(ModelRequest request) {
    if (limit.isEmpty()) {
      return new Held(request);
    }
    long room = limit.getAsLong() - spent;
    OptionalLong affordable =
        pricing.affordableMaxTokens(request, PromptBound.of(request), room, today());
    if (affordable.isEmpty()) {
      return new Reservation.Unpriced(request.model());
    }
    if (request.maxTokens() <= affordable.getAsLong()) {
      return new Held(request);
    }
    return affordable.getAsLong() < LEAST_OUTPUT
        ? new Reservation.NoRoom(limit.getAsLong())
        : new Held(request.withMaxTokens(affordable.getAsLong()));
  }

  /** Books what an answer cost. */
  void settle(Reservation.Reserved reserved, String answeredBy, Usage usage) {
    String model = reserved.request().model();
    OptionalLong cost = pricing.costNanos(model, usage, today());
    if (cost.isEmpty()) {
      cost = pricing.costNanos(answeredBy, usage, today());
    }
    if (cost.isEmpty()) {
      atLeast = true;
    }
    book(model, usage, cost.orElse(0));
  }

  /**
   * Books an answer that broke: what was counted is a lower bound, so where a limit is set the
   * whole reservation is taken as spent, and the limit holds whatever the provider charges.
   */
  void settleBroken(Reservation.Reserved reserved, Usage atLeastUsage) {
    atLeast = true;
    long counted = pricing.costNanos(reserved.request().model(), atLeastUsage, today()).orElse(0);
    long charged =
        limit.isEmpty()
            ? counted
            : Math.max(
                counted, pricing.upperBoundNanos(reserved.request(), today()).orElse(counted));
    book(reserved.request().model(), atLeastUsage, charged);
  }

  private void book(String model, Usage usage, long nanos) {
    spent = Math.addExact(spent, nanos);
    ModelFacts facts = catalog.find(model).orElse(null);
    long window = facts == null ? 0 : facts.contextWindow();
    long output = facts == null ? 0 : facts.maxOutput();
    ModelShare before = shares.getOrDefault(model, new ModelShare(Usage.NONE, 0, window, output));
    shares.put(
        model,
        new ModelShare(before.usage().plus(usage), before.costNanos() + nanos, window, output));
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
    return Map.copyOf(shares);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
