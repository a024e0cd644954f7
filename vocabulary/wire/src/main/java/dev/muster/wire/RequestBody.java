package dev.muster.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An encoded request in pieces, so that a long conversation is held once and never moved to a
 * larger array.
 *
 * <p>Immutable; safe to send several times and from several threads.
 */
public final class RequestBody {

  private final List<ByteBuffer> pieces;
  private final long length;

  private RequestBody(List<ByteBuffer> pieces, long length) {
    this.pieces = List.copyOf(pieces);
    this.length = length;
  }

  /** How many bytes there are. */
  public long length() {
    return length;
  }

  /** The pieces in order, read-only, each with a position of its own. */
  public List<ByteBuffer> pieces() {
    List<ByteBuffer> views = new ArrayList<>(pieces.size());
    for (ByteBuffer piece : pieces) {
      views.add(piece.duplicate());
    }
    return views;
  }

  /** All bytes in one new array. */
  public byte[] toByteArray() {
    byte[] all = new byte[Math.toIntExact(length)];
    int at = 0;
    for (ByteBuffer piece : pieces) {
      int size = piece.remaining();
      piece.get(piece.position(), all, at, size);
      at += size;
    }
    return all;
  }

  /** Collects bytes into pieces that double in size up to a limit; for use by one thread. */
  static final class Collector {
    private static final int FIRST = 16 * 1024;
    private static final int LARGEST = 256 * 1024;

    private final List<ByteBuffer> full = new ArrayList<>();
    private byte[] piece = new byte[FIRST];
    private int used;
    private long length;

    void write(int value) {
      if (used == piece.length) {
        next();
      }
      piece[used++] = (byte) value;
    }

    void write(byte[] bytes, int offset, int count) {
      int from = offset;
      int left = count;
      while (left > 0) {
        if (used == piece.length) {
          next();
        }
        int part = Math.min(left, piece.length - used);
        System.arraycopy(bytes, from, piece, used, part);
        used += part;
        from += part;
        left -= part;
      }
    }

    /** Adds all that another one collected, which must not be used again. */
    void append(Collector other) {
      keep();
      other.keep();
      full.addAll(other.full);
      length += other.length;
      piece = new byte[FIRST];
      used = 0;
    }

    private void next() {
      keep();
      piece = new byte[Math.min(LARGEST, piece.length * 2)];
      used = 0;
    }

    private void keep() {
      if (used > 0) {
        full.add(ByteBuffer.wrap(piece, 0, used).asReadOnlyBuffer());
        length += used;
      }
    }

    RequestBody body() {
      keep();
      return new RequestBody(full, length);
    }
  }
}
