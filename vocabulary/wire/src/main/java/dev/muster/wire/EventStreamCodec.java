package dev.muster.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/**
 * Cuts a byte stream into event-stream frames, and writes such frames.
 *
 * <p>A frame is: its length and its headers' length (32 bits each, big-endian), the CRC-32 of those
 * eight bytes, the headers, the payload, and the CRC-32 of all before. A header is a name (8-bit
 * length), a type and a value. Both checksums and every length are checked before anything is
 * believed. Bytes may arrive in any pieces. A decoder is for use by one thread.
 *
 * <p>Source: AWS's specification "Amazon Event Stream Specification" of Smithy.
 */
public final class EventStreamCodec {

  /**
   * The longest frame, in bytes; the format's own limits are a payload of 24 MB and headers of 128
   * kB.
   */
  public static final int MAX_FRAME_BYTES = 25 * 1024 * 1024;

  private static final int MAX_HEADER_BYTES = 128 * 1024;
  private static final int PRELUDE = 12;
  private static final int AROUND = PRELUDE + 4;

  private byte[] pending = new byte[4096];
  private int length;

  /** Starts at the beginning of a stream. */
  public EventStreamCodec() {}

  /**
   * Takes the next bytes and delivers each frame that they complete.
   *
   * @throws WireException when the bytes are no such frames; the decoder must not be used again
   */
  public void feed(byte[] bytes, int offset, int count, Consumer<EventStreamFrame> sink)
      throws WireException {
    append(bytes, offset, count);
    int at = 0;
    while (length - at >= PRELUDE) {
      int total = checkedTotal(at);
      if (length - at < total) {
        break;
      }
      sink.accept(frame(at, total));
      at += total;
    }
    if (at > 0) {
      System.arraycopy(pending, at, pending, 0, length - at);
      length -= at;
      if (length == 0 && pending.length > 1 << 20) {
        pending = new byte[4096];
      }
    }
  }

  /** Whether the bytes so far end in the middle of a frame. */
  public boolean isWithin() {
    return length > 0;
  }

  private int checkedTotal(int at) throws WireException {
    ByteBuffer prelude = ByteBuffer.wrap(pending, at, PRELUDE);
    long total = Integer.toUnsignedLong(prelude.getInt());
    long headers = Integer.toUnsignedLong(prelude.getInt());
    if (prelude.getInt() != crc(pending, at, 8)) {
      throw new WireException("a frame of the event stream has a wrong checksum at its start");
    }
    if (total > MAX_FRAME_BYTES || total < AROUND || headers > total - AROUND) {
      throw new WireException("a frame of the event stream has lengths that cannot be");
    }
    if (headers > MAX_HEADER_BYTES) {
      throw new WireException("a frame of the event stream has headers that are too long");
    }
    return (int) total;
  }

  private EventStreamFrame frame(int at, int total) throws WireException {
    int headerBytes = ByteBuffer.wrap(pending, at + 4, 4).getInt();
    int told = ByteBuffer.wrap(pending, at + total - 4, 4).getInt();
    if (told != crc(pending, at, total - 4)) {
      throw new WireException("a frame of the event stream has a wrong checksum");
    }
    int headersAt = at + PRELUDE;
    int payloadAt = headersAt + headerBytes;
    return new EventStreamFrame(
        headers(ByteBuffer.wrap(pending, headersAt, headerBytes)),
        Arrays.copyOfRange(pending, payloadAt, at + total - 4));
  }

  private static Map<String, String> headers(ByteBuffer in) throws WireException {
    Map<String, String> headers = new LinkedHashMap<>();
    while (in.hasRemaining()) {
      String name = text(in, in.get() & 0xff);
      int type = need(in, 1).get();
      switch (type) {
        case 0, 1 -> {}
        case 2 -> skip(in, 1);
        case 3 -> skip(in, 2);
        case 4 -> skip(in, 4);
        case 5, 8 -> skip(in, 8);
        case 6 -> skip(in, need(in, 2).getShort() & 0xffff);
        case 7 -> headers.put(name, text(in, need(in, 2).getShort() & 0xffff));
        case 9 -> skip(in, 16);
        default -> throw new WireException("a header of the event stream has no known type");
      }
    }
    return headers;
  }

  private static ByteBuffer need(ByteBuffer in, int count) throws WireException {
    if (in.remaining() < count) {
      throw new WireException("a header of the event stream is cut off");
    }
    return in;
  }

  private static void skip(ByteBuffer in, int count) throws WireException {
    need(in, count).position(in.position() + count);
  }

  private static String text(ByteBuffer in, int count) throws WireException {
    byte[] bytes = new byte[count];
    need(in, count).get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void append(byte[] bytes, int offset, int count) throws WireException {
    if ((long) length + count > 2L * MAX_FRAME_BYTES) {
      throw new WireException("more of an event stream at once than two frames can be");
    }
    if (length + count > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(length + count, 2 * pending.length));
    }
    System.arraycopy(bytes, offset, pending, length, count);
    length += count;
  }

  /**
   * Writes a frame.
   *
   * @param headers names of at most 255 bytes, values of at most 65,535
   */
  public static byte[] encode(Map<String, String> headers, byte[] payload) {
    ByteArrayOutputStream head = new ByteArrayOutputStream(128);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      byte[] name = header.getKey().getBytes(StandardCharsets.UTF_8);
      byte[] value = header.getValue().getBytes(StandardCharsets.UTF_8);
      if (name.length > 255 || value.length > 0xffff) {
        throw new IllegalArgumentException("a header of an event stream is too long");
      }
      head.write(name.length);
      head.writeBytes(name);
      head.write(7);
      head.write(value.length >> 8);
      head.write(value.length);
      head.writeBytes(value);
    }
    int total = AROUND + head.size() + payload.length;
    ByteBuffer out = ByteBuffer.allocate(total);
    out.putInt(total).putInt(head.size());
    out.putInt(crc(out.array(), 0, 8));
    out.put(head.toByteArray()).put(payload);
    out.putInt(crc(out.array(), 0, total - 4));
    return out.array();
  }

  private static int crc(byte[] bytes, int offset, int count) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, count);
    return (int) crc.getValue();
  }
}
