package dev.muster.model;

import org.jspecify.annotations.Nullable;

/** How a request to a model ended. */
public sealed interface ModelAnswer {

  /**
   * The model answered to the end.
   *
   * @param message the whole answer; a tool use whose input was not JSON is carried as a {@link
   *     ContentBlock.ToolUse} with the text under {@link #UNPARSED_INPUT}
   * @param usage exact, as the provider counted it
   */
  record Complete(
      Message message,
      String messageId,
      String model,
      StopReason stopReason,
      @Nullable String stopSequence,
      Usage usage,
      @Nullable String requestId)
      implements ModelAnswer {}

  /**
   * The stream broke after it had begun; nothing of it may be used.
   *
   * @param usageAtLeast what the provider had counted by then: the true usage is at least this
   * @param status the HTTP status that an error event stood for, or {@code null}
   */
  record Broken(
      FailureKind kind,
      String message,
      Usage usageAtLeast,
      @Nullable Integer status,
      @Nullable String requestId)
      implements ModelAnswer {}

  /**
   * No answer began, after all retries.
   *
   * @param message what the provider said, without credentials
   * @param status the HTTP status, or {@code null} when there was none
   */
  record Failed(
      FailureKind kind, String message, @Nullable Integer status, @Nullable String requestId)
      implements ModelAnswer {}

  /** The member under which a tool input that was not JSON is carried as text. */
  String UNPARSED_INPUT = "__unparsed_input";
}
