package dev.muster.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the ledger's books are kept. The store's clock alone decides what falls into which window.
 * Every method blocks and throws {@link StoreException} when the store is away; whether something
 * was booked is then unknown. Thread-safe.
 */
public interface LedgerStore {

  /** Registers a run of a replica under a number that no other run has. */
  Joined join(String name);

  /** Where a run stands; a run that others declared dead must join anew. */
  Joined resume(int replica);

  /** Says that a run is alive; whether it still counts as such. */
  boolean heartbeat(int replica);

  /** Ends a run: what its leases hold unused is free at once. */
  void leave(int replica);

  /**
   * Ends runs that have been silent for that long; how many.
   *
   * <p>An ended run never books again, even if it wakes.
   */
  int endSilent(Duration silent);

  /** The caps in force, with the number that every change of them raises. */
  CapTable caps();

  /** The numbers of groups, which are made where they do not exist. */
  Map<UsageGroup, Integer> groups(Set<UsageGroup> groups);

  /** Gives a run room in the present windows of caps. */
  Leased lease(int replica, long capsVersion, List<Need> needs);

  /** Books settlements first, then grants, in one step each; both are durable when it returns. */
  Written write(int replica, Settling settling, Granting granting);

  /** What a reservation that was granted then has been booked at; all zero when it was not. */
  Booked booked(long reservation, Instant at);

  /** Appends a correction; the same faults as {@link Written#settled}. */
  Fault correct(int replica, long place, Booking booking);

  /** Reservations older than that, the oldest first. */
  List<Overdue> overdue(Duration age, int most);

  /** Does what is due now and then: partitions for the months to come, alerts that are due. */
  void tend();

  /**
   * A run.
   *
   * @param dead whether others have declared it dead
   * @param place the number of the last row in its chain; 0 when there is none
   * @param hash that row's hash
   */
  record Joined(int replica, boolean dead, long place, RowHash hash) {}

  /** Caps with their version. */
  record CapTable(long version, List<Cap> caps) {}

  /**
   * Room that is needed in the present window of a cap.
   *
   * @param need by how much what the run has spent and set aside, as the store knows it, will grow
   * @param want how much more than that would be of use
   */
  record Need(String cap, long need, long want) {}

  /** What became of it. */
  record Leased(Fault fault, List<Lease> leases) {}

  /**
   * A run's slice of the present window of a cap.
   *
   * @param amount how much the run may spend and set aside; without meaning when the cap is not
   *     hard
   * @param used how much of it is spent or set aside
   * @param total what all runs have spent and set aside
   */
  record Lease(
      String cap, long window, Instant starts, Instant ends, long amount, long used, long total) {}

  /** Why nothing was booked. */
  enum Fault {
    /** It was booked. */
    NONE,
    /** The caps have changed. */
    CAPS,
    /** The run was declared dead. */
    DEAD,
    /** A window is over. */
    WINDOW,
    /** A lease has less room than it had. */
    SHORT,
    /** The chain's last row is another one. */
    CHAIN,
    /** Reservations are not there. */
    MISSING
  }

  /**
   * Ends of reservations.
   *
   * @param first the place in the chain of the first row
   * @param rows what is booked for those that are charged, in the chain's order
   * @param also the windows of the grants that follow
   */
  record Settling(List<End> ends, long first, List<Booking> rows, Set<Long> also) {}

  /**
   * The end of a reservation.
   *
   * @param nanos what is charged; 0 for a release
   */
  record End(long reservation, long nanos) {}

  /** A row with its group's number and its hash in the chain. */
  record Booking(UsageRow row, int group, RowHash hash) {}

  /**
   * Reservations to make durable.
   *
   * @param sums the sums of their bounds, by window
   */
  record Granting(long capsVersion, Map<Long, Long> sums, List<Grant> grants) {}

  /** One reservation to make durable. */
  record Grant(long id, SpendRequest request, int group, List<Long> windows) {}

  /**
   * What became of a {@link #write}.
   *
   * @param missing the reservations that are not there
   * @param at when the grants were made
   */
  record Written(Fault settled, List<Long> missing, Fault granted, Instant at) {}

  /**
   * What a reservation has been booked at.
   *
   * @param rows how many rows there are
   * @param chain the chain of the last of them
   */
  record Booked(int rows, int chain, long nanos) {}

  /** A reservation whose request cannot be in flight any more. */
  record Overdue(
      long id,
      int replica,
      Instant at,
      long bound,
      UsageGroup group,
      String requestId,
      String why) {}
}
