package dev.muster.permission;

import dev.muster.permission.rule.RuleList;
import dev.muster.protocol.Decided;
import dev.muster.settings.RuleText;

/**
 * A rule that bears on a finding.
 *
 * @param list the list in which it stands
 * @param surely whether it matches for certain, or only cannot be excluded
 */
public record RuleMatch(RuleText rule, RuleList list, boolean surely) {

  /** The rule as a decision tells it. */
  Decided.MatchedRule told() {
    return new Decided.MatchedRule(rule.text(), rule.origin());
  }
}
