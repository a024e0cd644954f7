package dev.muster.pricing;

import dev.muster.model.CachePolicy;
import java.time.LocalDate;
import java.util.List;

/**
 * The most that a raw request can cost.
 *
 * <p>The prompt counts at the dearest rate at which it can be read, which is that of the longest
 * cache write that is asked for, as often as the provider may read it: once, or eleven times where
 * it runs tools itself, then at the model's whole window each time, since nothing bounds what tools
 * find. The answer counts at {@code max_tokens} for each reading, which holds what the model
 * thinks. Regional prices count always, since an account's own settings may ask for them.
 */
public sealed interface RawBound {

  /**
   * It is bounded.
   *
   * @param nanos in nano-dollars
   * @param promptTokens of one reading
   * @param outputTokens in all
   * @param why how the number came about
   */
  record Bounded(long nanos, long promptTokens, long outputTokens, String why)
      implements RawBound {}

  /**
   * Nothing bounds it, since something that is asked for has no price.
   *
   * @param what the thing without a price, as a sentence for whoever asked
   */
  record Unpriced(String what) implements RawBound {}

  /** What an hour of code execution costs, in nano-dollars. */
  long CONTAINER_HOUR_NANOS = 50_000_000;

  /** Bounds a request for a model. */
  static RawBound of(
      ModelCatalog catalog,
      RawRequest request,
      String model,
      PromptBound prompt,
      int percent,
      LocalDate day) {
    ModelEntry entry = catalog.entry(model);
    if (entry == null) {
      return new Unpriced("The model \"" + shown(model) + "\" has no price here.");
    }
    int speed = entry.speedPercent(request.speed());
    if (speed == 0) {
      return new Unpriced(
          "The speed \"" + shown(request.speed() + "") + "\" has no price for this model.");
    }
    String tier = request.serviceTier();
    if (tier != null && !tier.equals("auto") && !tier.equals("standard_only")) {
      return new Unpriced("The service tier \"" + shown(tier) + "\" has no price here.");
    }
    long window = entry.longContextWindow();
    long length = request.rounds() > 1 ? window : Pricing.tokens(entry, prompt);
    long output = request.maxTokens().orElse(entry.facts().maxOutput());
    long tokens = tokens(entry, length, output, request, day);
    if (tokens < 0) {
      return new Unpriced("The model \"" + shown(model) + "\" has no price on this day.");
    }
    for (String advisor : request.advisors()) {
      ModelEntry other = catalog.entry(advisor);
      long more =
          other == null
              ? -1
              : tokens(other, other.longContextWindow(), other.facts().maxOutput(), request, day);
      if (more < 0) {
        return new Unpriced("The model \"" + shown(advisor) + "\" has no price here.");
      }
      tokens = Pricing.plus(tokens, more);
    }
    List<Long> factors = List.of((long) entry.regionalPercent(), (long) speed, (long) percent);
    long whole =
        Pricing.plus(
            PriceParts.factored(tokens, factors),
            Pricing.plus(
                Pricing.times(request.searches(), catalog.webSearchNanos()),
                Pricing.times(request.containers(), CONTAINER_HOUR_NANOS)));
    return new Bounded(
        whole,
        length,
        Pricing.times(output, request.rounds()),
        why(request, prompt, length, output, factors));
  }

  private static long tokens(
      ModelEntry entry, long length, long output, RawRequest request, LocalDate day) {
    long most = -1;
    for (Rates rates : Pricing.possible(entry, length, day)) {
      long input = Pricing.times(length, dearest(rates, request.cache()));
      long once = Pricing.plus(input, Pricing.times(output, rates.output()));
      most = Math.max(most, Pricing.times(once, request.rounds()));
    }
    return most;
  }

  private static long dearest(Rates rates, CachePolicy cache) {
    long dearest = Math.max(rates.input(), rates.cacheRead());
    return switch (cache) {
      case OFF -> dearest;
      case FIVE_MINUTES -> Math.max(dearest, rates.cacheWrite5m());
      case ONE_HOUR -> Math.max(dearest, Math.max(rates.cacheWrite5m(), rates.cacheWrite1h()));
    };
  }

  private static String why(
      RawRequest request, PromptBound prompt, long length, long output, List<Long> factors) {
    StringBuilder why = new StringBuilder(160);
    why.append("at most ").append(length).append(" prompt tokens");
    if (request.rounds() > 1) {
      why.append(" (the model's window: the provider runs tools)");
    } else if (prompt.unbounded() > 0) {
      why.append(" (the model's window: ").append(prompt.unbounded());
      why.append(" parts that nothing else bounds)");
    } else {
      why.append(" (text ").append(prompt.text()).append(", images ").append(prompt.images());
      why.append(')');
    }
    why.append(" and ").append(output).append(" output tokens");
    if (request.rounds() > 1) {
      why.append(", ").append(request.rounds()).append(" times");
    }
    if (request.searches() > 0) {
      why.append(", ").append(request.searches()).append(" web searches");
    }
    if (request.containers() > 0) {
      why.append(", ").append(request.containers()).append(" hours of code execution");
    }
    why.append("; cache ").append(request.cache());
    why.append("; region, speed and upstream in percent [").append(factors.get(0));
    why.append(", ").append(factors.get(1)).append(", ").append(factors.get(2)).append(']');
    return why.toString();
  }

  /** A name as it may stand in a message: cut, and without what is not printable ASCII. */
  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(100, name.length()); i++) {
      char c = name.charAt(i);
      shown.append(c >= 0x20 && c < 0x7f && c != '"' ? c : '?');
    }
    return shown.toString();
  }
}
