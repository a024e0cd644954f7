package dev.muster.pricing;

import java.util.List;

/**
 * What is known of a model.
 *
 * @param id the full id
 * @param aliases short names that stand for it
 * @param contextWindow the most tokens of prompt and answer together
 * @param maxOutput the most output tokens of one request
 * @param rates its prices, in order of effect; empty when it has none
 */
public record ModelFacts(
    String id,
    String displayName,
    List<String> aliases,
    long contextWindow,
    long maxOutput,
    List<Rates> rates) {
  public ModelFacts {
    aliases = List.copyOf(aliases);
    rates = List.copyOf(rates);
  }
}
