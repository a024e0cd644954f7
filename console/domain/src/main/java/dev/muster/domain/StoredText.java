package dev.muster.domain;

import org.jspecify.annotations.Nullable;

/** Texts as every store can keep them: no NUL, no half of a surrogate pair. */
final class StoredText {

  private StoredText() {}

  /** The text, with U+FFFD for what cannot be kept. */
  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || c >= Character.MIN_SURROGATE) {
        return mended(text);
      }
    }
    return text;
  }

  private static String mended(String text) {
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        changed = changed == null ? new StringBuilder(text) : changed;
        changed.setCharAt(i, '\uFFFD');
      }
    }
    return changed == null ? text : changed.toString();
  }

  /** The same for a text that may be absent. */
  static @Nullable String ofNullable(@Nullable String text) {
    return text == null ? null : of(text);
  }
}
