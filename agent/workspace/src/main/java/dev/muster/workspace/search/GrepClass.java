package dev.muster.workspace.search;

import dev.muster.workspace.search.GrepSyntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a bracketed class: nested classes, POSIX names, and the operators {@code &&} and {@code
 * --}. For use by one thread.
 */
final class GrepClass {

  private static final int MAX_DEPTH = 100;

  private final PatternCursor in;
  private final GrepEscapes escapes;
  private final boolean extended;
  private final boolean multiline;
  private int depth;

  GrepClass(PatternCursor in, GrepEscapes escapes, boolean extended, boolean multiline) {
    this.in = in;
    this.escapes = escapes;
    this.extended = extended;
    this.multiline = multiline;
  }

  /** Takes a class, of which the bracket is next. */
  String translate() throws SyntaxException {
    if (++depth > MAX_DEPTH) {
      throw new SyntaxException("a class is nested too deeply");
    }
    in.next();
    boolean negated = in.accept('^');
    String left = null;
    String operator = "";
    StringBuilder operand = new StringBuilder();
    boolean first = true;
    while (first || !in.peekIs(']')) {
      if (!in.hasMore()) {
        throw new SyntaxException("a '[' without its ']'");
      }
      String next = operator();
      if (next.isEmpty()) {
        item(operand);
      } else {
        left = combined(left, operator, operand);
        operator = next;
        operand = new StringBuilder();
      }
      first = false;
    }
    in.next();
    depth--;
    String whole = left == null ? operand.toString() : combined(left, operator, operand);
    return (negated ? "[^" : "[") + whole + "]";
  }

  private String operator() throws SyntaxException {
    if (in.accept("&&")) {
      return "&&";
    }
    if (in.startsWith("~~")) {
      throw new SyntaxException("'~~' in a class is not supported");
    }
    return in.accept("--") ? "--" : "";
  }

  private static String combined(@Nullable String left, String operator, StringBuilder right)
      throws SyntaxException {
    if (right.isEmpty()) {
      throw new SyntaxException("an operator in a class has nothing on one side");
    }
    if (left == null) {
      return "[" + right + "]";
    }
    return "[" + left + "&&" + (operator.equals("--") ? "[^" : "[") + right + "]]";
  }

  private void item(StringBuilder into) throws SyntaxException {
    int c = in.peek();
    if (extended && Character.isWhitespace(c)) {
      in.next();
      return;
    }
    if (c == '[') {
      if (in.startsWith("[:") && posix(into)) {
        return;
      }
      into.append(translate());
      return;
    }
    int low;
    if (c == '\\') {
      switch (escapes.next()) {
        case GrepEscapes.Escape.Set(String java) -> {
          into.append(java);
          return;
        }
        case GrepEscapes.Escape.Boundary(String java) ->
            throw new SyntaxException("a class cannot contain " + java);
        case GrepEscapes.Escape.Single(int escaped) -> low = escaped;
      }
    } else {
      low = in.next();
    }
    range(into, low);
  }

  private void range(StringBuilder into, int low) throws SyntaxException {
    requireNoLineEnd(low);
    GrepEscapes.appendLiteral(into, low);
    if (!in.peekIs('-') || in.startsWith("-]") || in.startsWith("--")) {
      return;
    }
    in.next();
    int high;
    if (in.peekIs('\\')) {
      if (!(escapes.next() instanceof GrepEscapes.Escape.Single(int escaped))) {
        throw new SyntaxException("a range in a class must end with a character");
      }
      high = escaped;
    } else {
      high = in.next();
    }
    if (high < low) {
      throw new SyntaxException("a range in a class whose end is before its start");
    }
    into.append('-');
    GrepEscapes.appendLiteral(into, high);
  }

  private void requireNoLineEnd(int c) throws SyntaxException {
    if (c == '\n' && !multiline) {
      throw new SyntaxException("a line end in the pattern needs a search across lines");
    }
  }

  /** Takes a class such as {@code [:alpha:]}; false when it is none. */
  private boolean posix(StringBuilder into) throws SyntaxException {
    for (int i = 0; i < POSIX.length; i += 2) {
      if (in.accept("[:" + POSIX[i] + ":]")) {
        into.append('[').append(POSIX[i + 1]).append(']');
        return true;
      }
      if (in.accept("[:^" + POSIX[i] + ":]")) {
        into.append("[^").append(POSIX[i + 1]).append(']');
        return true;
      }
    }
    return false;
  }

  private static final String[] POSIX = {
    "alnum", "0-9A-Za-z",
    "alpha", "A-Za-z",
    "ascii", "\\x00-\\x7F",
    "blank", "\\t\\x20",
    "cntrl", "\\x00-\\x1F\\x7F",
    "digit", "0-9",
    "graph", "!-~",
    "lower", "a-z",
    "print", "\\x20-~",
    "punct", "!-/:-@\\[-`\\{-~",
    "space", "\\t\\n\\x0B\\f\\r\\x20",
    "upper", "A-Z",
    "word", "0-9A-Za-z_",
    "xdigit", "0-9A-Fa-f"
  };
}
