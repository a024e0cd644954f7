package dev.muster.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Starts processes and ends them with everything that came from them.
 *
 * <p>Each process is started in a session of its own, so that a terminal's signals do not reach it,
 * and with a marker in its environment. One supervisor serves a whole program. Safe for use by
 * several threads.
 */
public final class Supervisor implements AutoCloseable {

  /** How long a process that was asked to end may take. */
  static final Duration GRACE = Duration.ofMillis(250);

  /** How long ending a tree may take in all; what then still lives cannot be ended. */
  private static final Duration LIMIT = Duration.ofMillis(900);

  private static final long LOOK_AGAIN_NANOS = 4_000_000;

  private final ProcessTable table;
  private final SessionStarter starter;
  private final long ownSession;
  private final Set<ProcessTree> trees = ConcurrentHashMap.newKeySet();
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock();
  private boolean closed;

  /** A supervisor of this system's processes. */
  public Supervisor() {
    this(ProcessTable.ofThisSystem(), SessionStarter.ofThisSystem());
  }

  Supervisor(ProcessTable table, SessionStarter starter) {
    this.table = table;
    this.starter = starter;
    ProcessEntry self = table.find(ProcessHandle.current().pid());
    this.ownSession = self == null ? 0 : self.session();
  }

  /** Where the three streams of a process lead. */
  record Streams(
      ProcessBuilder.Redirect stdin,
      ProcessBuilder.Redirect stdout,
      ProcessBuilder.Redirect stderr,
      boolean merged) {}

  /**
   * Starts a program.
   *
   * @param argv begins with an absolute path
   * @param environment the whole environment; nothing else is inherited
   * @throws IOException when it cannot be started, or everything was closed
   */
  ProcessTree start(
      List<String> argv, Path folder, Map<String, String> environment, Streams streams)
      throws IOException {
    String marker = newMarker();
    ProcessBuilder builder = new ProcessBuilder(starter.inNewSession(argv));
    builder.directory(folder.toFile());
    builder.redirectInput(streams.stdin()).redirectOutput(streams.stdout());
    builder.redirectError(streams.stderr()).redirectErrorStream(streams.merged());
    setEnvironment(builder.environment(), environment, marker);
    gate.readLock().lock();
    try {
      if (closed) {
        throw new IOException("the agent is shutting down");
      }
      Process leader = builder.start();
      ProcessEntry entry = table.find(leader.pid());
      long since = entry == null ? 0 : entry.start();
      ProcessTree tree = new ProcessTree(leader, marker, ownSession, since);
      trees.add(tree);
      return tree;
    } finally {
      gate.readLock().unlock();
    }
  }

  /**
   * Ends everything that was ever started here and is still alive, in less than a second.
   *
   * <p>Processes are asked to end, and forced after a quarter of a second. Fit for a signal
   * handler.
   */
  public void killAll() {
    end(trees);
  }

  /** Starts nothing any more, and ends everything as {@link #killAll} does. */
  @Override
  public void close() {
    gate.writeLock().lock();
    try {
      closed = true;
    } finally {
      gate.writeLock().unlock();
    }
    killAll();
  }

  /**
   * Ends trees: asks every member to end, then forces those that remain until no new one appears.
   *
   * @return whether nothing is left of them
   */
  boolean end(Collection<ProcessTree> ending) {
    List<ProcessTree> targets = List.copyOf(ending);
    if (targets.isEmpty()) {
      return true;
    }
    // An interrupt must not keep us from it; and waiting would not wait while one is pending.
    boolean interrupted = Thread.interrupted();
    try {
      return endAll(targets);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean endAll(List<ProcessTree> targets) {
    long begun = System.nanoTime();
    List<ProcessEntry> members = members(targets);
    signal(members, false);
    awaitDeath(members, begun + GRACE.toNanos());
    boolean first = true;
    while (true) {
      members = members(targets);
      if (members.isEmpty()) {
        forget(targets);
        return true;
      }
      if (System.nanoTime() - begun > LIMIT.toNanos()) {
        return false;
      }
      if (!first) {
        forceGroups(members);
      }
      signal(members, true);
      awaitDeath(members, System.nanoTime() + 20 * LOOK_AGAIN_NANOS);
      first = false;
    }
  }

  /** Whether something of the tree lives; a tree that is empty is forgotten. */
  boolean lives(ProcessTree tree) {
    if (!tree.leader().isAlive() && tree.members(table).isEmpty()) {
      trees.remove(tree);
      return false;
    }
    return true;
  }

  /** Looks who belongs to a tree now, so that it is known when it has detached itself. */
  void observe(ProcessTree tree) {
    tree.members(table);
  }

  private List<ProcessEntry> members(List<ProcessTree> targets) {
    if (targets.size() == 1) {
      return targets.getFirst().members(table);
    }
    List<ProcessEntry> listing = table.all();
    Map<Long, ProcessEntry> members = new LinkedHashMap<>();
    for (ProcessTree tree : targets) {
      for (ProcessEntry entry : tree.members(table, listing)) {
        members.put(entry.pid(), entry);
      }
    }
    return new ArrayList<>(members.values());
  }

  private void forget(List<ProcessTree> targets) {
    for (ProcessTree tree : targets) {
      trees.remove(tree);
    }
  }

  private static void signal(List<ProcessEntry> members, boolean force) {
    for (ProcessEntry entry : members) {
      ProcessHandle handle = ProcessHandle.of(entry.pid()).orElse(null);
      if (handle != null && entry.pid() != ProcessHandle.current().pid()) {
        // Whether the signal could be sent is seen by whether the process dies.
        if (force) {
          handle.destroyForcibly();
        } else {
          handle.destroy();
        }
      }
    }
  }

  /**
   * Ends whole process groups at once, which no fork can outrun, by the shell's own {@code kill}.
   */
  private void forceGroups(List<ProcessEntry> members) {
    Set<Long> groups = new LinkedHashSet<>();
    for (ProcessEntry entry : members) {
      if (entry.session() != ownSession && entry.group() > 1) {
        groups.add(entry.group());
      }
    }
    List<String> argv = new ArrayList<>();
    argv.addAll(List.of("/bin/sh", "-c", "for g do kill -KILL \"-$g\"; done", "sh"));
    for (Long group : groups) {
      argv.add(Long.toString(group));
    }
    if (groups.isEmpty()) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder(argv)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.getOutputStream().close();
      boolean ended = kill.waitFor(100, TimeUnit.MILLISECONDS);
      if (!ended) {
        kill.destroyForcibly();
      }
    } catch (IOException noMoreProcesses) {
      // Each process is then forced by itself.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitDeath(List<ProcessEntry> members, long deadline) {
    List<ProcessEntry> left = new ArrayList<>(members);
    while (true) {
      left.removeIf(entry -> !table.isAlive(entry));
      if (left.isEmpty() || System.nanoTime() > deadline) {
        return;
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  /**
   * Makes a process's environment the wanted one. It begins as a copy of ours in bytes; a value
   * that is already right is left alone, so that one which is not valid text passes unharmed.
   */
  private static void setEnvironment(
      Map<String, String> actual, Map<String, String> wanted, String marker) {
    String outer = actual.get(ProcessTree.MARKER);
    actual.keySet().retainAll(wanted.keySet());
    for (Map.Entry<String, String> variable : wanted.entrySet()) {
      if (!variable.getValue().equals(actual.get(variable.getKey()))) {
        actual.put(variable.getKey(), variable.getValue());
      }
    }
    actual.put(ProcessTree.MARKER, outer == null ? marker : outer + ":" + marker);
  }

  /** Told apart from those of other agents on this machine, but no secret. */
  private static String newMarker() {
    long random = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    return Long.toString(ProcessHandle.current().pid(), 36)
        + "-"
        + Long.toString(random, 36)
        + Long.toString(System.nanoTime() & Long.MAX_VALUE, 36);
  }
}
