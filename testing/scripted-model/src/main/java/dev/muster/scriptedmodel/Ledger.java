package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.police.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What came in and what was wrong with it. Thread-safe. */
final class Ledger {

  private final Options options;
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final List<Violation> violations = new ArrayList<>();

  Ledger(Options options) {
    this.options = options;
  }

  void add(RecordedRequest request) {
    if (options.log() != null) {
      options.log().accept(request);
    }
    if (options.recorded() <= 0) {
      return;
    }
    synchronized (requests) {
      if (requests.size() == options.recorded()) {
        requests.removeFirst();
      }
      requests.add(request);
    }
  }

  void add(Violation violation) {
    synchronized (violations) {
      violations.add(violation);
    }
  }

  List<RecordedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  List<Violation> violations() {
    synchronized (violations) {
      return List.copyOf(violations);
    }
  }

  /** A number with at least four digits. */
  static String padded(int number) {
    String digits = Integer.toString(number);
    return digits.length() >= 4 ? digits : "0000".substring(digits.length()) + digits;
  }
}
