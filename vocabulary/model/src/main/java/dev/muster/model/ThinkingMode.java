package dev.muster.model;

/** Whether and how much the model reasons before it answers. */
public sealed interface ThinkingMode {

  /** Left to the model's own default: nothing is sent. */
  record Unset() implements ThinkingMode {}

  /** No reasoning. */
  record Disabled() implements ThinkingMode {}

  /** The model decides how much. */
  record Adaptive() implements ThinkingMode {}

  /** At most so many tokens; less than the request's output tokens. */
  record Budget(long tokens) implements ThinkingMode {}
}
