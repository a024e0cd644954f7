package dev.muster.loop;

import org.jspecify.annotations.Nullable;

/**
 * The wish to stop the turn under way.
 *
 * <p>It is kept apart from the thread's interrupt, because a tool may swallow that: whoever works
 * looks here between two steps. A wish dies with its turn and never reaches the next one. Safe for
 * use by several threads.
 */
final class StopSignal {

  private @Nullable Thread worker;
  private boolean requested;

  /** The calling thread takes a turn. */
  synchronized void begin() {
    worker = Thread.currentThread();
    requested = false;
  }

  /** The turn of the calling thread is over. */
  synchronized void end() {
    worker = null;
    if (requested) {
      requested = false;
      Thread.interrupted();
    }
  }

  /** Asks the turn under way to stop; without one, nothing happens. */
  synchronized void request() {
    Thread working = worker;
    if (working != null) {
      requested = true;
      working.interrupt();
    }
  }

  /** Whether the turn under way was asked to stop. */
  synchronized boolean requested() {
    return requested;
  }

  /** Ends the step under way when the turn was asked to stop, or its thread to end. */
  void check() throws InterruptedException {
    if (Thread.interrupted() || requested()) {
      throw new InterruptedException();
    }
  }
}
