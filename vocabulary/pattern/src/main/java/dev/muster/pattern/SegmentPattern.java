package dev.muster.pattern;

/**
 * One path component of a pattern: {@code *}, {@code ?}, {@code [...]} and {@code \} inside a name.
 *
 * <p>Matching backtracks to the last star only, so its cost is at most the product of both lengths.
 */
record SegmentPattern(String text) {

  /** Checks that every bracket is closed and no backslash ends the text. */
  static SegmentPattern of(String text) throws PatternException {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        if (++i == text.length()) {
          throw new PatternException("a backslash ends the pattern");
        }
      } else if (c == '[') {
        i = classEnd(text, i);
        if (i < 0) {
          throw new PatternException("'[' without ']'");
        }
      }
    }
    return new SegmentPattern(text);
  }

  /** Whether it stands for any number of components rather than for a name. */
  boolean isAnyDepth() {
    return text.equals("**");
  }

  /** Whether it matches the name that it is and no other. */
  boolean isName() {
    for (int i = 0; i < text.length(); i++) {
      if ("*?[\\".indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  boolean matches(String name) {
    int p = 0;
    int n = 0;
    int starPattern = -1;
    int starName = -1;
    while (n < name.length()) {
      if (p < text.length() && text.charAt(p) == '*') {
        starPattern = p++;
        starName = n;
        continue;
      }
      int next = p < text.length() ? step(p, name.charAt(n)) : -1;
      if (next >= 0) {
        p = next;
        n++;
      } else if (starPattern >= 0) {
        p = starPattern + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < text.length() && text.charAt(p) == '*') {
      p++;
    }
    return p == text.length();
  }

  /** The position after the pattern item at {@code p} if it takes {@code c}, else -1. */
  private int step(int p, char c) {
    return switch (text.charAt(p)) {
      case '?' -> p + 1;
      case '\\' -> text.charAt(p + 1) == c ? p + 2 : -1;
      case '[' -> {
        int end = classEnd(text, p);
        yield inClass(p + 1, end, c) ? end + 1 : -1;
      }
      default -> text.charAt(p) == c ? p + 1 : -1;
    };
  }

  private boolean inClass(int from, int end, char c) {
    int i = from;
    boolean negated = text.charAt(i) == '!' || text.charAt(i) == '^';
    if (negated) {
      i++;
    }
    boolean found = false;
    while (i < end) {
      if (text.charAt(i) == '\\' && i + 1 < end) {
        i++;
      }
      char low = text.charAt(i++);
      if (i + 1 < end && text.charAt(i) == '-') {
        i++;
        if (text.charAt(i) == '\\' && i + 1 < end) {
          i++;
        }
        found |= low <= c && c <= text.charAt(i++);
      } else {
        found |= low == c;
      }
    }
    return found != negated;
  }

  private static int classEnd(String text, int open) {
    int i = open + 1;
    if (i < text.length() && (text.charAt(i) == '!' || text.charAt(i) == '^')) {
      i++;
    }
    if (i < text.length() && text.charAt(i) == ']') {
      i++;
    }
    while (i < text.length() && text.charAt(i) != ']') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i < text.length() ? i : -1;
  }
}
