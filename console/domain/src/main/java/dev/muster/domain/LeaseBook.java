package dev.muster.domain;

import dev.muster.domain.LedgerStore.CapTable;
import dev.muster.domain.LedgerStore.Lease;
import dev.muster.domain.LedgerStore.Need;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replica believes of the caps and of its own slices. The store decides: a belief that is
 * out of date costs another turn, never money. For one thread.
 */
final class LeaseBook {

  /** How many times its present need a replica asks for; the store gives less near the cap. */
  private static final long AHEAD = 64;

  /** A cap and this replica's slice of its present window. */
  static final class Slice {
    final Cap cap;
    @Nullable Lease lease;
    long used;

    /** What this turn's grants add and its settlements free. */
    long planned;

    Slice(Cap cap) {
      this.cap = cap;
    }

    boolean fits(long bound) {
      Lease held = lease;
      return held != null && (!cap.hard() || bound <= held.amount() - used - planned || bound == 0);
    }
  }

  private final Map<Scope, List<Slice>> byScope = new HashMap<>();
  private final Map<String, Slice> byCap = new HashMap<>();
  private final Map<Long, Slice> byWindow = new HashMap<>();
  private long version = -1;
  // Those asked for last: what waits is often of one key.
  private @Nullable Caller caller;
  private List<Slice> ofCaller = List.of();

  /** The version of the caps that this book knows; -1 for none. */
  long version() {
    return version;
  }

  /** Begins anew with these caps and no slices. */
  void load(CapTable table) {
    byScope.clear();
    byCap.clear();
    byWindow.clear();
    caller = null;
    version = table.version();
    for (Cap cap : table.caps()) {
      Slice slice = new Slice(cap);
      byCap.put(cap.id(), slice);
      byScope.computeIfAbsent(cap.scope(), scope -> new ArrayList<>(2)).add(slice);
    }
  }

  /** Forgets everything, so that caps and slices are asked for again. */
  void clear() {
    load(new CapTable(-1, List.of()));
  }

  /** The slices that a caller's requests are taken from. */
  List<Slice> slices(Caller of) {
    if (!of.equals(caller)) {
      List<Slice> slices = new ArrayList<>(4);
      for (Scope scope : of.scopes()) {
        slices.addAll(byScope.getOrDefault(scope, List.of()));
      }
      caller = of;
      ofCaller = List.copyOf(slices);
    }
    return ofCaller;
  }

  /** Begins a turn: nothing is planned. */
  void plan() {
    for (Slice slice : byCap.values()) {
      slice.planned = 0;
    }
  }

  /** Plans for an end: its bound is freed, what it is charged stays used. */
  void planEnd(Ending ending) {
    for (Long window : ending.windows()) {
      Slice slice = byWindow.get(window);
      if (slice != null) {
        slice.planned -= ending.bound() - ending.nanos();
      }
    }
  }

  /** What has to be asked of the store for these bounds to find room, by slice. */
  static List<Need> needs(Map<Slice, Long> lacking) {
    List<Need> needs = new ArrayList<>(lacking.size());
    lacking.forEach((slice, bounds) -> {
      long need = saturated(slice.planned, bounds);
      needs.add(new Need(slice.cap.id(), need, saturatedTimes(bounds, AHEAD)));
    });
    return needs;
  }

  /** Notes what the store answered. */
  void hold(Collection<Lease> leases) {
    for (Lease lease : leases) {
      Slice slice = byCap.get(lease.cap());
      if (slice != null) {
        if (slice.lease != null) {
          byWindow.remove(slice.lease.window());
        }
        slice.lease = lease;
        slice.used = lease.used();
        byWindow.put(lease.window(), slice);
      }
    }
  }

  /** Forgets the slices, not the caps. */
  void drop() {
    for (Slice slice : byCap.values()) {
      slice.lease = null;
    }
    byWindow.clear();
  }

  /** Notes that ends were booked. */
  void booked(List<Ending> endings) {
    for (Ending ending : endings) {
      for (Long window : ending.windows()) {
        Slice slice = byWindow.get(window);
        if (slice != null) {
          slice.used -= ending.bound() - ending.nanos();
        }
      }
    }
  }

  /** Notes that grants were booked. */
  void granted(Map<Long, Long> sums) {
    sums.forEach((window, sum) -> {
      Slice slice = byWindow.get(window);
      if (slice != null) {
        slice.used += sum;
      }
    });
  }

  /** The sum, or the number nearest to it. */
  static long saturated(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  private static long saturatedTimes(long a, long times) {
    return a > Long.MAX_VALUE / times ? Long.MAX_VALUE : a * times;
  }
}
