package dev.muster.provider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two attempts. */
@FunctionalInterface
public interface Pause {

  /** Waits for the whole time, by the system's monotonic clock. */
  Pause REAL =
      (time, ended) -> {
        var _ = ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
      };

  /**
   * Waits for that time, or until the latch falls because the client was closed.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  void await(Duration time, CountDownLatch ended) throws InterruptedException;
}
