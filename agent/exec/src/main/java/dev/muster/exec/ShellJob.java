package dev.muster.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A shell command that was started.
 *
 * <p>It has ended when its shell has. What the shell left running in the background goes on, still
 * under the limit of output, until {@link #kill} or the supervisor ends it. Safe for use by several
 * threads.
 */
public final class ShellJob {

  private static final long FIRST_LOOK_MILLIS = 20;
  private static final long LAST_LOOK_MILLIS = 100;
  private static final long FIRST_OBSERVE_NANOS = 400_000_000;
  private static final long LAST_OBSERVE_NANOS = 5_000_000_000L;
  private static final long NOTICE_NANOS = 200_000_000;
  private static final int LONGEST_PATH = 16 << 10;

  private final String id;
  private final ProcessTree tree;
  private final Supervisor supervisor;
  private final Confiner.Launch launch;
  private final JobFiles files;
  private final long mostOutputBytes;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable ShellEnd end;
  private volatile boolean killed;
  private volatile boolean exceeded;
  private volatile boolean united;
  private boolean discarded;
  private boolean watched;
  private @Nullable Runnable onEnd;

  /** The processes of a command, who watches over them, and how they were started. */
  record Running(ProcessTree tree, Supervisor supervisor, Confiner.Launch launch) {}

  ShellJob(String id, Running running, JobFiles files, long mostOutputBytes) {
    this.id = id;
    this.tree = running.tree();
    this.supervisor = running.supervisor();
    this.launch = running.launch();
    this.files = files;
    this.mostOutputBytes = mostOutputBytes;
  }

  /** A short name of letters and digits, unique in the session. */
  public String id() {
    return id;
  }

  /** The process id of the shell. */
  public long pid() {
    return tree.leader().pid();
  }

  /**
   * Waits for the end.
   *
   * @return whether it has ended
   * @throws InterruptedException when this thread is interrupted; the command goes on
   */
  public boolean await(Duration atMost) throws InterruptedException {
    return over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How it ended; empty while it runs. */
  public Optional<ShellEnd> end() {
    return Optional.ofNullable(end);
  }

  /** Ends it with everything that came from it, and waits until that is done (about a second). */
  public void kill() {
    markKilled();
    supervisor.end(List.of(tree));
    long deadline = System.nanoTime() + NOTICE_NANOS;
    while (over.getCount() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(NOTICE_NANOS / 100);
    }
  }

  /** What its confinement denied it so far, as far as that can be told: a line each. */
  public List<String> denied() {
    return launch.denied();
  }

  /** Has something run once it has ended, on another thread, or at once when it has. */
  public void onEnd(Runnable action) {
    synchronized (this) {
      if (end == null) {
        Runnable before = onEnd;
        onEnd =
            before == null
                ? action
                : () -> {
                  before.run();
                  action.run();
                };
        return;
      }
    }
    action.run();
  }

  /** The file of its output, of both streams where they go to one file. */
  public Path stdout() {
    return files.stdout();
  }

  /** The file of its errors; the same as {@link #stdout} where both go to one file. */
  public Path stderr() {
    return files.stderr();
  }

  /**
   * Puts the errors behind the output, so that one file of a command that has ended is left and
   * holds the whole. {@link #lastFolder} is empty from then on.
   */
  public void unite() throws IOException {
    files.unite();
    united = true;
  }

  /** Whether the file of its output holds its errors too. */
  public boolean isUnited() {
    return united || files.merged();
  }

  /**
   * The physical folder in which the shell ended; empty when it could not say, because it was
   * killed, the folder was gone or the text replaced the shell.
   */
  public Optional<Path> lastFolder() {
    try {
      if (PrivateFiles.size(files.cwd()) > LONGEST_PATH) {
        return Optional.empty();
      }
      String text = Files.readString(files.cwd(), StandardCharsets.UTF_8);
      if (!text.startsWith("/") || !text.endsWith("\n")) {
        return Optional.empty();
      }
      return Optional.of(Path.of(text.substring(0, text.length() - 1)));
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }

  /** Deletes its files, as soon as nothing that it left running writes to them any more. */
  public void discard() {
    synchronized (this) {
      discarded = true;
      if (watched && supervisor.lives(tree)) {
        return;
      }
    }
    files.delete();
  }

  ProcessTree tree() {
    return tree;
  }

  void markKilled() {
    if (end == null) {
      killed = true;
    }
  }

  /** Begins to watch over it. */
  void watch() {
    watched = true;
    Thread.ofVirtual().name("shell-" + id).start(this::watchOver);
  }

  private void watchOver() {
    int code = awaitExit();
    boolean alone = !supervisor.lives(tree);
    if (alone) {
      launch.over();
    }
    Runnable action;
    synchronized (this) {
      end =
          exceeded
              ? new ShellEnd.TooMuchOutput(code, mostOutputBytes)
              : killed ? new ShellEnd.Killed(code) : new ShellEnd.Exited(code);
      action = onEnd;
      watched = !alone;
    }
    over.countDown();
    if (action != null) {
      action.run();
    }
    if (!alone) {
      watchLeftovers();
    }
  }

  /**
   * Waits for the shell's end, looking often at what it writes and ever more rarely at its tree.
   */
  private int awaitExit() {
    long wait = FIRST_LOOK_MILLIS;
    long observe = FIRST_OBSERVE_NANOS;
    long observed = System.nanoTime();
    while (true) {
      try {
        if (tree.leader().waitFor(wait, TimeUnit.MILLISECONDS)) {
          return tree.leader().exitValue();
        }
      } catch (InterruptedException nobodyInterruptsThis) {
        continue;
      }
      endIfExceeded();
      wait = Math.min(LAST_LOOK_MILLIS, wait * 2);
      if (System.nanoTime() - observed > observe) {
        supervisor.observe(tree);
        observe = Math.min(LAST_OBSERVE_NANOS, observe * 2);
        observed = System.nanoTime();
      }
    }
  }

  /** The same for what the shell left behind. */
  private void watchLeftovers() {
    long observe = FIRST_OBSERVE_NANOS;
    long observed = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(LAST_LOOK_MILLIS * 1_000_000);
      endIfExceeded();
      if (System.nanoTime() - observed > observe) {
        if (!supervisor.lives(tree)) {
          break;
        }
        observe = Math.min(LAST_OBSERVE_NANOS, observe * 2);
        observed = System.nanoTime();
      }
    }
    launch.over();
    synchronized (this) {
      watched = false;
      if (!discarded) {
        return;
      }
    }
    files.delete();
  }

  private void endIfExceeded() {
    if (!exceeded && files.written() > mostOutputBytes) {
      exceeded = true;
      supervisor.end(List.of(tree));
    }
  }
}
