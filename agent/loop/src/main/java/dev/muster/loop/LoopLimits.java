package dev.muster.loop;

import java.util.List;

/**
 * How far a turn may go.
 *
 * @param maxTurns the most requests of one turn to the model; 0 for no limit
 * @param maxStructuredAttempts how often a structured answer may be invalid
 * @param fallbackModels who is asked when the model is overloaded, and when that one is, in order
 */
public record LoopLimits(int maxTurns, int maxStructuredAttempts, List<String> fallbackModels) {

  /** No limits but the structured answer's usual five attempts. */
  public static final LoopLimits NONE = new LoopLimits(0, 5, List.of());

  public LoopLimits {
    fallbackModels = List.copyOf(fallbackModels);
  }
}
