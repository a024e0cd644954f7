package dev.muster.model;

import dev.muster.json.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thing that happens while a model answers, in the order in which it happens. */
public sealed interface ModelEvent {

  /** The event as the provider sent it; comes before the typed event made from it. */
  record Raw(Json.Obj event) implements ModelEvent {}

  /** The answer begins; its usage so far counts the prompt. */
  record Started(String messageId, String model, Usage usage, @Nullable String requestId)
      implements ModelEvent {}

  /** More text of the block at that index. */
  record TextDelta(int index, String text) implements ModelEvent {}

  /** More reasoning of the block at that index. */
  record ThinkingDelta(int index, String text) implements ModelEvent {}

  /** The block at that index is whole. */
  record BlockDone(int index, ContentBlock block) implements ModelEvent {}

  /**
   * An attempt failed before anything of it was used, and another follows after the delay.
   *
   * @param attempt the number of the retry that follows, from 1
   * @param status the HTTP status, or {@code null} when there was no answer
   */
  record Retrying(
      int attempt,
      int maxRetries,
      Duration delay,
      @Nullable Integer status,
      FailureKind kind,
      String message)
      implements ModelEvent {}
}
