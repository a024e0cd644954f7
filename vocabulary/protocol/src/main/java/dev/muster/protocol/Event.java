package dev.muster.protocol;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.FailureKind;
import dev.muster.model.ToolCall;
import dev.muster.model.Usage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that happens in a session, told to whichever face is attached. */
public sealed interface Event {

  /** A turn of the user begins. */
  record TurnStarted(SessionInfo session) implements Event {}

  /** A request goes to the model. */
  record Requesting() implements Event {}

  /** A stream event as the provider sent it; {@code sinceRequest} on the first one of an answer. */
  record ModelStreamed(Json.Obj raw, @Nullable Duration sinceRequest) implements Event {}

  /** More text of the answer under way, for faces that show it as it comes. */
  record TextStreamed(String text) implements Event {}

  /** What was streamed of the answer under way is void; it will be asked for again. */
  record StreamVoided(String reason) implements Event {}

  /** A whole block of an answer. */
  record AssistantBlock(
      String messageId, String model, ContentBlock block, Usage usage, @Nullable String requestId)
      implements Event {}

  /** What was decided about a call. */
  record CallDecided(ToolCall call, Decided decided) implements Event {}

  /** A call came to its end, run or refused. */
  record CallFinished(ToolCall call, ToolOutcome outcome, Instant at) implements Event {}

  /** A request failed and is repeated. */
  record Retrying(
      int attempt, int maxRetries, Duration delay, @Nullable Integer status, FailureKind kind)
      implements Event {}

  /** Another model takes over. */
  record ModelSwitched(String from, String to, String reason) implements Event {}

  /** The older part of the conversation was replaced by a summary. */
  record Compacted(boolean automatic, long tokensBefore) implements Event {}

  /** A background command started. */
  record TaskStarted(BackgroundTask task) implements Event {}

  /** A background command ended. */
  record TaskEnded(BackgroundTask task) implements Event {}

  /** The permission mode changed. */
  record ModeChanged(PermissionMode mode) implements Event {}

  /** Something that a person should know; it ends nothing. */
  record Warned(String text) implements Event {}

  /** The turn is over. */
  record TurnEnded(TurnResult result) implements Event {}
}
