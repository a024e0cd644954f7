package dev.muster.policy.replay;

import dev.muster.protocol.Decided;
import dev.muster.protocol.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a replay has come to so far. For use by one thread. */
final class ReplayTotals {

  private final Map<Change.Key, Change> changes = new LinkedHashMap<>();
  private final Map<Verdict, Integer> unchanged = new EnumMap<>(Verdict.class);
  private int sessions;
  private int unreadable;
  private int foldersGone;
  private int calls;
  private int undecided;
  private boolean stopped;

  void session() {
    sessions++;
  }

  /** A session whose file could not be read to its end. */
  void unreadable() {
    unreadable++;
  }

  /** A session whose folder is no longer there, so that its calls cannot be decided. */
  void folderGone() {
    foldersGone++;
  }

  /** The rest was left out, since somebody stopped it. */
  void stop() {
    stopped = true;
  }

  /** A call that no tool of this version would take. */
  void undecided() {
    calls++;
    undecided++;
  }

  void decided(PastCall call, Decided now, Decided then) {
    calls++;
    if (now.verdict() == then.verdict()) {
      unchanged.merge(now.verdict(), 1, Integer::sum);
    } else {
      changes.computeIfAbsent(Change.key(now, then), Change::new).add(call);
    }
  }

  /** The changes, those of most calls first. */
  List<Change> changes() {
    List<Change> sorted = new ArrayList<>(changes.values());
    sorted.sort(Comparator.comparingInt(Change::count).reversed());
    return sorted;
  }

  int changed() {
    return changes.values().stream().mapToInt(Change::count).sum();
  }

  int unchanged(Verdict verdict) {
    return unchanged.getOrDefault(verdict, 0);
  }

  int sessions() {
    return sessions;
  }

  int unreadableSessions() {
    return unreadable;
  }

  int sessionsOfGoneFolders() {
    return foldersGone;
  }

  int calls() {
    return calls;
  }

  int undecidedCalls() {
    return undecided;
  }

  boolean wasStopped() {
    return stopped;
  }
}
