package dev.muster.permission.shell;

import dev.muster.permission.shell.Token.Kind;

/** Cuts shell text into tokens as bash does, one at a time. */
final class Lexer {
  private final Cursor cursor;
  private Kind last = Kind.NEWLINE;

  Lexer(String text) {
    this.cursor = new Cursor(text);
  }

  /** The next token; after the end or a bad one, do not call again. */
  Token next() {
    skipBlanks();
    Token token = read();
    last = token.kind();
    return token;
  }

  private void skipBlanks() {
    char c = cursor.peek();
    while (c == ' ' || c == '\t') {
      cursor.advance();
      c = cursor.peek();
    }
    if (c == '#') {
      // No continuation here: a backslash at the end of a comment is part of the comment.
      cursor.skipLine();
    }
  }

  private Token read() {
    char c = cursor.peek();
    int start = cursor.position();
    return switch (c) {
      case Cursor.END -> token(Kind.END, start);
      case '\n' -> taken(Kind.NEWLINE, start);
      case ';' -> semicolon(start);
      case '&' -> ampersand(start);
      case '|' -> pipe(start);
      case '<' -> less(start);
      case '>' -> greater(start);
      case '(', ')' -> bad("a parenthesis (a subshell, function or pattern)", start);
      case '-' -> dash(start);
      default -> new WordReader(cursor).read();
    };
  }

  /** Directly after {@code >&} or {@code <&} a dash is a token of its own. */
  private Token dash(int start) {
    if (last != Kind.DUPLICATE_INPUT && last != Kind.DUPLICATE_OUTPUT) {
      return new WordReader(cursor).read();
    }
    cursor.advance();
    if (!WordReader.endsWord(cursor.peek())) {
      return bad("text directly after a closed descriptor", start);
    }
    return new Token(Kind.WORD, "-", false, 1, start, cursor.position());
  }

  private Token semicolon(int start) {
    cursor.advance();
    char c = cursor.peek();
    return c == ';' || c == '&'
        ? bad("an operator of a case statement", start)
        : token(Kind.SEMICOLON, start);
  }

  private Token ampersand(int start) {
    cursor.advance();
    if (cursor.take('&')) {
      return token(Kind.AND, start);
    }
    if (cursor.take('>')) {
      return token(cursor.take('>') ? Kind.APPEND_BOTH : Kind.WRITE_BOTH, start);
    }
    return bad("a command in the background (&)", start);
  }

  private Token pipe(int start) {
    cursor.advance();
    if (cursor.take('|')) {
      return token(Kind.OR, start);
    }
    return token(cursor.take('&') ? Kind.PIPE_BOTH : Kind.PIPE, start);
  }

  private Token less(int start) {
    cursor.advance();
    if (cursor.take('<')) {
      return bad(cursor.peek() == '<' ? "a here-string (<<<)" : "a here-document (<<)", start);
    }
    if (cursor.take('&')) {
      return token(Kind.DUPLICATE_INPUT, start);
    }
    return token(cursor.take('>') ? Kind.READ_WRITE : Kind.READ, start);
  }

  private Token greater(int start) {
    cursor.advance();
    if (cursor.take('>')) {
      return token(Kind.APPEND, start);
    }
    if (cursor.take('&')) {
      return token(Kind.DUPLICATE_OUTPUT, start);
    }
    return token(cursor.take('|') ? Kind.CLOBBER : Kind.WRITE, start);
  }

  private Token taken(Kind kind, int start) {
    cursor.advance();
    return token(kind, start);
  }

  private Token token(Kind kind, int start) {
    return new Token(kind, "", false, 0, start, cursor.position());
  }

  private Token bad(String reason, int start) {
    return new Token(Kind.BAD, reason, false, 0, start, cursor.position());
  }
}
