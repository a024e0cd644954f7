package dev.muster.permission.program;

/**
 * The options of a program that leave it a reader.
 *
 * <p>Written as words: {@code -abc} are letters without a value, {@code -n:} a letter with one,
 * {@code -f@} a letter whose value is a file to read, {@code -M?} a letter with a value only when
 * attached, {@code -U=} one that must have its value attached, {@code -#} a number as an option;
 * {@code --all}, {@code --lines:}, {@code --file@}, {@code --color?} and {@code --format=}
 * likewise, where attached means after an equals sign. What is not listed is unknown, abbreviations
 * too.
 */
record OptionTable(String listed) {

  /** What an option takes. */
  enum Takes {
    NOTHING,
    VALUE,
    FILE,
    ATTACHED_VALUE,
    ONLY_ATTACHED,
    UNKNOWN
  }

  Takes letter(char letter) {
    int at = 0;
    while (at < listed.length()) {
      int end = endOfWord(at);
      if (listed.charAt(at) == '-' && listed.charAt(at + 1) != '-') {
        int found = listed.indexOf(letter, at + 1);
        if (found >= 0 && found < end && isOptionCharacter(letter)) {
          return found + 1 < end ? takes(listed.charAt(found + 1)) : Takes.NOTHING;
        }
      }
      at = end + 1;
    }
    return Takes.UNKNOWN;
  }

  /** Of a long option, named with its dashes. */
  Takes name(String name) {
    int at = 0;
    while (at < listed.length()) {
      int end = endOfWord(at);
      if (listed.startsWith(name, at) && at + name.length() <= end) {
        int after = at + name.length();
        Takes takes = after < end ? takes(listed.charAt(after)) : Takes.NOTHING;
        if (after == end || (after + 1 == end && takes != Takes.NOTHING)) {
          return takes;
        }
      }
      at = end + 1;
    }
    return Takes.UNKNOWN;
  }

  boolean takesNumbers() {
    return listed.startsWith("-# ") || listed.contains(" -#");
  }

  private int endOfWord(int at) {
    int end = listed.indexOf(' ', at);
    return end < 0 ? listed.length() : end;
  }

  private static boolean isOptionCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
  }

  private static Takes takes(char mark) {
    return switch (mark) {
      case ':' -> Takes.VALUE;
      case '@' -> Takes.FILE;
      case '?' -> Takes.ATTACHED_VALUE;
      case '=' -> Takes.ONLY_ATTACHED;
      default -> Takes.NOTHING;
    };
  }
}
