package dev.muster.permission.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bodies of here-documents with quoted delimiters out of a text: the shell hands them on
 * as they are. One use, one thread.
 *
 * <p>Follows quotes, comments and command substitutions; at anything beyond those it gives up and
 * the text stays whole, so that nothing is taken for a body that is not surely one.
 */
final class HereDocuments {
  private record Pending(String delimiter, boolean stripsTabs) {}

  private final String text;
  private final StringBuilder kept = new StringBuilder();
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** The quotations and substitutions around the place: a double quote or a parenthesis. */
  private final Deque<Character> around = new ArrayDeque<>();

  private int at;
  private boolean wordStart = true;
  private boolean lost;

  private HereDocuments(String text) {
    this.text = text;
  }

  /** The text without those bodies, or the same text. */
  static String withoutBodies(String text) {
    if (!text.contains("<<")) {
      return text;
    }
    String kept = new HereDocuments(text).remove();
    // The patterns of a case statement end with parentheses that nothing opens.
    return kept == null || kept.contains("case") ? text : kept;
  }

  private @Nullable String remove() {
    while (at < text.length() && !lost) {
      char c = text.charAt(at++);
      kept.append(c);
      if (around.peek() != null && around.peek() == '"') {
        inDoubleQuotes(c);
      } else {
        inCommand(c);
      }
    }
    return lost || !pending.isEmpty() || !around.isEmpty() ? null : kept.toString();
  }

  private void inDoubleQuotes(char c) {
    switch (c) {
      case '"' -> around.pop();
      case '\\' -> keepNext();
      case '$' -> dollar();
      case '`' -> lost = true;
      case '\n' -> lost |= !pending.isEmpty();
      default -> {}
    }
  }

  private void inCommand(char c) {
    boolean starts = wordStart;
    wordStart = c == ' ' || c == '\t' || c == '\n' || ";|&()<>".indexOf(c) >= 0;
    switch (c) {
      case '"' -> around.push('"');
      case '\'' -> singleQuoted();
      case '\\' -> keepNext();
      case '$' -> dollar();
      case '#' -> {
        if (starts) {
          keepTo(text.indexOf('\n', at));
          wordStart = true;
        }
      }
      case '(', '`' -> lost = true;
      case ')' -> {
        lost |= around.isEmpty() || !pending.isEmpty();
        around.poll();
      }
      case '<' -> lessThan();
      case '\n' -> takeBodies();
      default -> {}
    }
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : Characters.END;
  }

  private void keepNext() {
    lost |= at >= text.length();
    if (!lost) {
      kept.append(text.charAt(at++));
    }
  }

  private void keepTo(int end) {
    int to = end < 0 ? text.length() : end;
    kept.append(text, at, to);
    at = to;
  }

  private void singleQuoted() {
    int close = text.indexOf('\'', at);
    if (close < 0 || (!pending.isEmpty() && text.substring(at, close).indexOf('\n') >= 0)) {
      lost = true;
      return;
    }
    keepTo(close + 1);
  }

  private void dollar() {
    char c = next();
    if (c == '(') {
      kept.append(c);
      at++;
      around.push('(');
      wordStart = true;
      lost |= next() == '(' || !pending.isEmpty();
    } else if (c == '{' || c == '\'' || c == '"' || c == '[') {
      lost = true;
    }
  }

  private void lessThan() {
    if (next() != '<') {
      return;
    }
    kept.append('<');
    at++;
    boolean stripsTabs = next() == '-';
    if (stripsTabs) {
      kept.append('-');
      at++;
    }
    while (next() == ' ') {
      keepNext();
    }
    char quote = next();
    int close = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (close < 0 || !isPlain(text, at + 1, close) || !endsAfter(close + 1)) {
      lost = true;
      return;
    }
    pending.add(new Pending(text.substring(at + 1, close), stripsTabs));
    keepTo(close + 1);
  }

  private boolean endsAfter(int end) {
    return end < text.length() && Characters.endsWord(text.charAt(end));
  }

  private static boolean isPlain(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '_') {
        return false;
      }
    }
    return to > from;
  }

  private void takeBodies() {
    while (!pending.isEmpty() && !lost) {
      Pending next = pending.remove();
      boolean found = false;
      while (!found && at < text.length()) {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        int start = at;
        while (next.stripsTabs() && start < end && text.charAt(start) == '\t') {
          start++;
        }
        boolean begins = text.startsWith(next.delimiter(), start);
        found = begins && start + next.delimiter().length() == end;
        // Some versions end the body at a delimiter with a parenthesis after it.
        lost |= begins && !found;
        at = Math.min(text.length(), end + 1);
      }
      lost |= !found;
    }
  }
}
