package dev.muster.gateway;

import dev.muster.domain.Admission;
import dev.muster.domain.Cap;
import dev.muster.domain.RateGate;
import dev.muster.domain.Reserved;
import dev.muster.domain.SpendRequest;
import dev.muster.gateway.Charging.Ending;
import dev.muster.model.Usage;
import dev.muster.pricing.RawBound;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request for an answer, from its authorisation to its settlement: the gateway's one
 * orchestrator.
 *
 * <p>Authorised, it passes the rate limits; what it may cost at most is reserved; only with that it
 * is forwarded; its answer is relayed and metered; and what it came to is settled, also when the
 * client leaves or anything fails on the way. For use on one event loop, but for {@link #cancel}
 * and {@link #tick}.
 */
final class Exchange implements InFlight.Running {

  private final Wiring wiring;
  private final Loop loop;
  private final Authorised request;
  private final RateGate.Ticket ticket;
  private @Nullable Forwarding forwarding;
  private @Nullable Relay relay;
  private boolean clientLeft;
  private boolean left;

  private Exchange(Wiring wiring, Loop loop, Authorised request, RateGate.Ticket ticket) {
    this.wiring = wiring;
    this.loop = loop;
    this.request = request;
    this.ticket = ticket;
  }

  /** Takes a request that may be sent, if the rate limits and the budgets have room. */
  static void start(Wiring wiring, Loop loop, Authorised request) {
    // A token is about four bytes; what it really was is booked at its end.
    long estimate = request.raw().prompt().text() / 4;
    switch (wiring.shared().rates().pass(request.caller(), estimate, 0)) {
      case RateGate.Pass.Limited(String what, long limit, Duration wait) ->
          Replies.refuse(
              request.request(),
              request.caller(),
              Refusal.rateLimited(
                  "The limit of " + limit + " " + what + " is reached.", wait.toSeconds() + 1),
              wiring.watch().events());
      case RateGate.Pass.Admitted(RateGate.Ticket ticket) ->
          new Exchange(wiring, loop, request, ticket).reserve();
    }
  }

  private void reserve() {
    wiring.shared().inFlight().add(this);
    request.request().http().response().closeHandler(_ -> clientLeft());
    ask(request.bound(), true);
  }

  private void ask(RawBound.Bounded bound, boolean first) {
    SpendRequest spend =
        new SpendRequest(
            request.request().id(),
            request.caller(),
            request.priced(),
            request.upstreams().getFirst().name(),
            bound.nanos(),
            bound.why(),
            request.raw().speed());
    loop.desk()
        .reserve(
            spend,
            new Desk.Answered() {
              @Override
              public void answered(Admission admission) {
                admitted(admission, bound, first);
              }

              @Override
              public void failed(Throwable failure) {
                refuse(Refusal.unavailable(failure.toString()));
              }
            });
  }

  private void admitted(Admission admission, RawBound.Bounded bound, boolean first) {
    switch (admission) {
      case Admission.Granted(Reserved reserved) -> granted(reserved);
      case Admission.Unavailable(String why) -> refuse(Refusal.unavailable(why));
      case Admission.Refused refused -> {
        if (first && !clientLeft && mayFitWhenCounted(refused)) {
          countAndAskAgain(refused, bound);
        } else {
          refuse(CapRefusal.of(refused, bound.nanos(), wiring.watch().clock().instant()));
        }
      }
    }
  }

  /** Whether the request would fit if its prompt were the shortest that a count can make it. */
  private boolean mayFitWhenCounted(Admission.Refused refused) {
    Cap cap = refused.cap();
    long left = cap.amountNanos() - refused.spentNanos();
    return left > 0 && request.counted(0, wiring.rules().pricing()).nanos() <= left;
  }

  private void countAndAskAgain(Admission.Refused refused, RawBound.Bounded bound) {
    Counting.tokens(wiring, loop, request)
        .onComplete(
            tokens -> {
              RawBound.Bounded tighter =
                  tokens.isPresent()
                      ? request.counted(tokens.getAsLong(), wiring.rules().pricing())
                      : bound;
              if (tighter.nanos() >= bound.nanos()) {
                refuse(CapRefusal.of(refused, bound.nanos(), wiring.watch().clock().instant()));
                return;
              }
              ask(tighter, false);
            },
            failure ->
                refuse(CapRefusal.of(refused, bound.nanos(), wiring.watch().clock().instant())));
  }

  private void granted(Reserved reserved) {
    Settlement opened = new Settlement(wiring, request, reserved);
    if (clientLeft || left) {
      opened.release("the client left before it was forwarded");
      leave(Usage.NONE);
      return;
    }
    try {
      Forwarding started = Forwarding.forward(reserved, request, wiring, loop);
      forwarding = started;
      started
          .result()
          .onComplete(
              forwarded -> forwarded(opened, started, forwarded),
              failure -> {
                opened.release("it could not be forwarded");
                refuse(Refusal.unreachable(failure.toString()));
              });
    } catch (RuntimeException failure) {
      opened.release("it could not be forwarded");
      refuse(Refusal.unreachable(failure.toString()));
    }
  }

  private void forwarded(Settlement opened, Forwarding by, Forwarded forwarded) {
    switch (forwarded) {
      case Forwarded.Answering answering -> {
        Relay.Job job = new Relay.Job(request, opened, answering, loop.context(), by.sentNanos());
        try {
          relay = new Relay(wiring, job, this::leave);
          relay.start(clientLeft);
        } catch (RuntimeException failure) {
          answering.request().reset();
          lost(opened, by, new Forwarded.Lost(answering.upstream(), false, failure.toString()));
        }
      }
      case Forwarded.Rejected rejected -> {
        opened.release("upstream " + rejected.upstream().name() + " said " + rejected.status());
        leave(Usage.NONE);
        reply(rejected);
      }
      case Forwarded.Unreachable(String why) -> {
        opened.release(why);
        refuse(Refusal.unreachable(why));
      }
      case Forwarded.Lost lost -> lost(opened, by, lost);
    }
  }

  private void lost(Settlement opened, Forwarding by, Forwarded.Lost lost) {
    Ending ending = clientLeft ? Ending.CLIENT_LEFT : Ending.UPSTREAM_BROKE;
    Charging charging = new Charging(request, wiring.rules(), opened.boundNanos());
    long elapsed = wiring.watch().nanos() - by.sentNanos();
    int percent = lost.upstream().settings().pricePercent();
    opened.charge(
        charging.unseen(ending, percent, elapsed, Usage.NONE),
        new Settlement.Answered(lost.upstream().name(), "", lost.timeout() ? 504 : 502));
    refuse(lost.timeout() ? Refusal.timeout(lost.why()) : Refusal.broken(lost.why()));
  }

  /** An upstream's own refusal of the gateway is the gateway's trouble, not the client's. */
  private void reply(Forwarded.Rejected rejected) {
    if (rejected.status() < 400 || rejected.status() == 401 || rejected.status() == 403) {
      Replies.refuse(
          request.request(),
          request.caller(),
          Refusal.unreachable(
              "upstream "
                  + rejected.upstream().name()
                  + " does not accept the gateway's credential"
                  + " or does not let it use the model"),
          wiring.watch().events());
    } else {
      Replies.relay(request.request(), rejected);
    }
  }

  private void refuse(Refusal refusal) {
    leave(Usage.NONE);
    Replies.refuse(request.request(), request.caller(), refusal, wiring.watch().events());
  }

  private void leave(Usage used) {
    if (!left) {
      left = true;
      wiring.shared().inFlight().remove(this);
      // What was read from the cache does not count.
      long input = used.input() + used.cacheWrite5m() + used.cacheWrite1h();
      ticket.end(input, used.output());
    }
  }

  /** A streamed answer is not wanted any more; of another the end is awaited, to know its usage. */
  private void clientLeft() {
    clientLeft = true;
    if (forwarding != null && (request.streams() || forwarding.sentNanos() == 0)) {
      forwarding.stop();
    }
  }

  @Override
  public void tick(long nowNanos) {
    loop.context()
        .runOnContext(_ -> {
          if (relay != null) {
            relay.tick(nowNanos);
          } else if (forwarding != null) {
            forwarding.tick(nowNanos);
          }
        });
  }

  @Override
  public void cancel(String why) {
    loop.context()
        .runOnContext(_ -> {
          if (relay != null) {
            relay.cancel(why);
          } else if (forwarding != null) {
            forwarding.stop();
          }
        });
  }
}
