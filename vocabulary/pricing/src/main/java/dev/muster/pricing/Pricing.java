package dev.muster.pricing;

import dev.muster.json.Json;
import dev.muster.model.CachePolicy;
import dev.muster.model.ModelRequest;
import dev.muster.model.Usage;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What requests cost and the most that one can cost, in nano-dollars (10⁻⁹ US dollars).
 *
 * <p>All arithmetic is in whole numbers; a fraction of a nano-dollar counts as one, and a sum too
 * large for a {@code long} is {@link Long#MAX_VALUE}. Immutable; safe for use by several threads.
 */
public final class Pricing {

  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** What one image can exceed the documented ceiling by, in percent of it. */
  private static final long IMAGE_PERCENT = 125;

  /** Members that add nothing to what the model reads. */
  private static final Set<String> NOT_READ =
      Set.of(
          "metadata",
          "stop_sequences",
          "temperature",
          "top_p",
          "top_k",
          "inference_geo",
          "service_tier");

  /** Members of a request's body that do not change what it costs, other than by their length. */
  private static final Set<String> HARMLESS =
      Set.of(
          "metadata",
          "stop_sequences",
          "temperature",
          "top_p",
          "top_k",
          "output_config",
          "output_format",
          "thinking",
          "inference_geo",
          "cache_control",
          "context_management",
          "anthropic_beta",
          "betas");

  private final ModelCatalog catalog;

  /** Prices by a catalog's rates. */
  public Pricing(ModelCatalog catalog) {
    this.catalog = catalog;
  }

  /** Prices by the rates that come with the program. */
  public static Pricing builtIn() {
    return new Pricing(ModelCatalog.builtIn());
  }

  /**
   * What a usage costs; empty when the model has no price. The tier follows from the whole prompt,
   * however cached; the usage's own labels say whether it was a batch and whether it had to stay in
   * a region. A usage that sums several requests is priced as if it were one: price each by itself.
   *
   * @param day the day (UTC) of the request
   */
  public OptionalLong costNanos(String model, Usage usage, LocalDate day) {
    ModelEntry entry = catalog.entry(model);
    Rates rates = entry == null ? null : tier(entry.ratesOn(day), length(usage));
    if (entry == null || rates == null) {
      return OptionalLong.empty();
    }
    long tokens =
        plus(
            plus(
                times(usage.input(), rates.input()),
                times(usage.cacheWrite5m(), rates.cacheWrite5m())),
            plus(
                plus(
                    times(usage.cacheWrite1h(), rates.cacheWrite1h()),
                    times(usage.cacheRead(), rates.cacheRead())),
                times(usage.output(), rates.output())));
    long region = isRegional(usage.inferenceGeo()) ? entry.regionalPercent() : 100;
    long tier = "batch".equals(usage.serviceTier()) ? catalog.batchPercent() : 100;
    long searches = times(usage.webSearches(), catalog.webSearchNanos());
    return OptionalLong.of(plus(scale(tokens, region * tier, 10_000), searches));
  }

  /**
   * What a usage costs, told apart; empty when the model has no price at that speed. The sum is
   * that of {@link #costNanos} for the standard speed.
   *
   * @param speed as the provider or the request says it; {@code null} for the standard one
   * @param percent what the upstream's own prices are, in percent of the list's
   */
  public Optional<PriceParts> parts(
      String model, Usage usage, @Nullable String speed, int percent, LocalDate day) {
    ModelEntry entry = catalog.entry(model);
    Rates rates = entry == null ? null : tier(entry.ratesOn(day), length(usage));
    int fast = entry == null ? 0 : entry.speedPercent(speed);
    if (entry == null || rates == null || fast == 0) {
      return Optional.empty();
    }
    long region = isRegional(usage.inferenceGeo()) ? entry.regionalPercent() : 100;
    long batch = "batch".equals(usage.serviceTier()) ? catalog.batchPercent() : 100;
    return Optional.of(
        PriceParts.of(
            usage,
            rates,
            List.of(region, batch, (long) fast, (long) percent),
            times(usage.webSearches(), catalog.webSearchNanos())));
  }

  /**
   * The most that a raw request can cost when its answer is accepted.
   *
   * @param model the model's name, which stands in the body or in the path
   * @param prompt the request's own bound, or one that a count has made tighter
   * @param percent what the upstream's own prices are, in percent of the list's
   * @param day the day (UTC) on which it is sent; it may be billed on the next
   */
  public RawBound bound(
      RawRequest request, String model, PromptBound prompt, int percent, LocalDate day) {
    return RawBound.of(catalog, request, model, prompt, percent, day);
  }

  /**
   * The most that a request can cost when its answer is accepted; empty when nothing bounds it: the
   * model has no price, or the body asks for something priced otherwise.
   *
   * @param day the day (UTC) on which it is sent; it may be billed on the next
   */
  public OptionalLong upperBoundNanos(ModelRequest request, LocalDate day) {
    return upperBoundNanos(request, PromptBound.of(request), day);
  }

  /** The same for a prompt that was bounded before, as by a {@link PromptMeter}. */
  public OptionalLong upperBoundNanos(ModelRequest request, PromptBound prompt, LocalDate day) {
    ModelEntry entry = catalog.entry(request.model());
    if (entry == null || !isBounded(request.extraBody())) {
      return OptionalLong.empty();
    }
    long length = tokens(entry, prompt);
    long most = -1;
    for (Rates rates : possible(entry, length, day)) {
      long input = times(length, dearestInput(rates, request));
      most = Math.max(most, plus(input, times(request.maxTokens(), rates.output())));
    }
    return most < 0
        ? OptionalLong.empty()
        : OptionalLong.of(scale(most, entry.regionalPercent(), 100));
  }

  /**
   * The greatest {@code maxTokens} with which a request cannot cost more than a budget; 0 when even
   * one token could. Empty where {@link #upperBoundNanos} is.
   */
  public OptionalLong affordableMaxTokens(
      ModelRequest request, PromptBound prompt, long budgetNanos, LocalDate day) {
    ModelEntry entry = catalog.entry(request.model());
    if (entry == null || !isBounded(request.extraBody())) {
      return OptionalLong.empty();
    }
    BigInteger budget =
        BigInteger.valueOf(Math.max(0, budgetNanos))
            .multiply(BigInteger.valueOf(100))
            .divide(BigInteger.valueOf(entry.regionalPercent()));
    long length = tokens(entry, prompt);
    long most = Long.MAX_VALUE;
    List<Rates> possible = possible(entry, length, day);
    for (Rates rates : possible) {
      BigInteger input =
          BigInteger.valueOf(length).multiply(BigInteger.valueOf(dearestInput(rates, request)));
      BigInteger left = budget.subtract(input).max(BigInteger.ZERO);
      long each = Math.max(1, rates.output());
      most = Math.min(most, left.divide(BigInteger.valueOf(each)).min(MAX).longValueExact());
    }
    return possible.isEmpty() ? OptionalLong.empty() : OptionalLong.of(most);
  }

  /**
   * Whether the provider's count of a prompt would be of all that the model reads: other members of
   * the body, which a count leaves out, may add to it.
   */
  public static boolean isCountable(ModelRequest request) {
    return NOT_READ.containsAll(request.extraBody().members().keySet());
  }

  /** A prompt's most tokens on a model; a longer prompt than its window is refused unbilled. */
  static long tokens(ModelEntry entry, PromptBound prompt) {
    long window = entry.longContextWindow();
    if (prompt.unbounded() > 0) {
      return window;
    }
    long image = entry.imageTokens() * IMAGE_PERCENT / 100;
    return Math.min(window, plus(prompt.text(), times(prompt.images(), image)));
  }

  /** The rates of every tier that a prompt of at most that length can fall into. */
  static List<Rates> possible(ModelEntry entry, long length, LocalDate day) {
    List<Rates> possible = new ArrayList<>();
    for (LocalDate billed : List.of(day, day.plusDays(1))) {
      for (Rates rates : entry.ratesOn(billed)) {
        if (rates.promptFrom() <= length) {
          possible.add(rates);
        }
      }
    }
    return possible;
  }

  private static long dearestInput(Rates rates, ModelRequest request) {
    CachePolicy cache =
        request.extraBody().has("cache_control") ? CachePolicy.ONE_HOUR : request.cache();
    long dearest = Math.max(rates.input(), rates.cacheRead());
    return switch (cache) {
      case OFF -> dearest;
      case FIVE_MINUTES -> Math.max(dearest, rates.cacheWrite5m());
      case ONE_HOUR -> Math.max(dearest, Math.max(rates.cacheWrite5m(), rates.cacheWrite1h()));
    };
  }

  static @Nullable Rates tier(List<Rates> rates, long prompt) {
    Rates found = null;
    for (Rates row : rates) {
      if (row.promptFrom() <= prompt && (found == null || row.promptFrom() >= found.promptFrom())) {
        found = row;
      }
    }
    return found;
  }

  static boolean isRegional(@Nullable String geo) {
    return geo != null
        && switch (geo.toLowerCase(Locale.ROOT)) {
          case "", "global", "not_available", "null" -> false;
          default -> true;
        };
  }

  private static boolean isBounded(Json.Obj extraBody) {
    for (String member : extraBody.members().keySet()) {
      boolean standard =
          member.equals("service_tier")
              && extraBody.string(member).equals(Optional.of("standard_only"));
      if (!standard && !HARMLESS.contains(member)) {
        return false;
      }
    }
    return onlyClears(extraBody);
  }

  /** Whether the provider may do no more to the context than leave things out of it. */
  private static boolean onlyClears(Json.Obj extraBody) {
    if (!extraBody.has("context_management")) {
      return true;
    }
    Json.Obj management = extraBody.object("context_management").orElse(Json.Obj.EMPTY);
    for (Json edit : management.items("edits")) {
      if (!(edit instanceof Json.Obj object)
          || !object.string("type").orElse("").startsWith("clear_")) {
        return false;
      }
    }
    return true;
  }

  static long length(Usage usage) {
    return plus(
        plus(usage.input(), usage.cacheRead()), plus(usage.cacheWrite5m(), usage.cacheWrite1h()));
  }

  static long times(long a, long b) {
    long product = a * b;
    boolean fits = Math.multiplyHigh(a, b) == 0 && product >= 0;
    return fits ? product : Long.MAX_VALUE;
  }

  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** {@code value × numerator / denominator}, rounded up. */
  static long scale(long value, long numerator, long denominator) {
    if (numerator == denominator) {
      return value;
    }
    if (value <= Long.MAX_VALUE / numerator - denominator) {
      return (value * numerator + denominator - 1) / denominator;
    }
    return BigInteger.valueOf(value)
        .multiply(BigInteger.valueOf(numerator))
        .add(BigInteger.valueOf(denominator - 1))
        .divide(BigInteger.valueOf(denominator))
        .min(MAX)
        .longValueExact();
  }
}
