package dev.muster.verify;

import java.util.List;

/** Turns a list of problems into one failure that says what to do. */
final class Problems {

  private Problems() {}

  /** Fails with the rule, its reason and every problem, unless there is none. */
  static void none(String rule, String reason, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new AssertionError(
          rule
              + "\n  why: "
              + reason
              + "\n  "
              + problems.size()
              + (problems.size() == 1 ? " place:" : " places:")
              + "\n    "
              + String.join("\n    ", problems));
    }
  }
}
