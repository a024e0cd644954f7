package dev.muster.workspace;

import java.util.Arrays;

/** A text with every CRLF shown as LF, and the way back to positions in the original. */
final class ShownText {

  private final String original;
  private final String shown;

  /** Positions in the shown text of those line feeds that were CRLF, ascending. */
  private final int[] folded;

  ShownText(String original) {
    this.original = original;
    int[] found = new int[16];
    int count = 0;
    int at = original.indexOf("\r\n");
    while (at >= 0) {
      if (count == found.length) {
        found = Arrays.copyOf(found, count * 2);
      }
      found[count] = at - count;
      count++;
      at = original.indexOf("\r\n", at + 2);
    }
    folded = Arrays.copyOf(found, count);
    shown = count == 0 ? original : original.replace("\r\n", "\n");
  }

  String text() {
    return shown;
  }

  /** The position in the original of a position in the shown text. */
  int original(int position) {
    int index = Arrays.binarySearch(folded, position);
    return position + (index >= 0 ? index : -index - 1);
  }

  /**
   * Whether lines put in place of that range of the original should end in CRLF: as most line ends
   * in the range do, else the next one after it, else the one before it.
   */
  boolean crLfAround(int from, int to) {
    int crLf = 0;
    int all = 0;
    for (int at = original.indexOf('\n', from);
        at >= 0 && at < to;
        at = original.indexOf('\n', at + 1)) {
      all++;
      crLf += isCrLf(at) ? 1 : 0;
    }
    if (all > 0) {
      return crLf * 2 > all;
    }
    int next = original.indexOf('\n', to);
    if (next >= 0) {
      return isCrLf(next);
    }
    int last = original.lastIndexOf('\n', from - 1);
    return last >= 0 && isCrLf(last);
  }

  private boolean isCrLf(int lineFeed) {
    return lineFeed > 0 && original.charAt(lineFeed - 1) == '\r';
  }
}
