package dev.muster.wire;

import java.util.Map;

/** One frame of the format {@code application/vnd.amazon.eventstream}. Immutable. */
public final class EventStreamFrame {

  private final Map<String, String> headers;
  private final byte[] payload;

  /** Of headers and a payload, which is not to be changed afterwards. */
  EventStreamFrame(Map<String, String> headers, byte[] payload) {
    this.headers = Map.copyOf(headers);
    this.payload = payload;
  }

  /** The headers whose values are texts; others are checked and left out. */
  public Map<String, String> headers() {
    return headers;
  }

  /** The payload, not to be changed. */
  public byte[] payload() {
    return payload;
  }

  /** A header, or an empty text. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
