package dev.muster.gateway;

import dev.muster.domain.Charge;
import dev.muster.domain.Reserved;
import dev.muster.gateway.GatewayEvents.Event;
import dev.muster.model.Usage;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The end of a reservation: it is settled or released exactly once, whoever comes first. Whatever
 * happens to a request after its reservation, one of the two methods is called. Thread-safe.
 */
final class Settlement {

  private final Wiring wiring;
  private final Authorised request;
  private final Reserved reserved;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile long firstByteNanos;

  Settlement(Wiring wiring, Authorised request, Reserved reserved) {
    this.wiring = wiring;
    this.request = request;
    this.reserved = reserved;
  }

  /** Notes that the answer's head has come. */
  void firstByte() {
    firstByteNanos = wiring.watch().nanos();
  }

  long boundNanos() {
    return reserved.request().boundNanos();
  }

  /** Books what it came to; {@code null} when it was over before. */
  @Nullable Usage charge(Charge charge, Answered by) {
    if (!over.compareAndSet(false, true)) {
      return null;
    }
    long now = wiring.watch().nanos();
    long started = request.request().startedNanos();
    long first = firstByteNanos == 0 ? now : firstByteNanos;
    if (charge.nanos() > boundNanos()) {
      tell(
          new Event.AboveBound(
              request.request().id(), request.priced(), charge.nanos(), boundNanos()));
    }
    tell(
        new Event.Finished(
            request.request().id(),
            request.caller(),
            request.priced(),
            by.upstream(),
            by.upstreamRequestId(),
            by.status(),
            charge.usage(),
            charge.nanos(),
            charge instanceof Charge.Exact,
            boundNanos(),
            (first - started) / 1000,
            (now - started) / 1000,
            charge.why()));
    watch(() -> wiring.ledger().settle(reserved, charge, by.upstream()));
    return charge.usage();
  }

  /** Gives it back: nothing is charged. */
  void release(String why) {
    if (over.compareAndSet(false, true)) {
      tell(new Event.Released(request.request().id(), request.caller(), request.priced(), why));
      watch(() -> wiring.ledger().release(reserved, why));
    }
  }

  /** Who answered, and what. */
  record Answered(String upstream, String upstreamRequestId, int status) {}

  private interface Call {
    CompletionStage<?> make();
  }

  private void watch(Call call) {
    InFlight inFlight = wiring.shared().inFlight();
    inFlight.settling();
    try {
      call.make()
          .whenComplete((_, failure) -> {
            inFlight.settled();
            if (failure != null) {
              failed(failure);
            }
          });
    } catch (RuntimeException failure) {
      inFlight.settled();
      failed(failure);
    }
  }

  private void failed(Throwable failure) {
    tell(new Event.LedgerFailed(request.request().id(), failure.toString()));
  }

  private void tell(Event event) {
    wiring.watch().events().on(event);
  }
}
