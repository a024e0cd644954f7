package dev.muster.permission.shell;

import java.util.ArrayList;
import java.util.List;

/** Reads what bash writes about a command that it is about to run. */
final class Traces {
  private Traces() {}

  /** The arguments; none for what is no simple command with a name. */
  static List<String> words(String line) {
    String text = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    for (String other : List.of("[[ ", "(( ", "for ", "case ", "select ")) {
      if (text.startsWith(other)) {
        return List.of();
      }
    }
    int equals = text.indexOf('=');
    String name = equals < 0 ? "" : text.substring(0, equals);
    if (name.endsWith("+")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.endsWith("]") && name.indexOf('[') > 0) {
      name = name.substring(0, name.indexOf('['));
    }
    return Names.isName(name) ? List.of() : unquoted(text);
  }

  private static List<String> unquoted(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean any = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == ' ') {
        words.add(word.toString());
        word.setLength(0);
        any = false;
        continue;
      }
      any = true;
      if (c == '\'') {
        int close = text.indexOf('\'', i);
        word.append(text, i, close);
        i = close + 1;
      } else if (c == '\\') {
        word.append(text.charAt(i++));
      } else if (c == '$' && i < text.length() && text.charAt(i) == '\'') {
        i = escaped(text, i + 1, word);
      } else {
        word.append(c);
      }
    }
    if (any || !words.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static int escaped(String text, int start, StringBuilder word) {
    int i = start;
    while (text.charAt(i) != '\'') {
      char c = text.charAt(i++);
      if (c != '\\') {
        word.append(c);
        continue;
      }
      char e = text.charAt(i++);
      switch (e) {
        case 'n' -> word.append('\n');
        case 't' -> word.append('\t');
        case 'E' -> word.append('\u001b');
        case 'a' -> word.append('\u0007');
        case '0', '1', '2', '3' -> {
          word.append((char) Integer.parseInt(text.substring(i - 1, i + 2), 8));
          i += 2;
        }
        default -> word.append(e);
      }
    }
    return i + 1;
  }
}
