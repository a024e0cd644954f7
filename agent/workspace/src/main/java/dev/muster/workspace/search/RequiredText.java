package dev.muster.workspace.search;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Collects the longest text that every match of a pattern contains, as the pattern is read.
 *
 * <p>Only what stands outside of every group counts. For use by one thread.
 */
final class RequiredText {

  private final StringBuilder run = new StringBuilder();
  private String longest = "";
  private String longestFolded = "";
  private boolean none;

  /** A character that must be there. */
  void literal(int c, int depth) {
    if (depth == 0) {
      run.appendCodePoint(c);
    }
  }

  /** Something that may take any text. */
  void somethingElse() {
    keep(run.toString());
    run.setLength(0);
  }

  /** What came last may be repeated or absent; a further quantifier may yet make it so. */
  void quantified() {
    if (!run.isEmpty()) {
      run.setLength(run.offsetByCodePoints(run.length(), -1));
    }
    somethingElse();
  }

  /** Another alternative begins. */
  void alternative(int depth) {
    none |= depth == 0;
  }

  /** A flag changes how literals match from here on. */
  void flagged(int flag) {
    none |= flag == 'i';
  }

  private void keep(String text) {
    if (text.length() > longest.length()) {
      longest = text;
    }
    StringBuilder part = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && foldsWithinAscii(text.charAt(i))) {
        part.append(text.charAt(i));
      } else {
        if (part.length() > longestFolded.length()) {
          longestFolded = part.toString().toLowerCase(Locale.ROOT);
        }
        part.setLength(0);
      }
    }
  }

  /** Whether the other case of a character is in ASCII too; that of k and s also is elsewhere. */
  private static boolean foldsWithinAscii(char c) {
    return c < 0x80 && c != 'k' && c != 'K' && c != 's' && c != 'S';
  }

  @Nullable String longest(boolean ignoreCase) {
    somethingElse();
    String text = ignoreCase ? longestFolded : longest;
    return none || text.isEmpty() ? null : text;
  }
}
