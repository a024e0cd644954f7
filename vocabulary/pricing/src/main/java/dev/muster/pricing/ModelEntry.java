package dev.muster.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model of the table: what everybody may know, and what only prices need.
 *
 * @param longContextWindow the most tokens that the provider takes at all
 * @param imageTokens the most tokens of one image
 * @param regionalPercent what a request that must stay in a region costs, in percent of the rates
 * @param fastPercent what the fast speed costs, in percent of the rates; 0 when there is none
 */
record ModelEntry(
    ModelFacts facts,
    long longContextWindow,
    long imageTokens,
    int regionalPercent,
    int fastPercent) {

  /** What a speed costs in percent of the rates; 0 when it has no price. */
  int speedPercent(@Nullable String speed) {
    if (speed == null || speed.equals("standard")) {
      return 100;
    }
    return speed.equals("fast") ? fastPercent : 0;
  }

  /** The rates in force on a day, by rising prompt length; empty when it has none. */
  List<Rates> ratesOn(LocalDate day) {
    List<Rates> inForce = new ArrayList<>();
    for (Rates rates : facts.rates()) {
      if (rates.from().isAfter(day)) {
        continue;
      }
      if (!inForce.isEmpty() && rates.from().isAfter(inForce.getFirst().from())) {
        inForce.clear();
      }
      inForce.add(rates);
    }
    return inForce;
  }
}
