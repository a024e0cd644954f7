package dev.muster.workspace.search;

/** A place in a pattern, moving forward by code points; for use by one thread. */
final class PatternCursor {

  private static final int END = -1;

  private final String text;
  private int at;

  PatternCursor(String text) {
    this.text = text;
  }

  boolean hasMore() {
    return at < text.length();
  }

  /** The next code point, not taken; -1 at the end. */
  int peek() {
    return at < text.length() ? text.codePointAt(at) : END;
  }

  boolean peekIs(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** Takes the next code point; -1 at the end. */
  int next() {
    int c = peek();
    at += c == END ? 0 : Character.charCount(c);
    return c;
  }

  /** Takes that character if it is next. */
  boolean accept(char c) {
    boolean there = peekIs(c);
    at += there ? 1 : 0;
    return there;
  }

  /** Takes that text if it is next. */
  boolean accept(String expected) {
    boolean there = startsWith(expected);
    at += there ? expected.length() : 0;
    return there;
  }

  /** Takes the ASCII digits that are next. */
  String digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return text.substring(from, at);
  }

  /**
   * Takes everything up to that character, and the character; {@code null}-free: throws if none.
   */
  String upTo(char end) throws GrepSyntax.SyntaxException {
    int close = text.indexOf(end, at);
    if (close < 0) {
      throw new GrepSyntax.SyntaxException("an escape without its '" + end + "'");
    }
    String taken = text.substring(at, close);
    at = close + 1;
    return taken;
  }

  /** Takes that many characters. */
  String take(int count) throws GrepSyntax.SyntaxException {
    if (at + count > text.length()) {
      throw new GrepSyntax.SyntaxException("the pattern ends inside an escape");
    }
    at += count;
    return text.substring(at - count, at);
  }
}
