package dev.muster.gateway;

import dev.muster.domain.Charge;
import dev.muster.domain.Cost;
import dev.muster.model.Usage;
import dev.muster.pricing.PriceParts;
import dev.muster.pricing.Pricing;
import dev.muster.pricing.RawBound;
import dev.muster.pricing.RawRequest;
import dev.muster.wire.UsageMeter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was seen of an answer into a charge.
 *
 * <p>A complete answer is charged exactly. One that was cut short is charged what the provider told
 * plus the most that it may have written: {@code max_tokens} where the upstream broke off, since it
 * may have gone on. Where it was the client that left, the upstream was stopped at once, and it
 * wrote at most {@link #FASTEST} tokens a second and a second's more; where nothing of what it
 * wrote is hidden and everything was taken as it came, at most the bytes seen and {@link #AHEAD}.
 * Never more than was reserved.
 */
final class Charging {

  /** More tokens a second than any model writes. */
  static final long FASTEST = 1_000;

  /** More tokens than are under way between the provider and here. */
  static final long AHEAD = 2_048;

  /** How an answer ended. */
  enum Ending {
    /** At its end. */
    COMPLETE,
    /** The client left, having taken everything as it came. */
    CLIENT_LEFT,
    /** The client left, and had been slower than the model. */
    SLOW_CLIENT_LEFT,
    /** The upstream broke off, fell silent, or said something that could not be followed. */
    UPSTREAM_BROKE
  }

  private final Authorised request;
  private final Pricing pricing;
  private final Reasons reasons;
  private final long boundNanos;

  /**
   * Charges for a request.
   *
   * @param boundNanos what was reserved
   */
  Charging(Authorised request, Authorised.Rules rules, long boundNanos) {
    this.request = request;
    this.pricing = rules.pricing();
    this.reasons = rules.reasons();
    this.boundNanos = boundNanos;
  }

  /** The charge of an answer that was watched. */
  Charge of(UsageMeter meter, Ending ending, int percent, long elapsedNanos) {
    try {
      return charge(meter, ending, percent, elapsedNanos);
    } catch (ArithmeticException | IllegalArgumentException tooLarge) {
      return new Charge.AtLeast(
          Usage.NONE, boundNanos, "what was told cannot be; charged at its bound");
    }
  }

  private Charge charge(UsageMeter meter, Ending ending, int percent, long elapsedNanos) {
    if (ending == Ending.COMPLETE && meter.isComplete()) {
      Charge exact = exact(meter, percent);
      if (exact != null) {
        return exact;
      }
    }
    Ending truly =
        ending == Ending.COMPLETE || meter.isFailed() || meter.isBlind()
            ? Ending.UPSTREAM_BROKE
            : ending;
    if (!meter.isStarted() || meter.isBlind() || request.raw().rounds() > 1) {
      return unseen(truly, percent, elapsedNanos, meter.usage());
    }
    return atLeast(meter, truly, percent, elapsedNanos);
  }

  /** The charge where nothing was told: what was reserved, but for output that cannot have been. */
  Charge unseen(Ending ending, int percent, long elapsedNanos, Usage seen) {
    long most = request.bound().outputTokens();
    long written = written(ending, elapsedNanos, most);
    if (written == most || request.raw().rounds() > 1) {
      return new Charge.AtLeast(
          seen,
          boundNanos,
          "nothing was told of its usage; charged at its bound: " + request.bound().why());
    }
    RawRequest less = request.raw().withMaxTokens(written);
    RawBound bound = pricing.bound(less, request.priced(), less.prompt(), percent, request.day());
    long nanos =
        bound instanceof RawBound.Bounded(long n, long p, long o, String w) ? n : boundNanos;
    return new Charge.AtLeast(
        seen,
        Math.min(boundNanos, nanos),
        "the client left before anything was told of its usage; charged at the bound of its prompt"
            + " and at most "
            + written
            + " output tokens in that time");
  }

  private Charge atLeast(UsageMeter meter, Ending ending, int percent, long elapsedNanos) {
    Usage seen = meter.usage();
    long output = seen.output();
    if (!meter.isTold()) {
      long most = written(ending, elapsedNanos, request.bound().outputTokens());
      boolean all = meter.shownTokens() > 0 && !meter.isHidden() && !thinks();
      if (ending == Ending.CLIENT_LEFT && all) {
        most = Math.min(most, meter.shownTokens() + AHEAD);
      }
      output = Math.max(output, most);
    }
    Usage bounded = labelled(seen).withOutput(output);
    Optional<PriceParts> parts =
        pricing.parts(request.priced(), bounded, speed(meter), percent, request.day());
    if (parts.isEmpty()) {
      return new Charge.AtLeast(
          seen, boundNanos, "no price for what was told; charged at its bound");
    }
    Cost cost = cost(parts.get());
    for (Usage more : meter.besides()) {
      cost = cost.plus(cost(more, speed(meter), percent));
    }
    String why =
        (ending == Ending.UPSTREAM_BROKE ? "the upstream broke off" : "the client left")
            + "; the prompt as told, and at most "
            + output
            + " output tokens, of which "
            + seen.output()
            + " were told";
    return cost.total() <= boundNanos
        ? new Charge.AtLeast(seen, cost, why)
        : new Charge.AtLeast(seen, boundNanos, why + "; no more than its bound");
  }

  private @Nullable Charge exact(UsageMeter meter, int percent) {
    Usage usage = labelled(meter.usage());
    String speed = speed(meter);
    Optional<PriceParts> parts =
        pricing.parts(request.priced(), usage, speed, percent, request.day());
    if (parts.isEmpty()) {
      return null;
    }
    Cost cost = cost(parts.get());
    Usage all = usage;
    for (Usage more : meter.besides()) {
      cost = cost.plus(cost(more, speed, percent));
      all = all.plus(more);
    }
    String why = reasons.of(parts.get(), request.priced());
    if (request.raw().containers() > 0) {
      long hours = request.raw().containers() * RawBound.CONTAINER_HOUR_NANOS;
      return new Charge.AtLeast(
          all, cost.plus(Cost.whole(hours)), why + "; code execution at the most that it can be");
    }
    return new Charge.Exact(all, cost, why);
  }

  private static long written(Ending ending, long elapsedNanos, long most) {
    return switch (ending) {
      case COMPLETE, UPSTREAM_BROKE -> most;
      case CLIENT_LEFT, SLOW_CLIENT_LEFT ->
          Math.min(most, FASTEST * (Math.max(0, elapsedNanos) / 1_000_000_000L + 2));
    };
  }

  /** Whether the request asks for thinking, of which less may be shown than there is. */
  private boolean thinks() {
    return request.raw().members().stream().anyMatch(m -> m.name().equals("thinking"));
  }

  private @Nullable String speed(UsageMeter meter) {
    return meter.speed() != null ? meter.speed() : request.raw().speed();
  }

  /** With the region that the request asked for where the answer does not tell it. */
  private Usage labelled(Usage usage) {
    return usage.inferenceGeo() != null
        ? usage
        : usage.withInferenceGeo(request.raw().inferenceGeo());
  }

  /** What a usage besides the answer's own comes to; as much as the bound where it has no price. */
  private Cost cost(Usage more, @Nullable String speed, int percent) {
    return pricing
        .parts(request.priced(), labelled(more), speed, percent, request.day())
        .map(Charging::cost)
        .orElse(Cost.whole(boundNanos));
  }

  private static Cost cost(PriceParts parts) {
    return new Cost(
        parts.input(),
        parts.output(),
        parts.cacheRead(),
        parts.cacheWrite5m(),
        parts.cacheWrite1h(),
        parts.webSearch(),
        parts.rounding());
  }
}
