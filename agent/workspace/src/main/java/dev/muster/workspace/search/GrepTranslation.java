package dev.muster.workspace.search;

import dev.muster.workspace.search.GrepSyntax.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Rewrites one regular expression from Rust's syntax to Java's; for use once, by one thread. */
final class GrepTranslation {

  private static final int MAX_DEPTH = 200;

  /** What a quantifier would apply to. */
  private enum Item {
    NOTHING,
    ATOM,
    QUANTIFIED
  }

  private final PatternCursor in;
  private final boolean multiline;
  private final StringBuilder out = new StringBuilder();
  private final RequiredText required = new RequiredText();
  private final GrepEscapes escapes;
  private int depth;
  private boolean lazyByDefault;
  private boolean extended;
  private int itemStart;
  private Item item = Item.NOTHING;

  GrepTranslation(String pattern, boolean multiline) {
    this.in = new PatternCursor(pattern);
    this.multiline = multiline;
    this.escapes = new GrepEscapes(in);
  }

  String translate() throws SyntaxException {
    while (in.hasMore()) {
      if (in.peek() == ')') {
        throw new SyntaxException("a ')' without its '('");
      }
      piece();
    }
    return out.toString();
  }

  @Nullable String required(boolean ignoreCase) {
    return required.longest(ignoreCase);
  }

  private void piece() throws SyntaxException {
    int c = in.peek();
    if (extended && skipped(c)) {
      return;
    }
    switch (c) {
      case '|' -> {
        in.next();
        out.append('|');
        item = Item.NOTHING;
        required.alternative(depth);
      }
      case '(' -> group();
      case '[' -> atom(new GrepClass(in, escapes, extended, multiline).translate(), false);
      case '\\' -> escape();
      case '*', '+', '?', '{' -> quantifier();
      case '.' -> {
        in.next();
        atom(".", false);
      }
      case '^', '$' -> {
        in.next();
        atom(c == '^' ? "^" : "$", true);
      }
      default -> {
        in.next();
        literal(c);
      }
    }
  }

  private boolean skipped(int c) {
    if (c == '#') {
      while (in.hasMore() && in.next() != '\n') {
        // the comment goes to the end of its line
      }
      return true;
    }
    if (Character.isWhitespace(c)) {
      in.next();
      return true;
    }
    return false;
  }

  private void atom(String translated, boolean zeroWidth) {
    itemStart = out.length();
    out.append(translated);
    item = Item.ATOM;
    if (!zeroWidth) {
      required.somethingElse();
    }
  }

  private void literal(int c) throws SyntaxException {
    if (c == '\n' && !multiline) {
      throw new SyntaxException("a line end in the pattern needs a search across lines");
    }
    itemStart = out.length();
    GrepEscapes.appendLiteral(out, c);
    item = Item.ATOM;
    required.literal(c, depth);
  }

  private void escape() throws SyntaxException {
    GrepEscapes.Escape escape = escapes.next();
    switch (escape) {
      case GrepEscapes.Escape.Single(int c) -> literal(c);
      case GrepEscapes.Escape.Set(String java) -> atom(java, false);
      case GrepEscapes.Escape.Boundary(String java) -> atom(java, true);
    }
  }

  private void quantifier() throws SyntaxException {
    if (item == Item.NOTHING) {
      throw new SyntaxException(
          "'"
              + Character.toString(in.peek())
              + "' has nothing to repeat; put a backslash before it"
              + " to look for the character itself");
    }
    int c = in.next();
    String counted = c == '{' ? counted() : Character.toString(c);
    boolean lazy = in.accept('?') != lazyByDefault;
    if (item == Item.QUANTIFIED) {
      out.insert(itemStart, "(?:").append(')');
    }
    out.append(counted);
    if (lazy) {
      out.append('?');
    }
    item = Item.QUANTIFIED;
    required.quantified();
  }

  private String counted() throws SyntaxException {
    String least = in.digits();
    String most = "";
    boolean range = in.accept(',');
    if (range) {
      most = in.digits();
    }
    if (!in.accept('}') || least.isEmpty() || least.length() > 5 || most.length() > 5) {
      throw new SyntaxException(
          "'{' starts no valid repetition; write '\\{' to look for a brace itself");
    }
    if (!most.isEmpty() && Integer.parseInt(most) < Integer.parseInt(least)) {
      throw new SyntaxException("a repetition whose most is less than its least");
    }
    return "{" + Integer.parseInt(least) + (range ? "," + most : "") + "}";
  }

  private void group() throws SyntaxException {
    int start = out.length();
    in.next();
    if (in.accept('?')) {
      if (in.accept("P<") || namesGroup()) {
        groupName();
        out.append('(');
      } else if (!flagsOpenGroup()) {
        item = Item.NOTHING;
        return;
      }
    } else {
      out.append('(');
    }
    boolean lazyOutside = lazyByDefault;
    boolean extendedOutside = extended;
    body();
    lazyByDefault = lazyOutside;
    extended = extendedOutside;
    itemStart = start;
    item = Item.ATOM;
  }

  private void body() throws SyntaxException {
    if (++depth > MAX_DEPTH) {
      throw new SyntaxException("the pattern is nested too deeply");
    }
    required.somethingElse();
    item = Item.NOTHING;
    while (!in.peekIs(')')) {
      if (!in.hasMore()) {
        throw new SyntaxException("a '(' without its ')'");
      }
      piece();
    }
    in.next();
    out.append(')');
    depth--;
    required.somethingElse();
  }

  private boolean namesGroup() {
    return in.peekIs('<') && !in.startsWith("<=") && !in.startsWith("<!");
  }

  private void groupName() throws SyntaxException {
    in.accept('<');
    boolean some = false;
    while (in.hasMore() && !in.peekIs('>')) {
      in.next();
      some = true;
    }
    if (!some || !in.accept('>')) {
      throw new SyntaxException("a group name that does not end");
    }
  }

  /** Reads flags; whether they open a group, or hold for the rest of the group around them. */
  private boolean flagsOpenGroup() throws SyntaxException {
    StringBuilder on = new StringBuilder();
    StringBuilder off = new StringBuilder();
    boolean negated = false;
    boolean lazy = lazyByDefault;
    boolean free = extended;
    while (!in.peekIs(')') && !in.peekIs(':')) {
      int c = in.hasMore() ? in.next() : ' ';
      switch (c) {
        case '-' -> negated = true;
        case 'm' -> (negated ? off : on).append(multiline ? "m" : "");
        case 'i', 's' -> {
          (negated ? off : on).append((char) c);
          required.flagged(c);
        }
        case 'u' -> (negated ? off : on).append(negated ? "U" : "");
        case 'U' -> lazy = !negated;
        case 'x' -> free = !negated;
        case 'R' -> required.flagged(c);
        case '=', '!', '<' -> throw new SyntaxException("look-around is not supported in patterns");
        case '>' -> throw new SyntaxException("atomic groups are not supported in patterns");
        default -> throw new SyntaxException("an unknown flag after '(?'");
      }
    }
    boolean opens = in.next() == ':';
    String flags = on + (off.isEmpty() ? "" : "-" + off);
    if (opens) {
      out.append("(?").append(flags).append(':');
    } else if (!flags.isEmpty()) {
      out.append("(?").append(flags).append(')');
    }
    lazyByDefault = lazy;
    extended = free;
    return opens;
  }
}
