package dev.muster.gateway;

import java.util.List;
import java.util.Map;

/**
 * One provider to which requests are forwarded, as the administrator configured it.
 *
 * @param name unique; stands in usage rows and events
 * @param provider how it is spoken to
 * @param models which models it serves
 * @param order upstreams of a lower order are tried first
 * @param weight its share of the requests among healthy upstreams of the same order; at least 1
 * @param pricePercent its prices, in percent of the list's, such as 110 for a regional endpoint
 */
public record UpstreamSettings(
    String name, Provider provider, Models models, int order, int weight, int pricePercent) {
  public UpstreamSettings {
    if (name.isBlank() || weight < 1 || pricePercent < 1) {
      throw new IllegalArgumentException(
          "an upstream needs a name, a weight of at least 1 and a price of at least 1 percent");
    }
  }

  /** An upstream for all models, at the list's prices. */
  public UpstreamSettings(String name, Provider provider) {
    this(name, provider, Models.ALL, 0, 1, 100);
  }

  /**
   * Which models an upstream serves.
   *
   * @param patterns names of models; one that ends in {@code *} stands for all that begin like it
   * @param names what the upstream calls a model, where that differs
   */
  public record Models(List<String> patterns, Map<String, String> names) {

    /** Every model, under its own name. */
    public static final Models ALL = new Models(List.of("*"), Map.of());

    public Models {
      patterns = List.copyOf(patterns);
      names = Map.copyOf(names);
    }

    boolean serve(String model) {
      if (names.containsKey(model)) {
        return true;
      }
      for (String pattern : patterns) {
        boolean all = pattern.endsWith("*");
        if (all
            ? model.startsWith(pattern.substring(0, pattern.length() - 1))
            : model.equals(pattern)) {
          return true;
        }
      }
      return false;
    }

    String nameOf(String model) {
      return names.getOrDefault(model, model);
    }
  }
}
