package dev.muster.workspace.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Looks for a byte sequence, after Horspool: each step skips as far as the byte under the
 * sequence's end allows. Immutable and safe to share.
 */
final class ByteFinder {

  private final byte[] wanted;
  private final boolean foldCase;
  private final int[] skip = new int[256];

  /**
   * @param foldCase whether ASCII letters match in both cases; {@code text} is then in lower case
   */
  ByteFinder(String text, boolean foldCase) {
    this.wanted = text.getBytes(StandardCharsets.UTF_8);
    this.foldCase = foldCase;
    Arrays.fill(skip, wanted.length);
    for (int i = 0; i < wanted.length - 1; i++) {
      int distance = wanted.length - 1 - i;
      skip[wanted[i] & 0xFF] = distance;
      if (foldCase && wanted[i] >= 'a' && wanted[i] <= 'z') {
        skip[wanted[i] - 0x20] = distance;
      }
    }
  }

  /** Whether the sequence occurs before {@code length}. */
  boolean occursIn(byte[] bytes, int length) {
    int last = wanted.length - 1;
    int at = 0;
    while (at + last < length) {
      int i = last;
      while (i >= 0 && fold(bytes[at + i]) == wanted[i]) {
        i--;
      }
      if (i < 0) {
        return true;
      }
      at += skip[bytes[at + last] & 0xFF];
    }
    return false;
  }

  private byte fold(byte b) {
    return foldCase && b >= 'A' && b <= 'Z' ? (byte) (b + 0x20) : b;
  }
}
