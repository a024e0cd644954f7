package dev.muster.permission.program.language;

import dev.muster.permission.program.language.Meaning.Known;
import dev.muster.permission.program.language.Meaning.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * Reads filters of {@code jq} (jq(1)), as far as to tell whether they only transform their input.
 *
 * <p>A filter can neither write nor start anything; not known are those that read the environment,
 * which may hold secrets, or include modules. One use, one thread.
 */
public final class JqFilter {
  private static final char END = '\0';
  private static final int DEEPEST = 100;

  private final String text;
  private int at;
  private int depth;
  private @Nullable String problem;

  private JqFilter(String text) {
    this.text = text;
  }

  /** What a filter does. */
  public static Meaning read(String filter) {
    JqFilter reader = new JqFilter(filter);
    while (reader.problem == null && reader.at < filter.length()) {
      reader.token(false);
    }
    return reader.problem == null
        ? Known.PURE
        : new Unknown("The filter of jq contains " + reader.problem);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private void token(boolean inString) {
    char c = peek();
    if (c == '"') {
      at++;
      string();
    } else if (c == '#') {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      // Versions differ in what ends a comment.
      String comment = text.substring(at, end);
      boolean doubtful = inString || comment.indexOf('\\') >= 0 || comment.indexOf('\r') >= 0;
      problem = doubtful ? "a comment whose end is not certain" : null;
      at = end;
    } else if (isNamePart(c)) {
      name();
    } else {
      at++;
    }
  }

  private static boolean isNamePart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private void name() {
    int start = at;
    while (isNamePart(peek())) {
      at++;
    }
    char before = start > 0 ? text.charAt(start - 1) : END;
    boolean field = before == '.' && (start < 2 || text.charAt(start - 2) != '.');
    int next = at;
    while (next < text.length() && text.charAt(next) <= ' ') {
      next++;
    }
    boolean key = next < text.length() && text.charAt(next) == ':' && before != '$';
    String name = text.substring(start, at);
    boolean reaches =
        switch (name) {
          case "env", "ENV" -> !field && !key;
          case "import", "include", "modulemeta", "get_search_list" -> !field && !key;
          default -> false;
        };
    if (reaches) {
      problem = "\"" + name + "\"";
    }
  }

  /** Reads up to the closing quote, with what is computed inside. */
  private void string() {
    depth++;
    if (depth > DEEPEST) {
      problem = "strings within strings";
    }
    while (problem == null) {
      char c = peek();
      at++;
      if (c == END) {
        problem = "a string that does not end";
      } else if (c == '"') {
        depth--;
        return;
      } else if (c == '\\') {
        boolean computed = peek() == '(';
        at++;
        if (computed) {
          computed();
        }
      }
    }
  }

  private void computed() {
    int parentheses = 1;
    while (problem == null && parentheses > 0) {
      char c = peek();
      if (c == END) {
        problem = "a string that does not end";
      } else if (c == '(' || c == ')') {
        parentheses += c == '(' ? 1 : -1;
        at++;
      } else {
        token(true);
      }
    }
  }
}
