package dev.muster.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a byte stream into server-sent events, after the WHATWG HTML standard, section 9.2.6.
 *
 * <p>Lines end with CR, LF or CRLF; a byte-order mark at the start and comments are skipped; an
 * event that the stream's end cuts off is never delivered. Bytes may arrive in any pieces. An event
 * and a line are bounded, since a hostile server may send one without end. For use by one thread.
 */
public final class SseDecoder {

  /** Takes one event. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one event.
     *
     * @param name the event's name, or an empty text where it had none
     * @param buffer holds the data, in UTF-8; valid only during the call
     */
    void event(String name, byte[] buffer, int offset, int length);
  }

  /** The usual limit of one event's size in bytes. */
  public static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final int MAX_NAME = 100;

  private final int maxEventBytes;
  private final Bytes line = new Bytes();
  private final Bytes data = new Bytes();
  private String name = "";
  private boolean hasData;
  private boolean afterCr;
  private boolean firstLine = true;

  /** Starts at the beginning of a stream. */
  public SseDecoder(int maxEventBytes) {
    this.maxEventBytes = maxEventBytes;
  }

  /**
   * Takes the next bytes and delivers each event that they complete.
   *
   * @throws WireException when an event or a line is longer than the limit; the decoder must not be
   *     used again
   */
  public void feed(byte[] bytes, int offset, int length, Sink sink) throws WireException {
    int end = offset + length;
    int start = offset;
    for (int i = offset; i < end; i++) {
      byte b = bytes[i];
      if (afterCr) {
        afterCr = false;
        if (b == '\n') {
          start = i + 1;
          continue;
        }
      }
      if (b == '\n' || b == '\r') {
        endOfLine(bytes, start, i - start, sink);
        start = i + 1;
        afterCr = b == '\r';
      }
    }
    if (start < end) {
      bound(line.length + (end - start));
      line.append(bytes, start, end - start);
    }
  }

  private void endOfLine(byte[] bytes, int offset, int length, Sink sink) throws WireException {
    if (line.length == 0) {
      line(bytes, offset, length, sink);
    } else {
      bound(line.length + length);
      line.append(bytes, offset, length);
      line(line.array, 0, line.length, sink);
      line.clear();
    }
  }

  private void line(byte[] bytes, int offset, int length, Sink sink) throws WireException {
    int from = offset;
    int end = offset + length;
    if (firstLine) {
      firstLine = false;
      from += byteOrderMark(bytes, offset, length);
    }
    if (from == end) {
      dispatch(sink);
      return;
    }
    int colon = from;
    while (colon < end && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(end, colon + 1);
    if (value < end && bytes[value] == ' ') {
      value++;
    }
    if (Arrays.equals(bytes, from, colon, DATA, 0, DATA.length)) {
      data(bytes, value, end - value);
    } else if (Arrays.equals(bytes, from, colon, EVENT, 0, EVENT.length)) {
      name = new String(bytes, value, Math.min(MAX_NAME, end - value), StandardCharsets.UTF_8);
    }
  }

  private void data(byte[] bytes, int offset, int length) throws WireException {
    bound(data.length + length + 1);
    if (hasData) {
      data.append('\n');
    }
    hasData = true;
    data.append(bytes, offset, length);
  }

  private void dispatch(Sink sink) {
    if (hasData) {
      sink.event(name, data.array, 0, data.length);
    }
    name = "";
    hasData = false;
    data.clear();
  }

  private static int byteOrderMark(byte[] bytes, int offset, int length) {
    boolean present =
        length >= 3
            && bytes[offset] == (byte) 0xEF
            && bytes[offset + 1] == (byte) 0xBB
            && bytes[offset + 2] == (byte) 0xBF;
    return present ? 3 : 0;
  }

  private void bound(long size) throws WireException {
    if (size > maxEventBytes) {
      throw new WireException("an event of the stream is longer than " + maxEventBytes + " bytes");
    }
  }

  /** A growing array; it gives a large array back once the event that needed it is over. */
  private static final class Bytes {
    private static final int USUAL = 4096;

    private byte[] array = new byte[USUAL];
    private int length;

    void append(byte value) {
      room(1);
      array[length++] = value;
    }

    void append(byte[] bytes, int offset, int count) {
      room(count);
      System.arraycopy(bytes, offset, array, length, count);
      length += count;
    }

    private void append(char ascii) {
      append((byte) ascii);
    }

    private void room(int count) {
      if (length + count > array.length) {
        array = Arrays.copyOf(array, Math.max(length + count, array.length * 2));
      }
    }

    void clear() {
      length = 0;
      if (array.length > 64 * USUAL) {
        array = new byte[USUAL];
      }
    }
  }
}
