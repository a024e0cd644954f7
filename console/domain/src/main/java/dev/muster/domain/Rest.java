package dev.muster.domain;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a thread rests while it has nothing to do, and what wakes it. Of those who come meanwhile,
 * one alone has to wake it. One thread rests; any may wake it.
 */
final class Rest {

  private enum State {
    /** It works. */
    AWAKE,
    /** All but what can wait wakes it. */
    NAP,
    /** Anything wakes it. */
    SLEEP
  }

  private static final long NAP_NANOS = 2_000_000;
  private static final long SLEEP_NANOS = 1_000_000_000;

  private final AtomicReference<State> state = new AtomicReference<>(State.AWAKE);
  private volatile @Nullable Thread thread;

  /** The calling thread is the one that rests. */
  void isOfThisThread() {
    thread = Thread.currentThread();
  }

  /** Wakes it. */
  void wake() {
    if (state.get() != State.AWAKE && state.getAndSet(State.AWAKE) != State.AWAKE) {
      LockSupport.unpark(thread);
    }
  }

  /** Wakes it for something that can wait a moment for company. */
  void wakeFromSleep() {
    if (state.get() == State.SLEEP) {
      wake();
    }
  }

  /**
   * Rests for 2 ms at the longest, or not at all.
   *
   * @param idle whether there is nothing to do but what can wait; asked when others know of the nap
   */
  void nap(BooleanSupplier idle) {
    rest(State.NAP, NAP_NANOS, idle);
  }

  /**
   * Rests for a second at the longest, or not at all.
   *
   * @param idle whether there is nothing to do; asked when others know of the sleep
   */
  void sleep(BooleanSupplier idle) {
    rest(State.SLEEP, SLEEP_NANOS, idle);
  }

  private void rest(State kind, long nanos, BooleanSupplier idle) {
    state.set(kind);
    if (idle.getAsBoolean()) {
      LockSupport.parkNanos(this, nanos);
    }
    state.set(State.AWAKE);
  }
}
