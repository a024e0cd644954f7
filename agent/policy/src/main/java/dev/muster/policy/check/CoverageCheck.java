package dev.muster.policy.check;

import dev.muster.permission.rule.RuleList;
import dev.muster.policy.check.Mistake.Kind;
import dev.muster.policy.check.Mistake.Severity;
import dev.muster.protocol.Layer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds rules that other rules make pointless. */
final class CoverageCheck {

  private final List<ListedRule> rules;

  CoverageCheck(List<ListedRule> rules) {
    this.rules = rules;
  }

  void run(List<Mistake> found) {
    for (int i = 0; i < rules.size(); i++) {
      Mistake mistake = about(i);
      if (mistake != null) {
        found.add(mistake);
      }
    }
  }

  private @Nullable Mistake about(int index) {
    ListedRule rule = rules.get(index);
    for (ListedRule other : rules) {
      if (other.list().compareTo(rule.list()) > 0 && Coverage.covers(other, rule)) {
        String what = other.list() == RuleList.DENY ? "denied" : "asked about";
        String why = "Everything that it takes is " + what + " by another rule, which comes first.";
        return Mistake.of(Severity.WARNING, Kind.DEAD, rule, why, "").because(other);
      }
    }
    for (int i = 0; i < rules.size(); i++) {
      ListedRule other = rules.get(i);
      if (i != index
          && other.list() == rule.list()
          && Coverage.covers(other, rule)
          && (i < index || !Coverage.covers(rule, other))) {
        return shadowed(rule, other);
      }
    }
    return null;
  }

  private static Mistake shadowed(ListedRule rule, ListedRule other) {
    Layer mine = rule.text().origin().layer();
    boolean sameLayer = other.text().origin().layer() == mine;
    String why = "Another rule of the same list takes everything that it takes.";
    Severity severity = sameLayer ? Severity.WARNING : Severity.NOTE;
    return Mistake.of(severity, Kind.SHADOWED, rule, why, "").because(other);
  }
}
