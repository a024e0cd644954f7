package dev.muster.headless;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines, each no longer than a cap. For use by one thread. */
final class LineReader {

  /** A line longer than the cap. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final InputStream in;
  private final int maxBytes;
  private final byte[] chunk = new byte[16_384];
  private int from;
  private int to;

  LineReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * The next line without its line feed, or {@code null} at the end.
   *
   * @throws TooLong when the line is longer than the cap
   */
  byte @Nullable [] next() throws IOException {
    byte[] line = new byte[256];
    int length = 0;
    while (true) {
      if (from == to) {
        from = 0;
        to = Math.max(0, in.read(chunk));
        if (to == 0) {
          return length == 0 ? null : Arrays.copyOf(line, length);
        }
      }
      int end = from;
      while (end < to && chunk[end] != '\n') {
        end++;
      }
      int more = end - from;
      if (more > maxBytes - length) {
        throw new TooLong();
      }
      if (length + more > line.length) {
        line = Arrays.copyOf(line, (int) Math.min(maxBytes, Math.max(length + more, 2L * length)));
      }
      System.arraycopy(chunk, from, line, length, more);
      length += more;
      from = end;
      if (end < to) {
        from++;
        return Arrays.copyOf(line, length);
      }
    }
  }
}
