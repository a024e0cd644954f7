package dev.muster.policy.decide;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines, and does what must be done before it waits for more, such as flushing
 * answers. A line that is too long is passed over, not kept. For use by one thread.
 */
final class LineCutter {

  private static final int KEPT_MOST = 1 << 20;

  /** What must be done before a wait. */
  @FunctionalInterface
  interface BeforeWaiting {
    void run() throws IOException;
  }

  private final InputStream in;
  private final int maxBytes;
  private final BeforeWaiting beforeWaiting;
  private final byte[] chunk = new byte[65_536];
  private int from;
  private int to;
  private byte[] line = new byte[4_096];
  private int length;
  private boolean tooLong;

  LineCutter(InputStream in, int maxBytes, BeforeWaiting beforeWaiting) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.beforeWaiting = beforeWaiting;
  }

  /** Goes on to the next line; {@code false} at the end. */
  boolean next() throws IOException {
    length = 0;
    tooLong = false;
    if (line.length > KEPT_MOST) {
      line = new byte[4_096];
    }
    while (true) {
      if (from == to && !fill()) {
        return length > 0 || tooLong;
      }
      int end = from;
      while (end < to && chunk[end] != '\n') {
        end++;
      }
      take(end - from);
      from = end;
      if (end < to) {
        from++;
        return true;
      }
    }
  }

  private boolean fill() throws IOException {
    beforeWaiting.run();
    from = 0;
    to = Math.max(0, in.read(chunk));
    return to > 0;
  }

  private void take(int more) {
    tooLong |= more > maxBytes - length;
    if (tooLong) {
      return;
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, (int) Math.min(maxBytes, 2L * (length + more)));
    }
    System.arraycopy(chunk, from, line, length, more);
    length += more;
  }

  /** The bytes of the present line, from the first; there may be others behind them. */
  byte[] bytes() {
    return line;
  }

  /** How many bytes the present line has, without its line feed. */
  int length() {
    return length;
  }

  /** Whether the present line was longer than the cap. */
  boolean tooLong() {
    return tooLong;
  }
}
