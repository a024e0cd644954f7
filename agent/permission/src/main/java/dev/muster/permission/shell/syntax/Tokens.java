package dev.muster.permission.shell.syntax;

import dev.muster.permission.shell.syntax.Redirect.Operator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a text into tokens as bash does, and takes the bodies of here-documents out of it. */
final class Tokens {
  private final Source source;
  private final Deque<HereDocument> documents = new ArrayDeque<>();
  private @Nullable Token next;

  Tokens(Source source) {
    this.source = source;
  }

  /** The next token, which stays; a word or a redirection is then read from the source. */
  Token peek() {
    if (next == null) {
      skipBlanks();
      next = look();
    }
    return next;
  }

  /** Forgets what came next, since it is read from the source now. */
  void consumed() {
    next = null;
  }

  /** Passes over the next token, which is an operator. */
  void take() {
    Token token = peek();
    next = null;
    int length =
        switch (token) {
          case END, WORD, REDIRECTION -> 0;
          case NEWLINE, SEMICOLON, BACKGROUND, PIPE, OPEN, CLOSE -> 1;
          case AND, OR, PIPE_BOTH, LEAVE_ARM, RUN_NEXT_ARM -> 2;
          case TEST_NEXT_ARM -> 3;
        };
    for (int i = 0; i < length; i++) {
      source.peek();
      source.advance();
    }
    if (token == Token.NEWLINE) {
      readDocuments();
    }
  }

  void skipNewlines() {
    while (peek() == Token.NEWLINE) {
      take();
    }
  }

  private void skipBlanks() {
    char c = source.peek();
    while (c == ' ' || c == '\t') {
      source.advance();
      c = source.peek();
    }
    if (c == '#') {
      source.skipLine();
    }
  }

  private Token look() {
    char c = source.peek();
    return switch (c) {
      case Source.END -> Token.END;
      case '\n' -> Token.NEWLINE;
      case '(' -> Token.OPEN;
      case ')' -> Token.CLOSE;
      case ';' -> semicolon();
      case '&' -> ampersand();
      case '|' -> {
        if (source.sees('|', '|')) {
          yield Token.OR;
        }
        yield source.sees('|', '&') ? Token.PIPE_BOTH : Token.PIPE;
      }
      case '<', '>' -> source.sees(c, '(') ? Token.WORD : Token.REDIRECTION;
      default -> Token.WORD;
    };
  }

  private Token semicolon() {
    if (source.sees(';', '&')) {
      return Token.RUN_NEXT_ARM;
    }
    if (!source.sees(';', ';')) {
      return Token.SEMICOLON;
    }
    int start = source.position();
    source.advance();
    boolean tests = source.sees(';', '&');
    source.moveTo(start);
    return tests ? Token.TEST_NEXT_ARM : Token.LEAVE_ARM;
  }

  private Token ampersand() {
    if (source.sees('&', '&')) {
      return Token.AND;
    }
    return source.sees('&', '>') ? Token.REDIRECTION : Token.BACKGROUND;
  }

  /** Reads the operator of a redirection. */
  Operator operator() {
    next = null;
    if (source.take('&')) {
      source.take('>');
      return source.take('>') ? Operator.APPEND_BOTH : Operator.WRITE_BOTH;
    }
    if (source.take('>')) {
      if (source.take('>')) {
        return Operator.APPEND;
      }
      if (source.take('&')) {
        return Operator.DUPLICATE_OUTPUT;
      }
      return source.take('|') ? Operator.CLOBBER : Operator.WRITE;
    }
    source.take('<');
    if (source.take('<')) {
      if (source.take('<')) {
        return Operator.HERE_STRING;
      }
      return source.take('-') ? Operator.HERE_DOCUMENT_TABS : Operator.HERE_DOCUMENT;
    }
    if (source.take('&')) {
      return Operator.DUPLICATE_INPUT;
    }
    return source.take('>') ? Operator.READ_WRITE : Operator.READ;
  }

  /** Keeps a here-document until its line ends. */
  void add(HereDocument document) {
    documents.add(document);
    source.addDocuments(1);
  }

  /** Whether a body is still to come. */
  boolean awaitsDocuments() {
    return !documents.isEmpty();
  }

  private void readDocuments() {
    if (source.documents() > documents.size()) {
      throw new Refusal("a line in a substitution before the body of a here-document");
    }
    while (!documents.isEmpty()) {
      read(documents.remove());
      source.addDocuments(-1);
    }
  }

  private void read(HereDocument document) {
    StringBuilder body = new StringBuilder();
    StringBuilder line = new StringBuilder();
    while (true) {
      if (source.raw() == Source.END) {
        throw new Refusal("a here-document that does not end");
      }
      line.setLength(0);
      boolean ended = document.quoted() ? rawLine(line) : joinedLine(line);
      int start = 0;
      while (document.stripsTabs() && start < line.length() && line.charAt(start) == '\t') {
        start++;
      }
      boolean begins = line.indexOf(document.delimiter(), start) == start;
      boolean found = begins && line.length() == start + document.delimiter().length();
      if (found) {
        break;
      }
      if (begins && !ended) {
        // Some versions end the body at a delimiter with a parenthesis after it.
        throw new Refusal("a here-document that does not end");
      }
      body.append(line, start, line.length()).append('\n');
    }
    String text = body.toString();
    if (document.quoted()) {
      document.fill(List.of(new Part.Quoted(text)));
    } else {
      document.fill(new QuoteParser(source.inner(text)).document());
    }
  }

  /** Reads a line without its end; returns whether it had one. */
  private boolean rawLine(StringBuilder line) {
    int start = source.position();
    source.skipLine();
    line.append(source.text(), start, source.position());
    boolean ended = source.raw() == '\n';
    if (ended) {
      source.advance();
    }
    return ended;
  }

  /** The same of a line together with those that continue it. */
  private boolean joinedLine(StringBuilder line) {
    while (true) {
      char c = source.peek();
      if (c == Source.END) {
        return false;
      }
      source.advance();
      if (c == '\n') {
        return true;
      }
      line.append(c);
      if (c == '\\' && source.raw() != Source.END) {
        line.append(source.raw());
        source.advance();
      }
    }
  }
}
