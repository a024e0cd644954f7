package dev.muster.permission.shell.syntax;

/** Reads what stands between {@code $'} and the closing quote. */
final class EscapeParser {
  private final Source source;
  private final StringBuilder value = new StringBuilder();

  /** Where the value ends for the shell because of a NUL, or -1. */
  private int end = -1;

  EscapeParser(Source source) {
    this.source = source;
  }

  String read() {
    while (true) {
      char c = source.raw();
      if (c == Source.END) {
        throw new Refusal("a single quote that is not closed");
      }
      source.advance();
      if (c == '\'') {
        return end < 0 ? value.toString() : value.substring(0, end);
      }
      if (c == '\\') {
        escape(source.raw());
      } else {
        value.append(c);
      }
    }
  }

  private void escape(char c) {
    source.advance();
    switch (c) {
      case 'a' -> value.append('\u0007');
      case 'b' -> value.append('\b');
      case 'e', 'E' -> value.append('\u001b');
      case 'f' -> value.append('\f');
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case 'v' -> value.append('\u000b');
      case '\\', '\'', '"', '?' -> value.append(c);
      case 'x' -> code(16, 2);
      case 'u' -> code(16, 4);
      case 'U' -> code(16, 8);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        source.moveTo(source.position() - 1);
        code(8, 3);
      }
      case 'c' -> throw new Refusal("a control character written as an escape");
      case Source.END -> throw new Refusal("a single quote that is not closed");
      default -> value.append('\\').append(c);
    }
  }

  /** What lies beyond ASCII depends on the encoding. */
  private void code(int radix, int longest) {
    long code = 0;
    int digits = 0;
    while (digits < longest && digit(source.raw(), radix) >= 0) {
      code = code * radix + digit(source.raw(), radix);
      digits++;
      source.advance();
    }
    if (digits == 0 || code >= 0x80) {
      throw new Refusal("a character written as an escape that is not plain ASCII");
    }
    if (code == 0 && end < 0) {
      end = value.length();
    }
    value.append((char) code);
  }

  private static int digit(char c, int radix) {
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }
}
