package dev.muster.loop;

import org.jspecify.annotations.Nullable;

/**
 * How far a turn may go.
 *
 * @param maxTurns the most requests of one turn to the model; 0 for no limit
 * @param maxStructuredAttempts how often a structured answer may be invalid
 * @param fallbackModel who is asked when the model is overloaded, or {@code null}
 */
public record LoopLimits(int maxTurns, int maxStructuredAttempts, @Nullable String fallbackModel) {

  /** No limits but the structured answer's usual five attempts. */
  public static final LoopLimits NONE = new LoopLimits(0, 5, null);
}
