package dev.muster.conversation;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds {@code @path} references in Markdown: at the beginning or after a blank or an opening
 * parenthesis, and never inside code spans and fenced code.
 */
final class References {

  /** Stands for a character of code: it is no blank, and part of no path. */
  private static final char CODE = '\0';

  private static final String TRAILING = ".,;:!?)]}>'\"";

  private References() {}

  /** What stands after each {@code @}, in order, with {@code \ } as a blank. */
  static List<String> in(String markdown) {
    if (markdown.indexOf('@') < 0) {
      return List.of();
    }
    char[] text = withoutCode(markdown);
    List<String> found = new ArrayList<>();
    int i = 0;
    while (i < text.length) {
      if (text[i] == '@' && (i == 0 || startsAfter(text[i - 1]))) {
        i = reference(text, i + 1, found);
      } else {
        i++;
      }
    }
    return found;
  }

  private static boolean startsAfter(char c) {
    return Character.isWhitespace(c) || c == '(';
  }

  private static int reference(char[] text, int from, List<String> found) {
    if (from < text.length && text[from] == '"') {
      int end = from + 1;
      while (end < text.length && text[end] != '"' && text[end] != '\n' && text[end] != CODE) {
        end++;
      }
      if (end < text.length && text[end] == '"' && end > from + 1) {
        found.add(new String(text, from + 1, end - from - 1));
      }
      return Math.min(end + 1, text.length);
    }
    StringBuilder path = new StringBuilder();
    int i = from;
    while (i < text.length && text[i] != CODE && !Character.isWhitespace(text[i])) {
      if (text[i] == '\\' && i + 1 < text.length && text[i + 1] == ' ') {
        i++;
      }
      path.append(text[i++]);
    }
    int end = path.length();
    while (end > 0 && TRAILING.indexOf(path.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end > 0) {
      found.add(path.substring(0, end));
    }
    return i;
  }

  private static char[] withoutCode(String markdown) {
    char[] text = markdown.toCharArray();
    if (markdown.indexOf('`') >= 0 || markdown.contains("~~~")) {
      maskFences(text);
      maskSpans(text);
    }
    return text;
  }

  private static void maskFences(char[] text) {
    int line = 0;
    char fence = 0;
    int length = 0;
    while (line < text.length) {
      int end = lineEnd(text, line);
      int at = line;
      while (at < end && (text[at] == ' ' || text[at] == '\t')) {
        at++;
      }
      int run = at < end && (text[at] == '`' || text[at] == '~') ? run(text, at, end) : 0;
      if (fence == 0) {
        if (run >= 3 && !(text[at] == '`' && contains(text, at + run, end, '`'))) {
          fence = text[at];
          length = run;
          mask(text, line, end);
        }
      } else {
        boolean closes = run >= length && text[at] == fence && blank(text, at + run, end);
        mask(text, line, end);
        fence = closes ? 0 : fence;
      }
      line = end + 1;
    }
  }

  /** Masks spans between runs of equally many backticks, within one paragraph. */
  private static void maskSpans(char[] text) {
    int i = 0;
    while (i < text.length) {
      if (text[i] != '`') {
        i++;
        continue;
      }
      int length = run(text, i, text.length);
      int close = closing(text, i + length, length);
      if (close >= 0) {
        mask(text, i, close + length);
        i = close + length;
      } else {
        i += length;
      }
    }
  }

  private static int closing(char[] text, int from, int length) {
    int i = from;
    while (i < text.length) {
      if (text[i] == CODE || (text[i] == '\n' && i + 1 < text.length && text[i + 1] == '\n')) {
        return -1;
      }
      if (text[i] == '`') {
        int run = run(text, i, text.length);
        if (run == length) {
          return i;
        }
        i += run;
      } else {
        i++;
      }
    }
    return -1;
  }

  private static int lineEnd(char[] text, int from) {
    int end = from;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private static int run(char[] text, int from, int end) {
    int i = from;
    while (i < end && text[i] == text[from]) {
      i++;
    }
    return i - from;
  }

  private static boolean contains(char[] text, int from, int end, char c) {
    for (int i = from; i < end; i++) {
      if (text[i] == c) {
        return true;
      }
    }
    return false;
  }

  private static boolean blank(char[] text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (!Character.isWhitespace(text[i])) {
        return false;
      }
    }
    return true;
  }

  private static void mask(char[] text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text[i] != '\n') {
        text[i] = CODE;
      }
    }
  }
}
