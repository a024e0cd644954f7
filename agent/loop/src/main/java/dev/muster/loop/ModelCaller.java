package dev.muster.loop;

import dev.muster.loop.Reservation.Reserved;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelClient;
import dev.muster.model.ModelEvent;
import dev.muster.model.ModelRequest;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.Event;
import dev.muster.protocol.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model: reserves, sends, settles.
 *
 * <p>An answer that breaks is asked for once more, whole instead of streamed and under a
 * reservation of its own; nothing of the broken one is used. For use by one thread.
 */
final class ModelCaller {

  /** How often in a row a model may be overloaded before another one takes over. */
  private static final int OVERLOADS_BEFORE_FALLBACK = 3;

  private final ModelClient client;
  private final Spending spending;
  private final EventSink events;
  private final InstantSource clock;
  private @Nullable Duration timeToFirstToken;
  private Duration modelDuration = Duration.ZERO;
  private Usage usage = Usage.NONE;

  ModelCaller(ModelClient client, Spending spending, EventSink events, InstantSource clock) {
    this.client = client;
    this.spending = spending;
    this.events = events;
    this.clock = clock;
  }

  /** How asking ended. */
  sealed interface Outcome {

    /**
     * The model answered.
     *
     * @param cutAt the output tokens at which it was cut off for the budget's sake; 0 where not
     */
    record Answered(ModelAnswer.Complete answer, long cutAt) implements Outcome {}

    /** The budget has no room. */
    record NoRoom(Reservation.Refused why) implements Outcome {}

    /** No answer came. */
    record Failed(FailureKind kind, String message, @Nullable Integer status) implements Outcome {}

    /** The model is overloaded, and another one may be asked instead. */
    record Overloaded() implements Outcome {}
  }

  /** Thrown through the client by the event consumer when no further attempt may be made. */
  private static final class GiveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    GiveUp(Outcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  /**
   * How an answer is waited for.
   *
   * @param streamed whether it is told while it comes
   * @param shown whether faces see it, as what the model says to the user
   * @param canFallBack whether to give up early on an overloaded model
   */
  private record Manner(boolean streamed, boolean shown, boolean canFallBack) {}

  /**
   * Asks and waits.
   *
   * @param canFallBack whether to give up early on an overloaded model
   */
  Outcome ask(ModelRequest request, boolean canFallBack) throws InterruptedException {
    return timed(request, new Manner(true, true, canFallBack));
  }

  /** Asks for something that is no part of the conversation, so that no face shows it. */
  Outcome askAside(ModelRequest request, boolean canFallBack) throws InterruptedException {
    return timed(request, new Manner(true, false, canFallBack));
  }

  private Outcome timed(ModelRequest request, Manner manner) throws InterruptedException {
    Instant start = clock.instant();
    try {
      return ask(request, manner);
    } catch (GiveUp early) {
      return early.outcome;
    } finally {
      modelDuration = modelDuration.plus(Duration.between(start, clock.instant()));
    }
  }

  private Outcome ask(ModelRequest request, Manner manner) throws InterruptedException {
    return switch (spending.reserve(request, client::countPrompt)) {
      case Reservation.Refused refused -> new Outcome.NoRoom(refused);
      case Reserved reserved -> {
        events.emit(new Event.Requesting());
        yield settled(request, reserved, send(reserved, manner), manner);
      }
    };
  }

  private Outcome settled(
      ModelRequest request, Reserved reserved, ModelAnswer answer, Manner manner)
      throws InterruptedException {
    return switch (answer) {
      case ModelAnswer.Complete complete -> {
        usage = usage.plus(complete.usage());
        spending.settle(reserved, complete);
        boolean cut = reserved.shortened() && complete.stopReason() == StopReason.MAX_TOKENS;
        yield new Outcome.Answered(complete, cut ? reserved.request().maxTokens() : 0);
      }
      case ModelAnswer.Failed failed -> {
        if (mayBeBilled(failed.status(), failed.kind())) {
          broke(reserved, Usage.NONE);
        }
        yield failed(failed.kind(), failed.message(), failed.status(), manner);
      }
      case ModelAnswer.Broken broken -> {
        broke(reserved, broken.usageAtLeast());
        if (manner.shown()) {
          events.emit(new Event.StreamVoided(broken.message()));
        }
        yield manner.streamed()
            ? ask(request, new Manner(false, manner.shown(), manner.canFallBack()))
            : failed(broken.kind(), broken.message(), broken.status(), manner);
      }
    };
  }

  private static Outcome failed(
      FailureKind kind, String message, @Nullable Integer status, Manner manner) {
    return manner.canFallBack() && kind == FailureKind.OVERLOADED
        ? new Outcome.Overloaded()
        : new Outcome.Failed(kind, message, status);
  }

  /** The one place that sends; it takes a reservation, not a request. */
  private ModelAnswer send(Reserved reserved, Manner manner) throws InterruptedException {
    Listener listener = new Listener(reserved, manner, clock.instant());
    boolean known = false;
    try {
      ModelAnswer answer = client.send(reserved.request(), manner.streamed(), listener::take);
      known = true;
      return answer;
    } catch (GiveUp refused) {
      known = true;
      throw refused;
    } finally {
      if (!known) {
        broke(reserved, listener.counted);
      }
    }
  }

  private void broke(Reserved reserved, Usage counted) {
    usage = usage.plus(counted);
    spending.settleBroken(reserved, counted);
  }

  /**
   * Whether an attempt that brought no answer may still be charged for. One that reached the
   * provider may have been read, and answered in full while nobody listened: nothing tells, and so
   * all of its reservation counts as spent. An error status is the provider's own word that there
   * is no answer, and a request that was certainly not sent costs nothing.
   */
  private static boolean mayBeBilled(@Nullable Integer status, FailureKind kind) {
    return status == null && (kind == FailureKind.NETWORK || kind == FailureKind.TIMEOUT);
  }

  /** Passes a client's events on to the session. */
  private final class Listener {
    private final Reserved reserved;
    private final Manner manner;
    private final Instant start;
    private Usage counted = Usage.NONE;
    private int overloads;
    private boolean first = true;

    Listener(Reserved reserved, Manner manner, Instant start) {
      this.reserved = reserved;
      this.manner = manner;
      this.start = start;
    }

    void take(ModelEvent event) {
      switch (event) {
        case ModelEvent.Raw raw -> {
          if (manner.shown()) {
            Duration since = first ? Duration.between(start, clock.instant()) : null;
            first = false;
            events.emit(new Event.ModelStreamed(raw.event(), since));
          }
        }
        case ModelEvent.Started started -> {
          counted = started.usage();
          if (manner.shown() && timeToFirstToken == null) {
            timeToFirstToken = Duration.between(start, clock.instant());
          }
        }
        case ModelEvent.TextDelta delta -> {
          if (manner.shown()) {
            events.emit(new Event.TextStreamed(delta.text()));
          }
        }
        case ModelEvent.ThinkingDelta delta -> {}
        case ModelEvent.BlockDone done -> {}
        case ModelEvent.Retrying retry -> retrying(retry);
      }
    }

    private void retrying(ModelEvent.Retrying retry) {
      overloads = retry.kind() == FailureKind.OVERLOADED ? overloads + 1 : 0;
      if (manner.canFallBack() && overloads >= OVERLOADS_BEFORE_FALLBACK) {
        throw new GiveUp(new Outcome.Overloaded());
      }
      if (mayBeBilled(retry.status(), retry.kind())) {
        broke(reserved, Usage.NONE);
        if (!spending.hasRoomAgain(reserved)) {
          throw new GiveUp(
              new Outcome.Failed(
                  retry.kind(),
                  retry.message() + "; the budget has no room to ask again",
                  retry.status()));
        }
      }
      events.emit(
          new Event.Retrying(
              retry.attempt(), retry.maxRetries(), retry.delay(), retry.status(), retry.kind()));
    }
  }

  /** From a request to the first byte of the first answer that faces were shown, if one came. */
  @Nullable Duration timeToFirstToken() {
    return timeToFirstToken;
  }

  /** Time spent waiting for models. */
  Duration modelDuration() {
    return modelDuration;
  }

  /** What all answers took, and at least what broken ones did. */
  Usage usage() {
    return usage;
  }
}
