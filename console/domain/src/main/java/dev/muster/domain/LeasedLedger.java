package dev.muster.domain;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The ledger of one replica, over a store that all replicas share.
 *
 * <p>How the cap holds: the store keeps, for each window of a cap, a slice for each replica, and
 * the slices together never exceed the cap. A replica decides by its own slices which of the
 * waiting requests find room, and makes them durable together in one transaction that touches its
 * own slices alone, so that a hot budget is contended only when a slice is renewed. Slices shrink
 * as the cap comes near; and before a request is refused, the store takes back what other replicas
 * hold unused, so that what is refused would really not have fitted.
 *
 * <p>What happens when things fail:
 *
 * <ul>
 *   <li>The replica dies: what its slices hold unused can be taken by others at once. Requests in
 *       flight stay set aside, and are booked at their bound once the longest upstream time is
 *       over; if their end comes to light later, a correction is appended.
 *   <li>The replica pauses and wakes: after {@link Options#silent} others have ended its run, and
 *       the store refuses its writes; it joins again under a new number, and what was in flight is
 *       settled under that.
 *   <li>The store is away: reservations are answered {@link Admission.Unavailable}, once the grace
 *       is over where there is one; ends of requests wait, and are booked when it is back.
 * </ul>
 */
public final class LeasedLedger implements Ledger, AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final LedgerWriter writer;
  private final LedgerKeeper keeper;
  private final Thread thread;

  /**
   * How a ledger behaves.
   *
   * @param name the replica's name, for operators
   * @param longestUpstream how long a request can be in flight at most; then its bound is charged
   * @param silent after how long without a sign of life a replica's run is ended; longer than the
   *     grace of every replica
   * @param grace how long reservations are still made from the slices held when the store is away;
   *     they are durable only when it is back, and lost when the process dies before
   * @param notices told of what an operator should know, one line each; no secrets
   */
  public record Options(
      String name,
      Duration longestUpstream,
      Duration silent,
      Duration grace,
      Consumer<String> notices) {

    /** Without grace. */
    public Options(
        String name, Duration longestUpstream, Duration silent, Consumer<String> notices) {
      this(name, longestUpstream, silent, Duration.ZERO, notices);
    }

    /** The usual times: 15 minutes and 5 seconds. */
    public static Options named(String name, Consumer<String> notices) {
      return new Options(name, Duration.ofMinutes(15), Duration.ofSeconds(5), notices);
    }
  }

  /**
   * How much the ledger has done and has to do.
   *
   * @param waiting reservations that wait for the store
   * @param unbooked ends of requests that wait for the store
   * @param turns transactions so far
   * @param available whether the last of them succeeded
   */
  public record Figures(
      long waiting,
      long unbooked,
      long turns,
      long granted,
      long refused,
      long settled,
      boolean available) {}

  private LeasedLedger(LedgerStore store, Options options) {
    writer = new LedgerWriter(store, options);
    keeper = new LedgerKeeper(store, writer, options);
    thread = Thread.ofPlatform().daemon().name("ledger-writer").unstarted(writer);
  }

  /** Starts a ledger; it joins the store as soon as that can be reached. */
  public static LeasedLedger start(LedgerStore store, Options options) {
    LeasedLedger ledger = new LeasedLedger(store, options);
    ledger.thread.start();
    ledger.keeper.start();
    return ledger;
  }

  @Override
  public CompletionStage<Admission> reserve(SpendRequest request) {
    CompletableFuture<Admission> answer = new CompletableFuture<>();
    Asking asking = new Asking(request, answer);
    if (request.boundNanos() > Charge.MOST) {
      asking.unavailable("the request could cost more than a million dollars");
    } else {
      writer.add(asking);
    }
    return answer;
  }

  @Override
  public CompletionStage<Settled> settle(Reserved reserved, Charge charge, String upstream) {
    return switch (reserved) {
      case Reservation reservation -> {
        CompletableFuture<Settled> done = new CompletableFuture<>();
        if (reservation.ends(done)) {
          writer.add(Ending.settle(reservation, charge, upstream, done));
        }
        yield reservation.end();
      }
    };
  }

  @Override
  public CompletionStage<Settled> release(Reserved reserved, String why) {
    return switch (reserved) {
      case Reservation reservation -> {
        CompletableFuture<Settled> done = new CompletableFuture<>();
        if (reservation.ends(done)) {
          writer.add(Ending.release(reservation, done));
        }
        yield reservation.end();
      }
    };
  }

  /** How much it has done and has to do, now. */
  public Figures figures() {
    return writer.figures();
  }

  /**
   * Refuses new requests, books the ends that wait, for at most 20 seconds, and leaves the store.
   * Requests that are still in flight are booked at their bound later.
   */
  @Override
  public void close() {
    keeper.stop();
    writer.stop();
    try {
      writer.ended().get(DRAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException late) {
      thread.interrupt();
    }
  }
}
