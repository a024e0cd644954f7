package dev.muster.permission.shell;

import org.jspecify.annotations.Nullable;

/** Reads one literal word, removing quotes; says why where a word is more than literal. */
final class WordReader {
  private final Cursor cursor;
  private final StringBuilder value = new StringBuilder();
  private int plain = -1;
  private @Nullable String problem;

  WordReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /** Reads from the cursor, which stands on the first character of a word. */
  Token read() {
    int start = cursor.position();
    char c = cursor.peek();
    while (problem == null && !endsWord(c)) {
      readPiece(c);
      c = cursor.peek();
    }
    if (problem != null) {
      return new Token(Token.Kind.BAD, problem, false, 0, start, cursor.position());
    }
    boolean quoted = plain >= 0;
    boolean redirectionNext = c == '<' || c == '>';
    if (redirectionNext && value.length() == 2 && value.charAt(0) == '{') {
      return new Token(Token.Kind.BAD, "a brace before a redirection", false, 0, start, start);
    }
    boolean number = redirectionNext && !quoted && onlyDigits(value);
    return new Token(
        number ? Token.Kind.NUMBER : Token.Kind.WORD,
        value.toString(),
        quoted,
        quoted ? plain : value.length(),
        start,
        cursor.position());
  }

  static boolean endsWord(char c) {
    return switch (c) {
      case Cursor.END, ' ', '\t', '\n', '|', '&', ';', '(', ')', '<', '>' -> true;
      default -> false;
    };
  }

  static boolean onlyDigits(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private void readPiece(char c) {
    switch (c) {
      case '\'' -> readSingleQuoted();
      case '"' -> readDoubleQuoted();
      case '\\' -> readEscaped();
      case '$' -> problem = dollar();
      case '`' -> problem = "a command substitution with backticks";
      case '*', '?' -> problem = "an unquoted file name pattern (" + c + ")";
      case '[' -> readBracket();
      case '~' -> readTilde();
      case '{' -> readBrace();
      case '}' -> problem = "an unquoted closing brace";
      default -> {
        value.append(c);
        cursor.advance();
      }
    }
  }

  private void markQuoted() {
    if (plain < 0) {
      plain = value.length();
    }
  }

  private void readSingleQuoted() {
    markQuoted();
    cursor.advance();
    int close = cursor.find('\'');
    if (close < 0) {
      problem = "a single quote that is not closed";
      return;
    }
    value.append(cursor.takeUntil(close));
    cursor.advance();
  }

  private void readDoubleQuoted() {
    markQuoted();
    cursor.advance();
    while (problem == null) {
      char c = cursor.peek();
      switch (c) {
        case Cursor.END -> problem = "a double quote that is not closed";
        case '$' -> problem = dollar();
        case '`' -> problem = "a command substitution with backticks";
        case '"' -> {
          cursor.advance();
          return;
        }
        case '\\' -> readEscapedInDoubleQuotes();
        default -> {
          value.append(c);
          cursor.advance();
        }
      }
    }
  }

  private void readEscapedInDoubleQuotes() {
    cursor.advance();
    char c = cursor.peekRaw();
    switch (c) {
      case '"', '\\', '$', '`' -> {
        value.append(c);
        cursor.advance();
      }
      // Before any other character the backslash stays; that character is read in its turn.
      default -> value.append('\\');
    }
  }

  private void readEscaped() {
    markQuoted();
    cursor.advance();
    char c = cursor.peekRaw();
    if (c == Cursor.END) {
      problem = "a backslash at the end of the text";
      return;
    }
    value.append(c);
    cursor.advance();
  }

  private String dollar() {
    cursor.advance();
    return switch (cursor.peek()) {
      case '(' -> "a command or arithmetic substitution ($(…))";
      case '\'' -> "a quotation with escapes ($'…')";
      case '"' -> "a dollar sign before a quotation";
      default -> "a variable or other expansion ($)";
    };
  }

  /** A lone bracket is the name of a command; anywhere else it begins a file name pattern. */
  private void readBracket() {
    cursor.advance();
    if (value.isEmpty() && plain < 0 && endsWord(cursor.peek())) {
      value.append('[');
    } else {
      problem = "an unquoted file name pattern ([)";
    }
  }

  /** Expanded at the start of a word, and after = or : in what looks like an assignment. */
  private void readTilde() {
    char before = value.isEmpty() ? '=' : value.charAt(value.length() - 1);
    if (before == '=' || before == ':') {
      problem = "an unquoted tilde (~)";
      return;
    }
    value.append('~');
    cursor.advance();
  }

  /** Braces around one plain name, as in {@code stash@{0}}, or around nothing stay as they are. */
  private void readBrace() {
    boolean first = value.isEmpty() && plain < 0;
    int length = 1;
    int start = cursor.position();
    cursor.advance();
    value.append('{');
    while (isPlainName(cursor.peekRaw())) {
      value.append(cursor.peekRaw());
      cursor.advance();
      length++;
    }
    boolean closed = cursor.peekRaw() == '}' && cursor.position() == start + length;
    if (!closed || (first && length > 1)) {
      problem = "an unquoted brace ({)";
      return;
    }
    value.append('}');
    cursor.advance();
  }

  private static boolean isPlainName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
