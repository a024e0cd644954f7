package dev.muster.domain;

import dev.muster.domain.LedgerStore.Overdue;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a replica does now and then beside its writer: shows that it is alive, ends the runs of
 * replicas that are not, and has overdue requests booked at their bound.
 */
final class LedgerKeeper {

  private static final int AT_ONCE = 200;
  private static final int BEATS_PER_TENDING = 5;

  private final LedgerStore store;
  private final LedgerWriter writer;
  private final LeasedLedger.Options options;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("ledger-keeper").unstarted(task));
  private List<Ending> charged = List.of();
  private int beats;
  private boolean wasLost;
  private long lost;

  LedgerKeeper(LedgerStore store, LedgerWriter writer, LeasedLedger.Options options) {
    this.store = store;
    this.writer = writer;
    this.options = options;
  }

  /** Begins; five signs of life within the time after which silence ends a run. */
  void start() {
    long every = Math.max(20, options.silent().toMillis() / 5);
    var _ = timer.scheduleWithFixedDelay(this::beat, 0, every, TimeUnit.MILLISECONDS);
  }

  void stop() {
    timer.shutdownNow();
  }

  private void beat() {
    try {
      int replica = writer.replica();
      if (replica > 0 && !store.heartbeat(replica)) {
        writer.rejoin();
      }
      int ended = sure() ? store.endSilent(options.silent()) : 0;
      if (ended > 0) {
        options.notices().accept("ended the runs of " + ended + " replicas that gave no sign");
      }
      if (beats++ % BEATS_PER_TENDING == 0) {
        chargeOverdue();
        store.tend();
      }
    } catch (StoreException away) {
      // The writer notices as well, and says so.
      lost = System.nanoTime();
      wasLost = true;
    } catch (RuntimeException unforeseen) {
      options.notices().accept("the ledger's keeper failed: " + unforeseen);
    }
  }

  /**
   * Whether silence says something: not while the store was away for everybody until just now, so
   * that others could not show that they live.
   */
  private boolean sure() {
    return !wasLost || System.nanoTime() - lost > options.silent().toNanos();
  }

  private void chargeOverdue() {
    if (!charged.stream().allMatch(ending -> ending.done().isDone())) {
      return;
    }
    List<Overdue> overdue = store.overdue(options.longestUpstream(), AT_ONCE);
    charged = overdue.stream().map(Ending::charge).toList();
    charged.forEach(writer::add);
    if (!charged.isEmpty()) {
      options
          .notices()
          .accept("booking " + charged.size() + " requests at their bound: their end never came");
    }
  }
}
