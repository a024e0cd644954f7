package dev.muster.loop;

import dev.muster.loop.Reservation.Reserved;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelClient;
import dev.muster.model.ModelEvent;
import dev.muster.model.ModelRequest;
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

  /** How often a model may be overloaded before the fallback model takes over. */
  private static final int OVERLOADS_BEFORE_FALLBACK = 3;

  private static final int OVERLOADED_STATUS = 529;

  private final ModelClient client;
  private final Spending spending;
  private final EventSink events;
  private final InstantSource clock;
  private @Nullable Duration timeToFirstToken;
  private Duration modelDuration = Duration.ZERO;

  ModelCaller(ModelClient client, Spending spending, EventSink events, InstantSource clock) {
    this.client = client;
    this.spending = spending;
    this.events = events;
    this.clock = clock;
  }

  /** How asking ended. */
  sealed interface Outcome {

    /** The model answered. */
    record Answered(ModelAnswer.Complete answer) implements Outcome {}

    /** The budget has no room. */
    record NoRoom(Reservation why) implements Outcome {}

    /** No answer came. */
    record Failed(FailureKind kind, String message, @Nullable Integer status) implements Outcome {}

    /** The model is overloaded, and another one may be asked instead. */
    record Overloaded() implements Outcome {}
  }

  /** Thrown through the client by the event consumer to give up on an overloaded model. */
  private static final class GiveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GiveUp() {
      super(null, null, false, false);
    }
  }

  /**
   * Asks and waits.
   *
   * @param canFallBack whether to give up early on an overloaded model
   */
  Outcome ask(ModelRequest request, boolean canFallBack) throws InterruptedException {
    Instant start = clock.instant();
    try {
      return ask(request, true, canFallBack);
    } catch (GiveUp overloaded) {
      return new Outcome.Overloaded();
    } finally {
      modelDuration = modelDuration.plus(Duration.between(start, clock.instant()));
    }
  }

  private Outcome ask(ModelRequest request, boolean streamed, boolean canFallBack)
      throws InterruptedException {
    Reservation reservation = spending.reserve(request);
    if (!(reservation instanceof Reserved reserved)) {
      return new Outcome.NoRoom(reservation);
    }
    events.emit(new Event.Requesting());
    return switch (send(reserved, streamed, canFallBack)) {
      case ModelAnswer.Complete complete -> {
        spending.settle(reserved, complete.model(), complete.usage());
        yield new Outcome.Answered(complete);
      }
      case ModelAnswer.Failed failed -> {
        if (canFallBack && failed.kind() == FailureKind.OVERLOADED) {
          yield new Outcome.Overloaded();
        }
        yield new Outcome.Failed(failed.kind(), failed.message(), failed.status());
      }
      case ModelAnswer.Broken broken -> {
        spending.settleBroken(reserved, broken.usageAtLeast());
        events.emit(new Event.StreamVoided(broken.message()));
        if (streamed) {
          yield ask(request, false, canFallBack);
        }
        yield new Outcome.Failed(broken.kind(), broken.message(), broken.status());
      }
    };
  }

  /** The one place that sends; it takes a reservation, not a request. */
  private ModelAnswer send(Reserved reserved, boolean streamed, boolean canFallBack)
      throws InterruptedException {
    Listener listener = new Listener(clock.instant(), canFallBack);
    boolean settled = false;
    try {
      ModelAnswer answer = client.send(reserved.request(), streamed, listener::take);
      settled = true;
      return answer;
    } finally {
      if (!settled && listener.begun != null) {
        spending.settleBroken(reserved, listener.begun.usage());
      }
    }
  }

  /** Passes a client's events on to the session. */
  private final class Listener {
    private final Instant start;
    private final boolean canFallBack;
    private ModelEvent.@Nullable Started begun;
    private boolean first = true;

    Listener(Instant start, boolean canFallBack) {
      this.start = start;
      this.canFallBack = canFallBack;
    }

    void take(ModelEvent event) {
      switch (event) {
        case ModelEvent.Raw raw -> {
          Duration since = first ? Duration.between(start, clock.instant()) : null;
          first = false;
          events.emit(new Event.ModelStreamed(raw.event(), since));
        }
        case ModelEvent.Started started -> {
          begun = started;
          if (timeToFirstToken == null) {
            timeToFirstToken = Duration.between(start, clock.instant());
          }
        }
        case ModelEvent.TextDelta delta -> events.emit(new Event.TextStreamed(delta.text()));
        case ModelEvent.ThinkingDelta delta -> {}
        case ModelEvent.BlockDone done -> {}
        case ModelEvent.Retrying retry -> retrying(retry);
      }
    }

    private void retrying(ModelEvent.Retrying retry) {
      Integer status = retry.status();
      if (canFallBack
          && status != null
          && status == OVERLOADED_STATUS
          && retry.attempt() >= OVERLOADS_BEFORE_FALLBACK) {
        throw new GiveUp();
      }
      events.emit(
          new Event.Retrying(
              retry.attempt(), retry.maxRetries(), retry.delay(), status, retry.kind()));
    }
  }

  /** From the first request of the turn to the first byte of its answer, if one came. */
  @Nullable Duration timeToFirstToken() {
    return timeToFirstToken;
  }

  /** Time spent waiting for models. */
  Duration modelDuration() {
    return modelDuration;
  }
}
