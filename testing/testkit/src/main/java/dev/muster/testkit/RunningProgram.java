package dev.muster.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program under way. Closing kills it and its children if they are still there. */
public final class RunningProgram implements AutoCloseable {

  /** Gathers what one stream says; waiters are told of every piece. */
  private static final class Gathered {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    void read(InputStream in) {
      byte[] buffer = new byte[8192];
      try (in) {
        int count = in.read(buffer);
        while (count >= 0) {
          synchronized (this) {
            bytes.write(buffer, 0, count);
            notifyAll();
          }
          count = in.read(buffer);
        }
      } catch (IOException closedByAKill) {
        // What came until then is what there is.
      }
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }

    synchronized String text() {
      return ProgramRun.text(bytes.toByteArray());
    }

    /** Waits for that text, or with {@code null} for the end; false when the time is over. */
    synchronized boolean await(@Nullable String part, long deadline) throws InterruptedException {
      while (!ended && (part == null || !text().contains(part))) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return part == null || text().contains(part);
    }
  }

  private final Process process;
  private final List<String> shown;
  private final long started = System.nanoTime();
  private final long deadline;
  private final Gathered out = new Gathered();
  private final Gathered err = new Gathered();

  RunningProgram(Process process, List<String> shown, Duration timeout) {
    this.process = process;
    this.shown = shown;
    this.deadline = started + timeout.toNanos();
    Thread.ofVirtual().start(() -> out.read(process.getInputStream()));
    Thread.ofVirtual().start(() -> err.read(process.getErrorStream()));
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** The process and every descendant that is there now, for tests that look for leftovers. */
  public List<ProcessHandle> tree() {
    List<ProcessHandle> tree = new ArrayList<>(List.of(process.toHandle()));
    tree.addAll(process.descendants().toList());
    return tree;
  }

  /** Writes to standard input. A program that no longer reads is no failure. */
  public void write(String text) {
    try {
      process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException noLongerRead) {
      // The program ended or closed its input; what it did is judged by its output.
    }
  }

  /** Ends standard input. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyClosed) {
      // It has ended, which is what was wanted.
    }
  }

  /**
   * Waits until standard output contains that text.
   *
   * @throws AssertionError when the program ends or the time is over before
   */
  public void awaitOutput(String part) {
    awaitIn(out, part);
  }

  /**
   * Waits until standard error contains that text.
   *
   * @throws AssertionError when the program ends or the time is over before
   */
  public void awaitError(String part) {
    awaitIn(err, part);
  }

  private void awaitIn(Gathered stream, String part) {
    try {
      if (!stream.await(part, deadline)) {
        throw new AssertionError("never said \"" + part + "\": " + soFar());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Standard output so far. */
  public String output() {
    return out.text();
  }

  /** Standard error so far. */
  public String error() {
    return err.text();
  }

  /** Sends a signal by its name, such as {@code INT}, {@code TERM}, {@code HUP} or {@code KILL}. */
  public void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid())).start();
      kill.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send a signal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the program's end and the end of its output.
   *
   * @throws AssertionError when the time is over before; it and its children are killed then
   */
  public ProgramRun.Result await() {
    try {
      boolean ended =
          process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
              && out.await(null, deadline)
              && err.await(null, deadline);
      if (!ended) {
        String said = soFar();
        close();
        throw new AssertionError("did not end in time: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new ProgramRun.Result(shown, out.text(), err.text(), process.exitValue(), took);
  }

  private String soFar() {
    return "$ " + String.join(" ", shown) + "\n" + out.text() + err.text();
  }

  @Override
  public void close() {
    for (ProcessHandle handle : tree()) {
      handle.destroyForcibly();
    }
  }
}
