package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What was found about a call or a part of it, and the findings from which that follows. Immutable.
 *
 * @param reason one plain clause
 * @param rules that bear on it, the deciding one first
 * @param parts what it follows from; none for a finding that stands by itself
 */
public record Finding(
    Kind kind, Subject subject, String reason, List<RuleMatch> rules, List<Finding> parts) {

  /** From the mildest to the strictest. */
  public enum Kind {
    /** It may be done. */
    ALLOW,
    /** Nothing decides; the mode may. */
    OPEN,
    /** Somebody must be asked, unless all asking was switched off. */
    GUARDED,
    /** Somebody must be asked, whatever the mode. */
    ASK,
    /** It must not be done, whoever says so. */
    DENY
  }

  public Finding {
    rules = List.copyOf(rules);
    parts = List.copyOf(parts);
  }

  static Finding of(Kind kind, String reason) {
    return new Finding(kind, Subject.Aspect.INSTANCE, reason, List.of(), List.of());
  }

  static Finding by(Kind kind, String reason, Rule rule, RuleList list) {
    List<RuleMatch> rules = List.of(new RuleMatch(rule.text(), list, true));
    return new Finding(kind, Subject.Aspect.INSTANCE, reason, rules, List.of());
  }

  /** A deny or ask rule takes it. */
  static Finding by(Kind kind, String reason, Rule rule) {
    return by(kind, reason, rule, list(kind));
  }

  private static RuleList list(Kind kind) {
    return switch (kind) {
      case ALLOW, OPEN -> RuleList.ALLOW;
      case GUARDED, ASK -> RuleList.ASK;
      case DENY -> RuleList.DENY;
    };
  }

  /** The stricter of the two; this one when they are alike. */
  Finding and(Finding other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }

  /** This finding, said of something. */
  Finding about(Subject of) {
    return new Finding(kind, of, reason, rules, parts);
  }

  /** This finding, said of something, following from others. */
  Finding about(Subject of, List<Finding> from) {
    return new Finding(kind, of, reason, rules, from);
  }

  /** This finding, said about one part of several. */
  Finding within(String part) {
    return reason.contains(part)
        ? this
        : new Finding(kind, subject, part + ": " + reason, rules, parts);
  }

  boolean isAtLeast(Kind least) {
    return kind.compareTo(least) >= 0;
  }

  Decided decided(Verdict verdict) {
    List<Decided.MatchedRule> told = new ArrayList<>(rules.size());
    for (RuleMatch rule : rules) {
      told.add(rule.told());
    }
    return new Decided(verdict, reason, told);
  }
}
