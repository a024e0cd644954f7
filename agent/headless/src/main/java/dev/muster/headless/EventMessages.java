package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.protocol.Event;
import dev.muster.protocol.EventSink;
import dev.muster.protocol.TurnResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the session's events into messages, in order, one at a time; safe for use by several
 * threads.
 *
 * <p>Sees to it that every turn has exactly one result, whatever the agent does.
 */
final class EventMessages implements EventSink {

  private final HeadlessOptions options;
  private final Messages messages;
  private final InstantSource clock;
  private final MessageOutput out;
  private final Consumer<String> err;

  private @Nullable UserMessage toReplay;
  private boolean open;
  private @Nullable TurnResult last;
  private final List<Json.Obj> held = new ArrayList<>();
  private Instant began;
  private @Nullable Duration toRequest;
  private @Nullable Duration toStream;

  EventMessages(
      HeadlessOptions options,
      Messages messages,
      InstantSource clock,
      MessageOutput out,
      Consumer<String> err) {
    this.options = options;
    this.messages = messages;
    this.clock = clock;
    this.out = out;
    this.err = err;
    this.began = clock.instant();
  }

  /** A turn is about to be taken. */
  synchronized void begin(UserMessage turn) {
    toReplay = options.replayUserMessages() ? turn : null;
    open = true;
    restart();
  }

  /** The turn is over; its result is written unless an event has brought it already. */
  synchronized void end(TurnResult result) {
    if (open) {
      finish(result);
    }
  }

  /** Writes a result that belongs to no turn. */
  synchronized void unattached(TurnResult result) {
    restart();
    finish(result);
  }

  /** Writes a message of the control protocol, between the others. */
  synchronized void control(Json.Obj message) {
    release();
    out.control(message);
  }

  /** How the last turn ended, or {@code null} before the first has. */
  synchronized @Nullable TurnResult last() {
    return last;
  }

  @Override
  public synchronized void emit(Event event) {
    if (!(event instanceof Event.AssistantBlock || event instanceof Event.ModelStreamed)) {
      release();
    }
    switch (event) {
      case Event.TurnStarted started -> turnStarted(started);
      case Event.Requesting _ -> requesting();
      case Event.ModelStreamed streamed -> streamed(streamed);
      case Event.AssistantBlock block -> {
        markStream();
        out.message(messages.assistant(block));
      }
      case Event.CallFinished call -> out.message(messages.toolResult(call));
      case Event.Retrying retrying -> out.message(messages.retry(retrying));
      case Event.ModelSwitched switched -> out.message(messages.fallback(switched));
      case Event.Compacted compacted -> out.message(messages.compacted(compacted));
      case Event.TaskStarted(var task) -> out.message(messages.taskStarted(task));
      case Event.TaskEnded(var task) -> {
        out.message(messages.taskUpdated(task));
        out.message(messages.taskNotification(task));
      }
      case Event.ModeChanged(var mode) -> out.message(messages.modeChanged(mode));
      case Event.Warned(String text) -> err.accept("warning: " + text);
      case Event.TurnEnded(TurnResult result) -> finish(result);
      // Text comes again as a whole block, a void answer's stream is followed by the next one's
      // message_start, and what was decided shows in the tool result and the denials.
      case Event.TextStreamed _, Event.StreamVoided _, Event.CallDecided _ -> {}
    }
  }

  private void turnStarted(Event.TurnStarted started) {
    messages.session(started.session().sessionId());
    restart();
    out.message(messages.init(started.session()));
    UserMessage replayed = toReplay;
    if (replayed != null) {
      out.message(messages.replay(replayed, clock.instant()));
      toReplay = null;
    }
  }

  private void requesting() {
    if (toRequest == null) {
      toRequest = sinceBegan();
    }
    if (options.partialMessages()) {
      out.message(messages.requesting());
    }
  }

  private void streamed(Event.ModelStreamed streamed) {
    markStream();
    if (!options.partialMessages()) {
      return;
    }
    Json.Obj message = messages.streamEvent(streamed);
    String type = streamed.raw().string("type").orElse("");
    if (type.equals("content_block_start")) {
      release();
    }
    // The contract has the whole block before its stop, and a block counts as whole only once the
    // answer is: so the stop of the last one waits, and with it what comes after.
    if (!held.isEmpty() || type.equals("content_block_stop")) {
      held.add(message);
    } else {
      out.message(message);
    }
  }

  private void release() {
    held.forEach(out::message);
    held.clear();
  }

  private void finish(TurnResult result) {
    String modelError = ResultMessage.modelError(result.end());
    if (modelError != null) {
      String stop = ResultMessage.stopReason(result);
      out.message(
          messages.synthetic(
              ResultMessage.text(result.end()), stop == null ? "stop_sequence" : stop, modelError));
    }
    if (result.end() instanceof TurnResult.End.Interrupted(boolean duringTools)) {
      out.message(messages.interruption(duringTools, clock.instant()));
    }
    if (result.end() instanceof TurnResult.End.Broke) {
      err.accept(ResultMessage.text(result.end()));
    }
    var moments = new ResultMessage.Moments(toRequest, toStream);
    out.result(result, messages.finish(ResultMessage.of(result, moments)));
    last = result;
    open = false;
    restart();
  }

  private void restart() {
    began = clock.instant();
    toRequest = null;
    toStream = null;
  }

  private void markStream() {
    if (toStream == null) {
      toStream = sinceBegan();
    }
  }

  private Duration sinceBegan() {
    return Duration.between(began, clock.instant());
  }
}
