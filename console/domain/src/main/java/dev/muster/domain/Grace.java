package dev.muster.domain;

import dev.muster.domain.LeaseBook.Slice;
import dev.muster.domain.LedgerStore.End;
import dev.muster.domain.LedgerStore.Fault;
import dev.muster.domain.LedgerStore.Grant;
import dev.muster.domain.LedgerStore.Granting;
import dev.muster.domain.LedgerStore.Settling;
import dev.muster.domain.LedgerStore.Written;
import dev.muster.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a replica may still admit while the store is away, and what it has admitted so and must tell
 * the store when it is back. For the writing thread alone.
 *
 * <p>The cap holds because only slices that the replica holds are spent, which the store counts as
 * leased; with a grace, no other replica takes them back. What is suspended meanwhile: these
 * reservations are in this process's memory only, so that its death forgets them.
 */
final class Grace {

  private static final long RETRY_NANOS = 100_000_000;

  private final Duration length;
  private final List<Late> late = new ArrayList<>();
  private @Nullable Instant storeTime;
  private long storeTimeNanos;
  private long began;
  private boolean begun;
  private boolean doubtful;

  /** A reservation that the store does not know yet. */
  record Late(Grant grant, Reservation reservation) {}

  Grace(Duration length) {
    this.length = length;
  }

  /** Takes note of the store's clock. */
  void storeTime(Instant at) {
    storeTime = at;
    storeTimeNanos = System.nanoTime();
  }

  /**
   * What the store's clock should say now, as exactly as the store keeps it; {@code null} when it
   * never said anything.
   */
  private @Nullable Instant now() {
    Instant known = storeTime;
    return known == null
        ? null
        : known.plusNanos(System.nanoTime() - storeTimeNanos).truncatedTo(ChronoUnit.MICROS);
  }

  /** Takes note that the store is away, for as long as it has been since the first note. */
  void begin() {
    if (!begun) {
      begun = true;
      began = System.nanoTime();
    }
  }

  /** Takes note that the store is back. */
  void over() {
    begun = false;
  }

  /** Whether requests may be admitted without the store. */
  boolean lasts() {
    return begun && now() != null && System.nanoTime() - began < length.toNanos();
  }

  /** The store's time, when every window of these slices still runs; {@code null} otherwise. */
  @Nullable Instant within(List<Slice> slices) {
    Instant now = now();
    for (Slice slice : slices) {
      if (now == null || slice.lease == null || !now.isBefore(slice.lease.ends())) {
        return null;
      }
    }
    return now;
  }

  /** Takes note of a reservation that the store does not know. */
  void admitted(Grant grant, Reservation reservation) {
    late.add(new Late(grant, reservation));
  }

  /** What the store does not know, the oldest first. */
  List<Reservation> late() {
    return late.stream().map(Late::reservation).toList();
  }

  /** Takes note that the store knows one otherwise than as a reservation. */
  void told(Reservation reservation) {
    late.removeIf(each -> each.reservation() == reservation);
    doubtful &= !late.isEmpty();
  }

  /** Where a run stands with the store. */
  record Standing(int replica, long capsVersion, long place) {}

  /**
   * Makes what was admitted durable, as the reservations that they are; whether the slices still
   * hold all of it.
   */
  boolean tell(LedgerStore store, Standing standing, Map<UsageGroup, Integer> groups) {
    if (late.isEmpty()) {
      return true;
    }
    if (doubtful) {
      late.forEach(each -> takeBack(store, standing, each.grant().id()));
    }
    doubtful = true;
    Map<Long, Long> sums = new HashMap<>();
    List<Grant> grants = new ArrayList<>();
    for (Late each : late) {
      SpendRequest request = each.grant().request();
      UsageGroup group = UsageGroup.of(request, Usage.NONE);
      if (!groups.containsKey(group)) {
        groups.putAll(store.groups(Set.of(group)));
      }
      List<Long> windows = each.grant().windows();
      grants.add(new Grant(each.grant().id(), request, groups.getOrDefault(group, 0), windows));
      windows.forEach(w -> sums.merge(w, request.boundNanos(), Math::addExact));
    }
    Written written =
        store.write(
            standing.replica(),
            new Settling(List.of(), standing.place() + 1, List.of(), Set.of()),
            new Granting(standing.capsVersion(), sums, grants));
    if (written.granted() != Fault.NONE) {
      return false;
    }
    late.forEach(each -> each.reservation().durable(written.at()));
    late.clear();
    doubtful = false;
    return true;
  }

  /** The store went away while being told: it may know this one, or not. */
  private static void takeBack(LedgerStore store, Standing standing, long id) {
    store.write(
        standing.replica(),
        new Settling(List.of(new End(id, 0)), standing.place() + 1, List.of(), Set.of()),
        new Granting(standing.capsVersion(), Map.of(), List.of()));
  }

  /** Asks the store until it answers or the thread is interrupted. */
  static void await(LedgerStore store, int replica, AtomicBoolean back) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        store.resume(replica);
        back.set(true);
        return;
      } catch (StoreException still) {
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }
}
