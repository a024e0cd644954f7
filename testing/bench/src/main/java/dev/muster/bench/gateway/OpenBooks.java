package dev.muster.bench.gateway;

import dev.muster.domain.LedgerStore;
import dev.muster.domain.RowHash;
import dev.muster.domain.UsageGroup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Books without caps that keep nothing: what the ledger itself costs, without a database. */
final class OpenBooks implements LedgerStore {

  private final InstantSource clock;

  OpenBooks(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Joined join(String name) {
    return new Joined(1, false, 0, RowHash.START);
  }

  @Override
  public Joined resume(int replica) {
    return join("");
  }

  @Override
  public boolean heartbeat(int replica) {
    return true;
  }

  @Override
  public void leave(int replica) {}

  @Override
  public int endSilent(Duration silent) {
    return 0;
  }

  @Override
  public CapTable caps() {
    return new CapTable(1, List.of());
  }

  @Override
  public Map<UsageGroup, Integer> groups(Set<UsageGroup> wanted) {
    Map<UsageGroup, Integer> numbers = new HashMap<>();
    wanted.forEach(group -> numbers.put(group, 1));
    return numbers;
  }

  @Override
  public Leased lease(int replica, long capsVersion, List<Need> needs) {
    return new Leased(Fault.NONE, List.of());
  }

  @Override
  public Written write(int replica, Settling settling, Granting granting) {
    return new Written(Fault.NONE, List.of(), Fault.NONE, clock.instant());
  }

  @Override
  public Booked booked(long reservation, Instant at) {
    return new Booked(0, 1, 0);
  }

  @Override
  public Fault correct(int replica, long place, Booking booking) {
    return Fault.NONE;
  }

  @Override
  public List<Overdue> overdue(Duration age, int most) {
    return List.of();
  }

  @Override
  public void tend() {}
}
