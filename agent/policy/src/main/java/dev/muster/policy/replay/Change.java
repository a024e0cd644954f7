package dev.muster.policy.replay;

import dev.muster.protocol.Decided;
import dev.muster.protocol.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls whose verdict changes alike, and for the same rule. For use by one thread.
 *
 * <p>The rule is that which decides under the proposed policy; where none does, that which decides
 * now.
 */
final class Change {

  private static final int EXAMPLES_MOST = 3;

  /** What the calls of one change have in common. */
  record Key(Verdict from, Verdict to, Decided.@Nullable MatchedRule rule, boolean proposed) {}

  private final Key key;
  private final Map<PastCall.Outcome, Integer> outcomes = new EnumMap<>(PastCall.Outcome.class);
  private final List<PastCall> examples = new ArrayList<>();
  private int count;

  Change(Key key) {
    this.key = key;
  }

  static Key key(Decided now, Decided then) {
    if (!then.rules().isEmpty()) {
      return new Key(now.verdict(), then.verdict(), then.rules().getFirst(), true);
    }
    Decided.MatchedRule rule = now.rules().isEmpty() ? null : now.rules().getFirst();
    return new Key(now.verdict(), then.verdict(), rule, false);
  }

  void add(PastCall call) {
    count++;
    outcomes.merge(call.outcome(), 1, Integer::sum);
    if (examples.size() < EXAMPLES_MOST) {
      examples.add(call);
    }
  }

  Key key() {
    return key;
  }

  int count() {
    return count;
  }

  Map<PastCall.Outcome, Integer> outcomes() {
    return outcomes;
  }

  List<PastCall> examples() {
    return examples;
  }
}
