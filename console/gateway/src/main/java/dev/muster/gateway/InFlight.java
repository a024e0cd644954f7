package dev.muster.gateway;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The requests that are under way, and the settlements that are not durable yet. Thread-safe. */
final class InFlight {

  /** A request under way. */
  interface Running {

    /** Looks whether something is overdue; may be called from any thread. */
    void tick(long nowNanos);

    /** Ends it, charged by what was seen; may be called from any thread. */
    void cancel(String why);
  }

  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final AtomicLong settling = new AtomicLong();

  void add(Running one) {
    running.add(one);
  }

  void remove(Running one) {
    running.remove(one);
  }

  int size() {
    return running.size();
  }

  void tickAll(long nowNanos) {
    for (Running one : running) {
      one.tick(nowNanos);
    }
  }

  void cancelAll(String why) {
    for (Running one : running) {
      one.cancel(why);
    }
  }

  void settling() {
    settling.incrementAndGet();
  }

  void settled() {
    settling.decrementAndGet();
  }

  /** Settlements handed to the ledger that it has not confirmed. */
  long unsettled() {
    return settling.get();
  }
}
