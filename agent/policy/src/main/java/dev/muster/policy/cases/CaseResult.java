package dev.muster.policy.cases;

import dev.muster.protocol.Decided;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case.
 *
 * @param decided {@code null} where nothing could be decided
 * @param failure what is not as expected; empty for a case that passed
 * @param nanos how long the decision took
 */
public record CaseResult(Case of, @Nullable Decided decided, String failure, long nanos) {

  /** Whether it is as expected. */
  public boolean passed() {
    return failure.isEmpty();
  }
}
