package dev.muster.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a signal does to the program: the work at hand is told to stop, gets a few seconds to end in
 * good order, and then what it started is killed.
 *
 * <p>It is made before anything else is done, so that a signal that comes while the program starts
 * is not lost: the work is told as soon as there is any. Safe for use by several threads.
 */
final class Ending {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable Work work;
  private boolean signalled;

  /** Work that a signal ends. */
  interface Work {

    /** Stops in good order, without waiting for it; called once at most. */
    void stop();

    /** Kills what it started, when it took too long to stop. */
    void kill();

    /** Work that stops by the end of what it started. */
    static Work of(Machine machine) {
      return new Work() {
        @Override
        public void stop() {
          machine.close();
        }

        @Override
        public void kill() {}
      };
    }
  }

  /** From now on signals are heard. */
  static Ending begin() {
    Ending ending = new Ending();
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(ending::signal, "shutdown"));
    } catch (IllegalStateException signalCameFirst) {
      ending.signalled = true;
    }
    return ending;
  }

  /** Names what a signal is to stop; it is told at once when there has been one. */
  void ends(Work named) {
    synchronized (this) {
      work = named;
      if (!signalled) {
        return;
      }
    }
    named.stop();
  }

  /** Whether a signal has come. */
  synchronized boolean signalled() {
    return signalled;
  }

  /** The program has done what it had to do; a signal is not to wait any more. */
  void over() {
    over.countDown();
  }

  private void signal() {
    if (over.getCount() == 0) {
      return;
    }
    Work named;
    synchronized (this) {
      signalled = true;
      named = work;
    }
    if (named != null) {
      named.stop();
    }
    try {
      if (over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      named = work;
    }
    if (named != null) {
      named.kill();
    }
  }
}
