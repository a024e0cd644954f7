package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.protocol.Layer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from rules of which it cannot be excluded that they take something.
 *
 * <p>Somebody is asked, who is told each of them; where a managed one forbids, nobody may say yes.
 */
final class Exclusion {

  /** How many rules a reason names; the finding has them all. */
  private static final int NAMED_MOST = 5;

  private final List<RuleMatch> deny = new ArrayList<>();
  private final List<RuleMatch> ask = new ArrayList<>();
  private boolean managed;

  /** Adds a deny rule that cannot be excluded. */
  void deny(Rule rule) {
    RuleMatch match = new RuleMatch(rule.text(), RuleList.DENY, false);
    if (rule.text().origin().layer() == Layer.MANAGED) {
      deny.add(managed ? deny.size() : 0, match);
      managed = true;
    } else {
      deny.add(match);
    }
  }

  /** Adds deny rules that cannot be excluded. */
  void deny(List<? extends Rule> rules) {
    rules.forEach(this::deny);
  }

  /** Adds an ask rule that cannot be excluded. */
  void ask(Rule rule) {
    ask.add(new RuleMatch(rule.text(), RuleList.ASK, false));
  }

  /** Adds ask rules that cannot be excluded. */
  void ask(List<? extends Rule> rules) {
    rules.forEach(this::ask);
  }

  /** Whether no rule was added. */
  boolean isEmpty() {
    return deny.isEmpty() && ask.isEmpty();
  }

  /** Whether any rule that was added forbids. */
  boolean forbids() {
    return !deny.isEmpty();
  }

  /** The finding; {@code null} where no rule was added. */
  @Nullable Finding finding(String what) {
    return isEmpty() ? null : finding(managed ? Finding.Kind.DENY : Finding.Kind.ASK, what);
  }

  /** The finding where somebody may always say yes. */
  @Nullable Finding findingAtMostAsked(String what) {
    return isEmpty() ? null : finding(Finding.Kind.ASK, what);
  }

  /** The finding where it is a limit of ours that keeps us from knowing: every deny counts. */
  @Nullable Finding findingAtLimit(String what) {
    return isEmpty() ? null : finding(forbids() ? Finding.Kind.DENY : Finding.Kind.ASK, what);
  }

  private Finding finding(Finding.Kind kind, String what) {
    List<RuleMatch> rules = new ArrayList<>(deny);
    rules.addAll(ask);
    StringBuilder reason = new StringBuilder(what).append("; it cannot be excluded that ");
    int named = 0;
    for (RuleMatch rule : rules) {
      if (named == NAMED_MOST) {
        reason.append(" and ").append(rules.size() - named).append(" more");
        break;
      }
      reason.append(named == 0 ? "" : ", ");
      reason.append(rule.list() == RuleList.DENY ? "deny " : "ask ").append(rule.rule().text());
      named++;
    }
    reason.append(rules.size() == 1 ? " takes it" : " take it");
    return new Finding(kind, Subject.Aspect.INSTANCE, reason.toString(), rules, List.of());
  }
}
