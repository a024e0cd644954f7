package dev.muster.headless;

import java.util.Optional;

/** What a headless run reads from its standard input. */
public enum InputFormat {
  /** Text, which follows the prompt argument. */
  TEXT("text"),
  /** Messages and control requests of a host, one JSON object a line, until the input ends. */
  STREAM_JSON("stream-json");

  private final String wireName;

  InputFormat(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the command line. */
  public String wireName() {
    return wireName;
  }

  /** The format of that name. */
  public static Optional<InputFormat> ofWire(String name) {
    for (InputFormat format : values()) {
      if (format.wireName.equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
