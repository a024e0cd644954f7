package dev.muster.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
     * @param buffer holds the data, in UTF-8; to be read during the call alone, since it may be the
     *     array that was fed
     */
    void event(String name, byte[] buffer, int offset, int length);
  }

  /** The usual limit of one event's size in bytes. */
  public static final int MAX_EVENT_BYTES = 32 * 1024 * 1024;

  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
  private static final int MAX_NAME = 100;

  /** The names of the Messages API's events, the most frequent first, which need not be made. */
  private static final String[] NAMES = {
    "content_block_delta",
    "content_block_start",
    "content_block_stop",
    "message_start",
    "message_delta",
    "message_stop",
    "ping",
    "error"
  };

  private final int maxEventBytes;
  private final Bytes line = new Bytes();
  private final Bytes data = new Bytes();
  // An event's only line of data, while it still stands in the array that is being fed.
  private byte @Nullable [] fed;
  private int fedFrom;
  private int fedLength;
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
    while (start < end) {
      if (afterCr) {
        afterCr = false;
        if (bytes[start] == '\n') {
          start++;
          continue;
        }
      }
      int at = start;
      while (at < end && isWithinLine(bytes[at])) {
        at++;
      }
      if (at == end) {
        break;
      }
      afterCr = bytes[at] == '\r';
      endOfLine(bytes, start, at - start, sink);
      start = at + 1;
    }
    if (start < end) {
      bound(line.length + (end - start));
      line.append(bytes, start, end - start);
    }
    keep();
  }

  /** In an order in which one comparison is enough for most bytes. */
  private static boolean isWithinLine(byte value) {
    return value > '\r' || (value != '\n' && value != '\r');
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
      name = name(bytes, value, Math.min(MAX_NAME, end - value));
    }
  }

  private static String name(byte[] bytes, int offset, int length) {
    for (String known : NAMES) {
      if (known.length() == length && isAt(bytes, offset, known)) {
        return known;
      }
    }
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  private static boolean isAt(byte[] bytes, int offset, String ascii) {
    for (int i = ascii.length() - 1; i >= 0; i--) {
      if (bytes[offset + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // whether it is the same array, not the same bytes
  private void data(byte[] bytes, int offset, int length) throws WireException {
    keep();
    bound(data.length + length + 1);
    if (!hasData && bytes != line.array) {
      fed = bytes;
      fedFrom = offset;
      fedLength = length;
    } else {
      if (hasData) {
        data.append('\n');
      }
      data.append(bytes, offset, length);
    }
    hasData = true;
  }

  /** Copies data that stands in the array that was fed, before that changes. */
  private void keep() {
    byte[] borrowed = fed;
    if (borrowed != null) {
      fed = null;
      data.append(borrowed, fedFrom, fedLength);
    }
  }

  private void dispatch(Sink sink) {
    byte[] borrowed = fed;
    String event = name;
    boolean any = hasData;
    fed = null;
    name = "";
    hasData = false;
    if (any && borrowed != null) {
      sink.event(event, borrowed, fedFrom, fedLength);
    } else if (any) {
      sink.event(event, data.array, 0, data.length);
    }
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

  /** A growing array, made when needed; a large one is given back once its event is over. */
  private static final class Bytes {
    private static final int USUAL = 512;

    private static final byte[] NONE = {};

    private byte[] array = NONE;
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
        int twice = Math.max(USUAL, array.length * 2);
        array = Arrays.copyOf(array, Math.max(length + count, twice));
      }
    }

    void clear() {
      length = 0;
      if (array.length > 512 * USUAL) {
        array = NONE;
      }
    }
  }
}
