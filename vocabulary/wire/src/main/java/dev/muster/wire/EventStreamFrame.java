package dev.muster.wire;

import java.util.Map;

/**
 * One frame of the format {@code application/vnd.amazon.eventstream}.
 *
 * @param headers those whose values are texts; others are checked and left out
 * @param payload not to be changed by whoever reads it
 */
public record EventStreamFrame(Map<String, String> headers, byte[] payload) {
  public EventStreamFrame {
    headers = Map.copyOf(headers);
  }

  /** A header, or an empty text. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
