package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Verdict;
import java.util.List;

/**
 * What was found about a call or a part of it.
 *
 * @param reason one plain clause
 */
record Finding(Kind kind, String reason, List<Decided.MatchedRule> rules) {

  /** From the mildest to the strictest. */
  enum Kind {
    ALLOW,
    /** Nothing decides; the mode may. */
    OPEN,
    /** Somebody must be asked, unless all asking was switched off. */
    GUARDED,
    /** Somebody must be asked, whatever the mode. */
    ASK,
    DENY
  }

  Finding {
    rules = List.copyOf(rules);
  }

  static Finding of(Kind kind, String reason) {
    return new Finding(kind, reason, List.of());
  }

  static Finding by(Kind kind, String reason, Rule rule) {
    return new Finding(
        kind, reason, List.of(new Decided.MatchedRule(rule.text().text(), rule.text().origin())));
  }

  /** The stricter of the two; this one when they are alike. */
  Finding and(Finding other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }

  /** This finding, said about one part of several. */
  Finding within(String part) {
    return reason.contains(part) ? this : new Finding(kind, part + ": " + reason, rules);
  }

  boolean isAtLeast(Kind least) {
    return kind.compareTo(least) >= 0;
  }

  Decided decided(Verdict verdict) {
    return new Decided(verdict, reason, rules);
  }
}
