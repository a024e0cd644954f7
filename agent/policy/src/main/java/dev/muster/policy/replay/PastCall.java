package dev.muster.policy.replay;

import dev.muster.model.ToolCall;
import java.time.Instant;

/**
 * A call of a past session.
 *
 * @param at when its outcome was known
 */
public record PastCall(String session, Instant at, ToolCall call, Outcome outcome) {

  /** What became of it. */
  public enum Outcome {
    /** It ran, perhaps after somebody was asked. */
    RAN("ran"),
    /** It ended with an error of its own, or a person refused it: that is told alike. */
    FAILED("failed, or a person refused it"),
    /** Policy refused it. */
    REFUSED("was refused by policy"),
    /** It was to be asked about, and there was nobody to ask. */
    NOBODY("was refused, with nobody to ask");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** The words for it. */
    public String words() {
      return words;
    }
  }
}
