package dev.muster.pattern;

import java.text.Normalizer;

/**
 * Names as a file system that takes no notice of case compares them.
 *
 * <p>Character by character, so that a part of a name folds as it does within the whole. Beyond
 * case, composed and decomposed letters are alike and invisible characters do not count, as on
 * HFS+.
 */
public final class CaseFold {

  private CaseFold() {}

  /** The form that all names have in common that such a file system takes for one. */
  public static String of(String name) {
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80) {
        return wide(name);
      }
      upper |= c >= 'A' && c <= 'Z';
    }
    return upper ? folded(name) : name;
  }

  private static String wide(String name) {
    return Normalizer.normalize(
        folded(Normalizer.normalize(name, Normalizer.Form.NFD)), Normalizer.Form.NFC);
  }

  private static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      if (Character.getType(c) != Character.FORMAT) {
        folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
      }
    }
    return folded.toString();
  }
}
