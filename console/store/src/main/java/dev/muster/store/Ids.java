package dev.muster.store;

import java.security.SecureRandom;

/** Ids of things, as other programs expect them to look: a prefix and random letters. */
final class Ids {

  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ids() {}

  /** An id of 24 letters after the prefix, 142 bits. */
  static String fresh(String prefix) {
    return prefix + letters(24);
  }

  /** That many random letters and digits. */
  static String letters(int count) {
    StringBuilder id = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      id.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
