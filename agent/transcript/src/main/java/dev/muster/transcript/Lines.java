package dev.muster.transcript;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks over the lines of a session file, forwards or backwards, in pieces. */
final class Lines {

  private static final int PIECE = 256 * 1024;

  /** A longer line than this is damage: no request to a model could be as long. */
  private static final int LONGEST = 256 * 1024 * 1024;

  private static final byte[] SUMMARY = bytes(ItemEncoder.SUMMARY_START);
  private static final byte[] PROMPT = bytes(ItemEncoder.PROMPT_START);

  private Lines() {}

  /** Takes lines out of a buffer. */
  @FunctionalInterface
  interface Taker {

    /**
     * Takes the line at an offset.
     *
     * @param at where in the file it begins
     * @param limit an offset behind the end of this line and perhaps of more
     * @return the offset behind its end; -1 to take no more
     */
    int take(byte[] bytes, int offset, int limit, long at) throws IOException;
  }

  /** Where a replay begins. */
  record Start(long summary, long promptBefore) {}

  /** Hands out the whole lines from {@code from} to {@code end}; a last one without end is left. */
  static void forward(FileChannel channel, long from, long end, Taker taker) throws IOException {
    byte[] buffer = new byte[Math.clamp(end - from, 1, PIECE)];
    int filled = 0;
    long base = from;
    while (base + filled < end) {
      if (filled == buffer.length) {
        if (filled >= LONGEST) {
          throw new IOException("a line of more than " + LONGEST + " bytes");
        }
        buffer = Arrays.copyOf(buffer, (int) Math.min(LONGEST, filled * 2L));
      }
      int wanted = (int) Math.min(buffer.length - filled, end - base - filled);
      int read = channel.read(ByteBuffer.wrap(buffer, filled, wanted), base + filled);
      if (read <= 0) {
        return;
      }
      int searched = filled;
      filled += read;
      int whole = behindLastLine(buffer, searched, filled);
      int line = 0;
      while (line < whole) {
        line = taker.take(buffer, line, whole, base + line);
        if (line < 0) {
          return;
        }
      }
      System.arraycopy(buffer, line, buffer, 0, filled - line);
      filled -= line;
      base += line;
    }
  }

  /** The offset behind the next line end; the limit where there is none. */
  static int behindLine(byte[] bytes, int offset, int limit) {
    for (int i = offset; i < limit; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return limit;
  }

  /** Where the first line begins that does not begin before an offset; {@code to} for none. */
  static long lineAfter(FileChannel channel, long offset, long to) throws IOException {
    byte[] some = new byte[16 * 1024];
    long at = offset - 1;
    while (at < to) {
      int length = (int) Math.min(some.length, to - at);
      readFully(channel, some, length, at);
      int behind = behindLine(some, 0, length);
      if (some[behind - 1] == '\n') {
        return at + behind;
      }
      at += length;
    }
    return to;
  }

  private static int behindLastLine(byte[] bytes, int from, int to) {
    for (int i = to - 1; i >= from; i--) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return 0;
  }

  /** The offset behind the last line end before {@code size}; 0 where there is none. */
  static long lastLineEnd(FileChannel channel, long size) throws IOException {
    byte[] buffer = new byte[(int) Math.min(PIECE, Math.max(size, 1))];
    long end = size;
    while (end > 0) {
      int length = (int) Math.min(buffer.length, end);
      readFully(channel, buffer, length, end - length);
      for (int i = length - 1; i >= 0; i--) {
        if (buffer[i] == '\n') {
          return end - length + i + 1;
        }
      }
      end -= length;
    }
    return 0;
  }

  /**
   * Looks backwards from {@code end} for the last summary, and the last prompt before it; -1 for
   * what there is not.
   *
   * @param from where the first item begins
   */
  static Start replayStart(FileChannel channel, long from, long end) throws IOException {
    return replayStart(channel, from, end, -1);
  }

  /** The same where the summary is known already. */
  static Start replayStart(FileChannel channel, long from, long end, long knownSummary)
      throws IOException {
    byte[] buffer = new byte[(int) Math.min(PIECE, Math.max(end - from, 1)) + PROMPT.length];
    long summary = knownSummary;
    long to = end;
    while (to > from) {
      int length = (int) Math.min(PIECE, to - from);
      long start = to - length;
      int filled = (int) Math.min((long) length + PROMPT.length, end - start);
      readFully(channel, buffer, filled, start);
      for (int i = length - 1; i >= 0; i--) {
        if (buffer[i] == '{' && isLineStart(channel, buffer, i, start, from)) {
          if (summary < 0 && startsWith(buffer, i, filled, SUMMARY)) {
            summary = start + i;
          } else if (summary >= 0 && startsWith(buffer, i, filled, PROMPT)) {
            return new Start(summary, start + i);
          }
        }
      }
      to = start;
    }
    return new Start(summary, -1);
  }

  static void readFully(FileChannel channel, byte[] into, int length, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw new IOException("the file became shorter while it was read");
      }
    }
  }

  /** Whether a summary begins at an offset. */
  static boolean isSummary(FileChannel channel, long at, long size) throws IOException {
    if (at < 1 || at + SUMMARY.length > size) {
      return false;
    }
    byte[] start = new byte[SUMMARY.length + 1];
    readFully(channel, start, start.length, at - 1);
    return start[0] == '\n' && startsWith(start, 1, start.length, SUMMARY);
  }

  private static boolean isLineStart(
      FileChannel channel, byte[] buffer, int i, long start, long from) throws IOException {
    if (i > 0) {
      return buffer[i - 1] == '\n';
    }
    if (start == from) {
      return true;
    }
    byte[] before = new byte[1];
    readFully(channel, before, 1, start - 1);
    return before[0] == '\n';
  }

  private static boolean startsWith(byte[] bytes, int at, int end, byte[] prefix) {
    if (at + prefix.length > end) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }
}
