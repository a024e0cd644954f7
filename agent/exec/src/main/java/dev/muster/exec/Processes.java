package dev.muster.exec;

import dev.muster.protocol.Confinement;
import dev.muster.protocol.ProcessRequest;
import dev.muster.protocol.ProcessResult;
import dev.muster.protocol.ProcessRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs programs to their end.
 *
 * <p>A program named without a slash is looked for in the absolute folders of the request's own
 * {@code PATH}; one with a slash must be an absolute path. Output is decoded as UTF-8, malformed
 * bytes replaced. When the program has ended, timed out or was interrupted, whatever it left behind
 * is ended too. Safe for use by several threads.
 */
public final class Processes implements ProcessRunner {

  /** How long a stream may stay open once every process that we know of is gone. */
  private static final Duration DRAIN = Duration.ofMillis(500);

  private static final Supervisor.Streams PIPES =
      new Supervisor.Streams(Redirect.PIPE, Redirect.PIPE, Redirect.PIPE, false);

  private final Supervisor supervisor;
  private final Confiner confiner;

  /** Runs programs under a supervisor; none that is to be confined. */
  public Processes(Supervisor supervisor) {
    this(supervisor, Confiner.NONE);
  }

  /** Runs programs under a supervisor, confined by that one where they are to be. */
  public Processes(Supervisor supervisor, Confiner confiner) {
    this.supervisor = supervisor;
    this.confiner = confiner;
  }

  @Override
  public ProcessResult run(ProcessRequest request) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Confiner.Launch launch =
        launch(
            new Confiner.Program(argv(request), request.folder(), request.environment(), List.of()),
            request.confinement(),
            confiner);
    try {
      return run(request, launch);
    } finally {
      launch.over();
    }
  }

  private ProcessResult run(ProcessRequest request, Confiner.Launch launch)
      throws IOException, InterruptedException {
    ProcessTree tree =
        supervisor.start(launch.argv(), request.folder(), launch.environment(), PIPES);
    Process process = tree.leader();
    Capture stdout = new Capture(process.getInputStream(), request.maxOutputBytes());
    Capture stderr = new Capture(process.getErrorStream(), request.maxOutputBytes());
    try {
      stdout.start();
      stderr.start();
      feed(process.getOutputStream(), request.stdin());
      boolean ended = process.waitFor(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (!ended || supervisor.lives(tree)) {
        supervisor.end(List.of(tree));
      }
      return result(process, ended, stdout, stderr);
    } catch (InterruptedException e) {
      supervisor.end(List.of(tree));
      throw e;
    }
  }

  private static ProcessResult result(
      Process process, boolean ended, Capture stdout, Capture stderr) throws InterruptedException {
    boolean wholeOut = stdout.await();
    boolean wholeErr = stderr.await();
    return new ProcessResult(
        ended ? process.exitValue() : -1,
        stdout.text(),
        stderr.text(),
        !ended,
        !wholeOut || !wholeErr);
  }

  private static List<String> argv(ProcessRequest request) throws IOException {
    List<String> argv = new ArrayList<>(request.argv());
    Path program = Programs.require(argv.getFirst(), request.environment().get("PATH"));
    argv.set(0, program.toString());
    return argv;
  }

  /** How a program is started under a confinement. */
  static Confiner.Launch launch(
      Confiner.Program program, Confinement confinement, Confiner confiner) throws IOException {
    // A switch over types builds its code when it is first run, which takes some 20 ms: longer than
    // all the rest of starting a process.
    if (confinement instanceof Confinement.Confined limits) {
      return confiner.ready(program, limits);
    }
    return new Confiner.Plain(program.argv(), program.environment());
  }

  /** Hands a text to a program on a thread of its own, as it may never read it. */
  static void feed(OutputStream stdin, String text) {
    if (text.isEmpty()) {
      closeQuietly(stdin);
      return;
    }
    Thread.startVirtualThread(() -> {
      try (stdin) {
        stdin.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException programEndedBeforeItReadAll) {
        // What it does not read it does not need.
      }
    });
  }

  private static void closeQuietly(OutputStream stdin) {
    try {
      stdin.close();
    } catch (IOException programEndedAlready) {
      // There is nothing left to close.
    }
  }

  /**
   * Reads a stream to its end, keeping its first bytes.
   *
   * <p>A program that writes little at a time would wake its reader for every write, which can cost
   * both of them more than all their work. So after some small reads the reader lets the pipe fill
   * for a moment before it looks again.
   */
  private static final class Capture implements Runnable {
    private static final int SMALL = 16 << 10;
    private static final int SMALL_READS = 8;
    private static final long MOMENT_NANOS = 500_000;

    private final InputStream in;
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean dropped;
    private boolean done;

    Capture(InputStream in, int most) {
      this.in = in;
      this.most = most;
    }

    /** On a platform thread: a virtual one holds its carrier while it reads from a pipe. */
    void start() {
      Thread.ofPlatform().daemon().name("process-output").start(this);
    }

    @Override
    public void run() {
      byte[] chunk = new byte[64 << 10];
      int small = 0;
      try (in) {
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
          keep(chunk, n);
          if (n < SMALL && ++small > SMALL_READS) {
            LockSupport.parkNanos(MOMENT_NANOS);
          }
        }
      } catch (IOException streamBroke) {
        // What came before is what there is.
      }
      synchronized (this) {
        done = true;
        notifyAll();
      }
    }

    private synchronized void keep(byte[] chunk, int n) {
      int room = Math.min(n, most - kept.size());
      if (room > 0) {
        kept.write(chunk, 0, room);
      }
      dropped |= room < n;
    }

    /** Waits for the end of the stream; whether everything was kept. */
    synchronized boolean await() throws InterruptedException {
      long deadline = System.nanoTime() + DRAIN.toNanos();
      long left = DRAIN.toNanos();
      while (!done && left > 0) {
        wait(Math.max(1, left / 1_000_000));
        left = deadline - System.nanoTime();
      }
      return done && !dropped;
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
