package dev.muster.permission.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits any text into segments of words, of which each may hold a command. One use, one thread.
 *
 * <p>Targets of redirections and descriptor numbers before them are left out, since the shell takes
 * them out of a command wherever they stand.
 */
final class LooseSplitter {
  private final String text;
  private final boolean honourQuotes;
  private final List<List<LooseWord>> segments = new ArrayList<>();
  private List<LooseWord> segment = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean target;
  private int expansion = -1;
  private boolean quotedWord;
  private int at;

  private LooseSplitter(String text, boolean honourQuotes) {
    this.text = text;
    this.honourQuotes = honourQuotes;
  }

  /**
   * The segments of a text.
   *
   * @param honourQuotes whether quotes keep words together, or are passed over like backslashes
   */
  static List<List<LooseWord>> split(String text, boolean honourQuotes) {
    LooseSplitter splitter = new LooseSplitter(text, honourQuotes);
    splitter.run();
    return splitter.segments;
  }

  /** Whether quotes cannot be told apart without a full grammar, or one is never closed. */
  static boolean quotesAreDoubtful(String text) {
    if (text.contains("<<") || text.contains("$(") || text.contains("${")) {
      return true;
    }
    if (text.contains("$'") || text.contains("$\"") || text.contains("((")) {
      return true;
    }
    return text.indexOf('`') >= 0 || text.indexOf('#') >= 0 || quoteIsOpen(text);
  }

  private static boolean quoteIsOpen(String text) {
    char open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && open != '\'') {
        i++;
      } else if (c == open) {
        open = 0;
      } else if (open == 0 && (c == '\'' || c == '"')) {
        open = c;
      }
    }
    return open != 0;
  }

  private void run() {
    while (at < text.length()) {
      step(text.charAt(at++));
    }
    endSegment();
  }

  private void step(char c) {
    switch (c) {
      case '\\' -> backslash();
      case '\'' -> quote('\'');
      case '"' -> quote('"');
      case ' ', '\t', '\r' -> endWord();
      case '<', '>' -> redirection();
      case '&' -> {
        if (next() == '>') {
          endWord();
        } else {
          endSegment();
        }
      }
      case '\n', ';', '|', '(', ')' -> endSegment();
      case '`' -> {
        expand(c);
        endSegment();
      }
      case '$', '*', '?', '~' -> expand(c);
      case '[' -> bracket();
      // Alone it groups commands; in a word it makes several words.
      case '{' -> {
        if (inWord || !isBlank(next())) {
          expand(c);
        } else {
          append(c);
        }
      }
      default -> append(c);
    }
  }

  /** Alone, or two of them, it is the name of a command. */
  private void bracket() {
    int after = next() == '[' ? at + 1 : at;
    if (inWord || (after < text.length() && !isBlank(text.charAt(after)))) {
      expand('[');
      return;
    }
    append('[');
    if (after > at) {
      append(text.charAt(at++));
    }
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : ' ';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void expand(char c) {
    if (expansion < 0) {
      expansion = word.length();
    }
    append(c);
  }

  private void backslash() {
    if (next() == '\n') {
      at++;
    } else if (honourQuotes && at < text.length()) {
      append(text.charAt(at++));
    }
  }

  private void quote(char quote) {
    inWord = true;
    if (!honourQuotes) {
      return;
    }
    quotedWord = true;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (quote == '"' && c == '\\') {
        backslash();
      } else if (quote == '"' && (c == '$' || c == '`')) {
        expand(c);
      } else {
        append(c);
      }
    }
    at++;
  }

  /** Takes the operator's further characters; the next word is the target. */
  private void redirection() {
    if (!quotedWord && Characters.onlyDigits(word)) {
      clearWord();
    }
    endWord();
    while (next() == '<' || next() == '>' || next() == '&' || next() == '|') {
      at++;
    }
    if (next() == '-' && text.charAt(at - 1) == '<') {
      at++;
    }
    target = true;
  }

  private void clearWord() {
    word.setLength(0);
    expansion = -1;
    inWord = false;
    quotedWord = false;
  }

  private void endWord() {
    if (inWord) {
      if (!target) {
        segment.add(new LooseWord(word.toString(), expansion));
      }
      target = false;
    }
    clearWord();
  }

  private void endSegment() {
    endWord();
    target = false;
    if (segment.isEmpty()) {
      return;
    }
    if (segment.getFirst().expands()) {
      // This may be any command at all; nothing else in the text matters then.
      segments.clear();
      at = text.length();
    }
    segments.add(segment);
    segment = new ArrayList<>();
  }
}
