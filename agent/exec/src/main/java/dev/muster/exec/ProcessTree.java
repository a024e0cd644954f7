package dev.muster.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process that we started, and everything that came from it.
 *
 * <p>A process belongs to the tree when it is the leader, a child of a member, in a session that a
 * member opened, started with our marker in its environment, or was seen to be one of these before.
 * One that, between two looks, opens a session, drops its environment and loses its parents is
 * missed: only a process namespace could hold it.
 *
 * <p>Safe for use by several threads.
 */
final class ProcessTree {

  /** The variable that marks every process of a tree; an agent within an agent adds to it. */
  static final String MARKER = "MUSTER_PROCESS_TREE";

  private final Process leader;
  private final String marker;
  private final long ownSession;
  private final long since;
  private final Set<Long> sessions = new HashSet<>();
  private final Map<Long, Long> seen = new HashMap<>();

  /**
   * Begins a tree.
   *
   * @param ownSession the session that the agent itself is in, which never counts as the tree's; 0
   *     where that is not known, and then no session but the leader's own counts
   * @param since when the leader started, as {@link ProcessEntry#start} tells it; 0 when it is gone
   */
  ProcessTree(Process leader, String marker, long ownSession, long since) {
    this.since = since;
    this.leader = leader;
    this.marker = marker;
    this.ownSession = ownSession;
    if (leader.pid() != ownSession) {
      sessions.add(leader.pid());
    }
  }

  /** The process that was started. */
  Process leader() {
    return leader;
  }

  /** The live members that now can be found, the leader first where it lives. */
  List<ProcessEntry> members(ProcessTable table) {
    return members(table, table.startedAfter(leader.pid()));
  }

  /** The live members among the processes of a listing. */
  synchronized List<ProcessEntry> members(ProcessTable table, List<ProcessEntry> listing) {
    Map<Long, ProcessEntry> members = new LinkedHashMap<>();
    List<ProcessEntry> others = new ArrayList<>();
    for (ProcessEntry entry : listing) {
      if (isKnown(entry)) {
        admit(members, entry);
      } else {
        others.add(entry);
      }
    }
    grow(members, others);
    boolean marked = false;
    for (ProcessEntry other : others) {
      if (other.start() >= since
          && !members.containsKey(other.pid())
          && table.carries(other, marker)) {
        admit(members, other);
        marked = true;
      }
    }
    if (marked) {
      grow(members, others);
    }
    return new ArrayList<>(members.values());
  }

  /** Admits children and session mates of members until there are no more. */
  private void grow(Map<Long, ProcessEntry> members, List<ProcessEntry> others) {
    boolean grew = true;
    while (grew) {
      grew = false;
      for (ProcessEntry other : others) {
        if (!members.containsKey(other.pid())
            && (members.containsKey(other.parent()) || sessions.contains(other.session()))) {
          admit(members, other);
          grew = true;
        }
      }
    }
  }

  private boolean isKnown(ProcessEntry entry) {
    if (entry.pid() == leader.pid()) {
      return leader.isAlive();
    }
    Long start = seen.get(entry.pid());
    return (start != null && start == entry.start()) || sessions.contains(entry.session());
  }

  private void admit(Map<Long, ProcessEntry> members, ProcessEntry entry) {
    members.put(entry.pid(), entry);
    seen.put(entry.pid(), entry.start());
    if (ownSession != 0 && entry.session() != ownSession && entry.session() != 0) {
      sessions.add(entry.session());
    }
  }
}
