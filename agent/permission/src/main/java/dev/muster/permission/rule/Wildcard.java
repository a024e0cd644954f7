package dev.muster.permission.rule;

/**
 * A text in which {@code *} stands for any characters, none included.
 *
 * <p>Matching backtracks to the last star only, so its cost is at most the product of both lengths.
 */
public record Wildcard(String pattern) {

  /** Whether the pattern takes the whole text from an offset on. */
  public boolean matches(String text, int from) {
    int p = 0;
    int t = from;
    int star = -1;
    int starText = -1;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        starText = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        if (star == pattern.length() - 1) {
          return true;
        }
        p = star + 1;
        t = ++starText;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Whether the pattern takes the whole text. */
  public boolean matches(String text) {
    return matches(text, 0);
  }

  /** Whether there is no star in it. */
  public boolean isLiteral() {
    return pattern.indexOf('*') < 0;
  }
}
