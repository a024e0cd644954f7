package dev.muster.gateway;

import dev.muster.pricing.PriceParts;
import dev.muster.pricing.Rates;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The words for how exact charges come about. They are as few as the prices are, and so are kept
 * rather than written for every request. Thread-safe.
 */
final class Reasons {

  private static final int MOST = 1_000;

  private record Applied(Rates rates, List<Long> factors, String model) {}

  private final Map<Applied, String> known = new ConcurrentHashMap<>();

  /** Which rates and factors were applied, for which model. */
  String of(PriceParts parts, String model) {
    Applied applied = new Applied(parts.rates(), parts.factors(), model);
    String words = known.get(applied);
    if (words == null) {
      words = "rates " + parts.rates() + ", percent " + parts.factors() + ", " + model;
      if (known.size() < MOST) {
        known.put(applied, words);
      }
    }
    return words;
  }
}
