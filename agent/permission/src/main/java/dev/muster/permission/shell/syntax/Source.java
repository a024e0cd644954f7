package dev.muster.permission.shell.syntax;

/** A place in a text; passes over line continuations unless told to read raw. */
final class Source {
  /** Stands for the end of the text; the text itself never contains it. */
  static final char END = '\0';

  /** How deep constructs may stand inside one another: what the shortest stack surely holds. */
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;

  /** Here-documents, of all readers of this text, whose bodies are still to come. */
  private int documents;

  Source(String text) {
    this.text = text;
  }

  /** A text that stands inside another one. */
  Source inner(String innerText) {
    Source inner = new Source(innerText);
    inner.depth = depth;
    return inner;
  }

  String text() {
    return text;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  /** The next character after any line continuations. */
  char peek() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '\\' || at + 1 >= text.length() || text.charAt(at + 1) != '\n') {
        return c;
      }
      at += 2;
    }
    return END;
  }

  /** The next character as it stands. */
  char raw() {
    return at < text.length() ? text.charAt(at) : END;
  }

  void advance() {
    at++;
  }

  /** Passes over the next character if it is this one. */
  boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /** Whether these two characters come next, line continuations aside. */
  boolean sees(char first, char second) {
    if (peek() != first) {
      return false;
    }
    int before = at++;
    boolean seen = peek() == second;
    at = before;
    return seen;
  }

  /** Passes over the rest of the line, as in a comment: a continuation does not count there. */
  void skipLine() {
    int newline = text.indexOf('\n', at);
    at = newline < 0 ? text.length() : newline;
  }

  /** The text up to a character, which is passed over. */
  String through(char close, String missing) {
    int end = text.indexOf(close, at);
    if (end < 0) {
      throw new Refusal(missing);
    }
    String found = text.substring(at, end);
    at = end + 1;
    return found;
  }

  /** Marks the beginning of something that may stand inside itself. */
  void enter() {
    if (++depth > DEEPEST) {
      throw new Refusal("constructs that are nested too deeply");
    }
  }

  void leave() {
    depth--;
  }

  int documents() {
    return documents;
  }

  void addDocuments(int more) {
    documents += more;
  }
}
