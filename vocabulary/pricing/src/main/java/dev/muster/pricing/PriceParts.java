package dev.muster.pricing;

import dev.muster.model.Usage;
import java.util.List;

/**
 * What a usage costs, by what it was spent on, in nano-dollars. A fraction that the factors leave
 * stands in {@code rounding}, so that the sum is the price of the whole.
 *
 * @param rates the rates that were applied, before any factor
 * @param factors in percent, applied one after the other
 */
public record PriceParts(
    long input,
    long output,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long webSearch,
    long rounding,
    Rates rates,
    List<Long> factors) {
  public PriceParts {
    factors = List.copyOf(factors);
  }

  /** The sum; at most {@link Long#MAX_VALUE}. */
  public long total() {
    long writes = Pricing.plus(cacheWrite5m, cacheWrite1h);
    long tokens = Pricing.plus(Pricing.plus(input, output), Pricing.plus(cacheRead, writes));
    return Pricing.plus(tokens, Pricing.plus(webSearch, rounding));
  }

  static PriceParts of(Usage usage, Rates rates, List<Long> factors, long searches) {
    long input = Pricing.times(usage.input(), rates.input());
    long output = Pricing.times(usage.output(), rates.output());
    long read = Pricing.times(usage.cacheRead(), rates.cacheRead());
    long write5m = Pricing.times(usage.cacheWrite5m(), rates.cacheWrite5m());
    long write1h = Pricing.times(usage.cacheWrite1h(), rates.cacheWrite1h());
    long plain =
        Pricing.plus(
            Pricing.plus(input, write5m), Pricing.plus(Pricing.plus(write1h, read), output));
    long product = product(factors);
    long hundreds = hundreds(factors);
    PriceParts floors =
        new PriceParts(
            floor(input, product, hundreds),
            floor(output, product, hundreds),
            floor(read, product, hundreds),
            floor(write5m, product, hundreds),
            floor(write1h, product, hundreds),
            searches,
            0,
            rates,
            factors);
    long whole = Pricing.plus(Pricing.scale(plain, product, hundreds), searches);
    return floors.withRounding(Math.max(0, whole - floors.total()));
  }

  private PriceParts withRounding(long nanos) {
    return new PriceParts(
        input, output, cacheRead, cacheWrite5m, cacheWrite1h, webSearch, nanos, rates, factors);
  }

  private static long product(List<Long> factors) {
    long product = 1;
    for (long factor : factors) {
      product = Pricing.times(product, factor);
    }
    return product;
  }

  private static long hundreds(List<Long> factors) {
    long hundreds = 1;
    for (int i = 0; i < factors.size(); i++) {
      hundreds *= 100;
    }
    return hundreds;
  }

  static long factored(long nanos, List<Long> factors) {
    return Pricing.scale(nanos, product(factors), hundreds(factors));
  }

  private static long floor(long nanos, long product, long hundreds) {
    long above = Pricing.scale(nanos, product, hundreds);
    return product == hundreds || above == 0 ? above : above - 1;
  }
}
