package dev.muster.protocol;

import java.util.List;

/**
 * A decision, as it is told.
 *
 * @param reason one sentence in plain words
 * @param rules the rules that matched, the deciding one first; none when a default decided
 */
public record Decided(Verdict verdict, String reason, List<MatchedRule> rules) {
  public Decided {
    rules = List.copyOf(rules);
  }

  /** A rule that matched, as it was written. */
  public record MatchedRule(String text, Origin origin) {}
}
