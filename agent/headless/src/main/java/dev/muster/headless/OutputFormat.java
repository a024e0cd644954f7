package dev.muster.headless;

import java.util.Optional;

/** What a headless run writes to its standard output. */
public enum OutputFormat {
  /** The last text of the answer, and a newline. */
  TEXT("text"),
  /** One JSON object, the result; with {@code --verbose} one array of all messages. */
  JSON("json"),
  /** Every message as it happens, one JSON object a line. */
  STREAM_JSON("stream-json");

  private final String wireName;

  OutputFormat(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the command line. */
  public String wireName() {
    return wireName;
  }

  /** The format of that name. */
  public static Optional<OutputFormat> ofWire(String name) {
    for (OutputFormat format : values()) {
      if (format.wireName.equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
