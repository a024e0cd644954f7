package dev.muster.domain;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one kind of {@link Reserved}, made by {@link #mint} alone. */
final class Reservation implements Reserved {

  private final long id;
  private final SpendRequest request;
  private volatile Instant at;
  private final List<Long> windows;
  private final AtomicReference<@Nullable CompletableFuture<Settled>> end = new AtomicReference<>();

  private Reservation(long id, SpendRequest request, Instant at, List<Long> windows) {
    this.id = id;
    this.request = request;
    this.at = at;
    this.windows = windows;
  }

  /** Makes the reservation of a grant that the store has just made durable. */
  static Reservation mint(LedgerStore.Grant grant, Instant at) {
    return new Reservation(grant.id(), grant.request(), at, grant.windows());
  }

  @Override
  public SpendRequest request() {
    return request;
  }

  @Override
  public Instant at() {
    return at;
  }

  /** Takes note of the store's time of a reservation that was made while the store was away. */
  void durable(Instant storeTime) {
    at = storeTime;
  }

  /** The store's number for it. */
  long id() {
    return id;
  }

  /** The windows in which its bound was set aside. */
  List<Long> windows() {
    return windows;
  }

  /** Takes note of its end; {@code false} when it has had one before. */
  boolean ends(CompletableFuture<Settled> future) {
    return end.compareAndSet(null, future);
  }

  /** Its end; incomplete for ever while it has none. */
  CompletableFuture<Settled> end() {
    CompletableFuture<Settled> known = end.get();
    return known == null ? new CompletableFuture<>() : known;
  }
}
