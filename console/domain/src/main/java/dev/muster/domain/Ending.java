package dev.muster.domain;

import dev.muster.domain.LedgerStore.Booked;
import dev.muster.domain.LedgerStore.Overdue;
import dev.muster.model.Usage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The end of a reservation on its way to the store.
 *
 * @param row what is to be booked; {@code null} for a release
 * @param doubtful whether the reservation may never have come about
 * @param windows where its bound is set aside, as far as this replica knows
 */
record Ending(
    long id,
    Instant at,
    long bound,
    String requestId,
    UsageGroup group,
    @Nullable UsageRow row,
    boolean doubtful,
    List<Long> windows,
    CompletableFuture<Settled> done) {

  /** The charge of a request that an upstream answered. */
  static Ending settle(
      Reservation reservation, Charge charge, String upstream, CompletableFuture<Settled> done) {
    SpendRequest request = reservation.request();
    UsageGroup group = UsageGroup.of(request, upstream, charge.usage());
    UsageRow.Kind kind =
        switch (charge) {
          case Charge.Exact exact -> UsageRow.Kind.EXACT;
          case Charge.AtLeast atLeast -> UsageRow.Kind.AT_LEAST;
        };
    UsageRow row =
        new UsageRow(
            reservation.id(),
            reservation.at(),
            request.requestId(),
            group,
            kind,
            request.boundNanos(),
            charge.nanos(),
            charge.usage(),
            charge.cost(),
            charge.why());
    return of(reservation, group, row, done);
  }

  /** A request that costs nothing. */
  static Ending release(Reservation reservation, CompletableFuture<Settled> done) {
    return of(reservation, UsageGroup.of(reservation.request(), Usage.NONE), null, done);
  }

  private static Ending of(
      Reservation reservation,
      UsageGroup group,
      @Nullable UsageRow row,
      CompletableFuture<Settled> done) {
    SpendRequest request = reservation.request();
    return new Ending(
        reservation.id(),
        reservation.at(),
        request.boundNanos(),
        request.requestId(),
        group,
        row,
        false,
        reservation.windows(),
        done);
  }

  /** The release of a grant of which nobody knows whether it became durable. */
  static Ending undo(LedgerStore.Grant grant) {
    SpendRequest request = grant.request();
    return new Ending(
        grant.id(),
        Instant.EPOCH,
        request.boundNanos(),
        request.requestId(),
        UsageGroup.of(request, Usage.NONE),
        null,
        true,
        grant.windows(),
        new CompletableFuture<>());
  }

  /** The bound of a request whose end never came. */
  static Ending charge(Overdue overdue) {
    String why =
        "no end of the request was booked within the longest upstream time after its reservation by"
            + " replica "
            + overdue.replica()
            + ", so its bound is charged: "
            + overdue.why();
    UsageRow row =
        new UsageRow(
            overdue.id(),
            overdue.at(),
            overdue.requestId(),
            overdue.group(),
            UsageRow.Kind.AT_LEAST,
            overdue.bound(),
            overdue.bound(),
            Usage.NONE,
            Cost.whole(overdue.bound()),
            why);
    return new Ending(
        overdue.id(),
        overdue.at(),
        overdue.bound(),
        overdue.requestId(),
        overdue.group(),
        row,
        false,
        List.of(),
        new CompletableFuture<>());
  }

  /** The bound of a request that was admitted without the store and whose slices are gone. */
  static Ending late(Reservation reservation) {
    SpendRequest request = reservation.request();
    String why =
        "admitted within the grace while the store was away, and booked at its bound until its end"
            + " is known: "
            + request.boundWhy();
    Charge bound = new Charge.AtLeast(Usage.NONE, request.boundNanos(), why);
    return settle(reservation, bound, request.upstream(), new CompletableFuture<>());
  }

  /** What is charged; 0 for a release. */
  long nanos() {
    return row == null ? 0 : row.nanos();
  }

  /** Completes what waits for this end. */
  void finish() {
    done.complete(new Settled(requestId, nanos()));
  }

  /**
   * The row that makes what was booked into what this end says; {@code null} when that is the same.
   */
  @Nullable UsageRow correction(Booked booked) {
    long delta = Math.subtractExact(nanos(), booked.nanos());
    if (delta == 0) {
      return null;
    }
    Cost cost = row == null ? Cost.NONE : row.cost();
    Cost parts = cost.plus(Cost.whole(Math.negateExact(booked.nanos())));
    String why =
        "corrects the "
            + booked.nanos()
            + " nano-dollars booked before: "
            + (row == null ? "nothing was billed" : row.why());
    Usage usage = row == null ? Usage.NONE : row.usage();
    return new UsageRow(
        id, at, requestId, group, UsageRow.Kind.CORRECTION, bound, delta, usage, parts, why);
  }
}
