package dev.muster.model;

import java.util.Locale;

/** Why a model stopped, after the Messages API's {@code stop_reason}. */
public enum StopReason {
  END_TURN,
  MAX_TOKENS,
  STOP_SEQUENCE,
  TOOL_USE,
  PAUSE_TURN,
  REFUSAL,
  MODEL_CONTEXT_WINDOW_EXCEEDED,
  /** A reason not known here. */
  OTHER;

  /** The name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The reason of that name on the wire; {@link #OTHER} for a name not known here. */
  public static StopReason ofWire(String name) {
    for (StopReason reason : values()) {
      if (reason.wireName().equals(name)) {
        return reason;
      }
    }
    return OTHER;
  }
}
