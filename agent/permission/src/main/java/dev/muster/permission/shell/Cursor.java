package dev.muster.permission.shell;

/** A place in shell text; passes over line continuations unless told to read raw. */
final class Cursor {
  /** Stands for the end of the text; the text itself never contains it. */
  static final char END = '\0';

  private final String text;
  private int at;

  Cursor(String text) {
    this.text = text;
  }

  /** The next character after any line continuations. */
  char peek() {
    while (at + 1 < text.length() && text.charAt(at) == '\\' && text.charAt(at + 1) == '\n') {
      at += 2;
    }
    return at < text.length() ? text.charAt(at) : END;
  }

  /** The character at the cursor, a backslash of a continuation included. */
  char peekRaw() {
    return at < text.length() ? text.charAt(at) : END;
  }

  void advance() {
    at++;
  }

  /** Takes the next character if it is this one. */
  boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  int position() {
    return Math.min(at, text.length());
  }

  /** The position of the next such character at or after the cursor, or -1. */
  int find(char wanted) {
    return text.indexOf(wanted, at);
  }

  /** Moves to the end of the line, before the newline. */
  void skipLine() {
    int newline = text.indexOf('\n', at);
    at = newline < 0 ? text.length() : newline;
  }

  /** What lies between the cursor and that position; moves there. */
  String takeUntil(int end) {
    String taken = text.substring(at, end);
    at = end;
    return taken;
  }
}
