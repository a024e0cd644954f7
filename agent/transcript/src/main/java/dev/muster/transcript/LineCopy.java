package dev.muster.transcript;

import java.nio.charset.StandardCharsets;

/** Makes a line of one session a line of another, in place: both ids are equally long. */
final class LineCopy {

  /** The id stands behind {@code type} and {@code kind}, well within this many bytes. */
  private static final int WITHIN = 120;

  private final byte[] from;
  private final byte[] to;

  LineCopy(String fromId, String toId) {
    this.from = ("\"sessionId\":\"" + fromId + "\"").getBytes(StandardCharsets.US_ASCII);
    this.to = ("\"sessionId\":\"" + toId + "\"").getBytes(StandardCharsets.US_ASCII);
    if (from.length != to.length) {
      throw new IllegalArgumentException("ids of different lengths");
    }
  }

  void rename(byte[] bytes, int offset, int length) {
    int last = offset + Math.min(WITHIN, length) - from.length;
    for (int at = offset; at <= last; at++) {
      int i = 0;
      while (i < from.length && bytes[at + i] == from[i]) {
        i++;
      }
      if (i == from.length) {
        System.arraycopy(to, 0, bytes, at, to.length);
        return;
      }
    }
  }
}
