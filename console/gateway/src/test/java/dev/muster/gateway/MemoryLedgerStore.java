package dev.muster.gateway;

import dev.muster.domain.Cap;
import dev.muster.domain.LedgerStore;
import dev.muster.domain.RowHash;
import dev.muster.domain.StoreException;
import dev.muster.domain.UsageGroup;
import dev.muster.domain.UsageRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The books of one replica in memory: every cap has one window without end. */
final class MemoryLedgerStore implements LedgerStore {

  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private final List<Cap> caps;
  private final InstantSource clock;
  private final long[] used;
  private final Map<Long, Grant> open = new HashMap<>();
  private final Map<UsageGroup, Integer> groups = new HashMap<>();
  private final List<UsageRow> rows = new ArrayList<>();
  private boolean away;
  private long place;
  private RowHash hash = RowHash.START;

  MemoryLedgerStore(List<Cap> caps, InstantSource clock) {
    this.caps = List.copyOf(caps);
    this.clock = clock;
    this.used = new long[caps.size()];
  }

  /** Whether the store can be reached. */
  synchronized void away(boolean now) {
    away = now;
  }

  synchronized List<UsageRow> rows() {
    return List.copyOf(rows);
  }

  /** Reservations without an end. */
  synchronized int open() {
    return open.size();
  }

  synchronized long used(int cap) {
    return used[cap];
  }

  private void here() {
    if (away) {
      throw new StoreException("the test has taken the store away", null);
    }
  }

  @Override
  public synchronized Joined join(String name) {
    here();
    return new Joined(1, false, place, hash);
  }

  @Override
  public synchronized Joined resume(int replica) {
    return join("");
  }

  @Override
  public synchronized boolean heartbeat(int replica) {
    here();
    return true;
  }

  @Override
  public void leave(int replica) {}

  @Override
  public int endSilent(Duration silent) {
    return 0;
  }

  @Override
  public synchronized CapTable caps() {
    here();
    return new CapTable(1, caps);
  }

  @Override
  public synchronized Map<UsageGroup, Integer> groups(Set<UsageGroup> wanted) {
    here();
    Map<UsageGroup, Integer> found = new HashMap<>();
    for (UsageGroup group : wanted) {
      found.put(group, groups.computeIfAbsent(group, _ -> groups.size() + 1));
    }
    return found;
  }

  @Override
  public synchronized Leased lease(int replica, long capsVersion, List<Need> needs) {
    here();
    List<Lease> leases = new ArrayList<>();
    for (int i = 0; i < caps.size(); i++) {
      Cap cap = caps.get(i);
      if (needs.stream().anyMatch(need -> need.cap().equals(cap.id()))) {
        leases.add(new Lease(cap.id(), i, Instant.EPOCH, END, cap.amountNanos(), used[i], used[i]));
      }
    }
    return new Leased(Fault.NONE, leases);
  }

  @Override
  public synchronized Written write(int replica, Settling settling, Granting granting) {
    here();
    List<Long> missing =
        settling.ends().stream().map(End::reservation).filter(id -> !open.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      return new Written(Fault.MISSING, missing, Fault.SHORT, clock.instant());
    }
    for (End end : settling.ends()) {
      Grant grant = open.remove(end.reservation());
      for (long window : grant.windows()) {
        used[(int) window] -= grant.request().boundNanos() - end.nanos();
      }
    }
    for (Booking booking : settling.rows()) {
      rows.add(booking.row());
      place++;
      hash = booking.hash();
    }
    granting.sums().forEach((window, sum) -> used[window.intValue()] += sum);
    granting.grants().forEach(grant -> open.put(grant.id(), grant));
    return new Written(Fault.NONE, List.of(), Fault.NONE, clock.instant());
  }

  @Override
  public Booked booked(long reservation, Instant at) {
    return new Booked(0, 1, 0);
  }

  @Override
  public Fault correct(int replica, long at, Booking booking) {
    return Fault.NONE;
  }

  @Override
  public List<Overdue> overdue(Duration age, int most) {
    return List.of();
  }

  @Override
  public void tend() {}
}
