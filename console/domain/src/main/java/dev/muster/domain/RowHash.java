package dev.muster.domain;

import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 hash in a chain of usage rows. */
public final class RowHash {

  /** How many bytes it is. */
  public static final int BYTES = 32;

  /** What stands before the first row of a chain: zeros. */
  public static final RowHash START = new RowHash(new byte[BYTES]);

  private final byte[] bytes;

  /**
   * Of bytes.
   *
   * @throws IllegalArgumentException when they are not 32
   */
  public RowHash(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a hash has " + BYTES + " bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** Its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
