package dev.muster.gateway;

/**
 * Whether an upstream is worth asking: after a run of failures it is left alone for a while, then
 * one request tries it. Thread-safe.
 */
final class Health {

  private static final int MOST_FAILURES = 5;
  private static final long FIRST_PAUSE = 2_000_000_000L;
  private static final long LONGEST_PAUSE = 60_000_000_000L;

  private int failures;
  private long pause = FIRST_PAUSE;
  private long openUntil;
  private boolean open;
  private boolean trying;

  /**
   * Whether it may be asked now; an open circuit lets one request through when its pause is over.
   */
  synchronized boolean mayAsk(long nowNanos) {
    if (!open) {
      return true;
    }
    if (trying || nowNanos - openUntil < 0) {
      return false;
    }
    trying = true;
    return true;
  }

  synchronized boolean isOpen() {
    return open;
  }

  /** An answer came, whatever it said. Whether that closed an open circuit. */
  synchronized boolean succeeded() {
    boolean was = open;
    failures = 0;
    pause = FIRST_PAUSE;
    open = false;
    trying = false;
    return was;
  }

  /** It failed. Whether that opened the circuit. */
  synchronized boolean failed(long nowNanos) {
    failures++;
    if (open) {
      pause = Math.min(LONGEST_PAUSE, 2 * pause);
      openUntil = nowNanos + pause;
      trying = false;
      return false;
    }
    if (failures < MOST_FAILURES) {
      return false;
    }
    open = true;
    trying = false;
    openUntil = nowNanos + pause;
    return true;
  }

  /** A trial that came to nothing either way, as when the client went. */
  synchronized void forgone() {
    trying = false;
  }
}
