package dev.muster.store;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens elsewhere. */
public final class Await {

  private Await() {}

  /** Waits until a condition holds; fails after half a minute. */
  public static void until(Callable<Boolean> condition) throws Exception {
    until(Duration.ofSeconds(30), condition);
  }

  /** Waits until a condition holds; fails after that long. */
  public static void until(Duration most, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + most.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not come about within " + most);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
