package dev.muster.permission.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a git configuration file (git-config(1), "Syntax"); refuses what git would
 * refuse and whatever is unusual. One use, one thread.
 */
final class GitConfigText {
  /**
   * A variable.
   *
   * @param section in lower case
   * @param subsection as written, or empty
   * @param key in lower case
   */
  record Variable(String section, String subsection, String key, String value) {}

  private static final char END = '\0';

  private final String text;
  private final List<Variable> variables = new ArrayList<>();
  private String section = "";
  private String subsection = "";
  private int at;
  private boolean bad;

  private GitConfigText(String text) {
    this.text = text;
  }

  /** The variables in order, or {@code null} where the text is not understood. */
  static @Nullable List<Variable> parse(String text) {
    if (text.indexOf(END) >= 0) {
      return null;
    }
    GitConfigText reader = new GitConfigText(text.replace("\r\n", "\n"));
    while (reader.at < reader.text.length() && !reader.bad) {
      reader.readItem();
    }
    return reader.bad ? null : reader.variables;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private void readItem() {
    char c = peek();
    if (c == ' ' || c == '\t' || c == '\n') {
      at++;
    } else if (c == '#' || c == ';') {
      skipLine();
    } else if (c == '[') {
      at++;
      readSection();
    } else {
      readVariable();
    }
  }

  private void skipLine() {
    int newline = text.indexOf('\n', at);
    at = newline < 0 ? text.length() : newline;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  private void readSection() {
    int start = at;
    while (isNameCharacter(peek()) || peek() == '.') {
      at++;
    }
    section = text.substring(start, at).toLowerCase(Locale.ROOT);
    subsection = "";
    int dot = section.indexOf('.');
    if (dot >= 0) {
      subsection = section.substring(dot + 1);
      section = section.substring(0, dot);
    }
    if (peek() == ' ' || peek() == '\t') {
      readSubsection();
    }
    bad |= section.isEmpty() || peek() != ']';
    at++;
  }

  private void readSubsection() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
    if (peek() != '"') {
      bad = true;
      return;
    }
    at++;
    StringBuilder name = new StringBuilder(subsection);
    while (peek() != '"') {
      if (peek() == '\\') {
        at++;
      }
      if (peek() == END || peek() == '\n') {
        bad = true;
        return;
      }
      name.append(text.charAt(at++));
    }
    at++;
    subsection = name.toString();
  }

  private void readVariable() {
    int start = at;
    while (isNameCharacter(peek())) {
      at++;
    }
    String key = text.substring(start, at).toLowerCase(Locale.ROOT);
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
    if (key.isEmpty() || section.isEmpty()) {
      bad = true;
      return;
    }
    String value = "true";
    if (peek() == '=') {
      at++;
      value = readValue();
    } else if (peek() != '\n' && peek() != END) {
      bad = true;
    }
    variables.add(new Variable(section, subsection, key, value));
  }

  private String readValue() {
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    int kept = 0;
    while (!bad && peek() != END && peek() != '\n') {
      char c = text.charAt(at++);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\') {
        readEscape(value);
      } else if ((c == '#' || c == ';') && !quoted) {
        skipLine();
      } else if (!quoted && value.isEmpty() && (c == ' ' || c == '\t')) {
        continue;
      } else {
        value.append(c);
      }
      if (quoted || (c != ' ' && c != '\t' && c != '#' && c != ';')) {
        kept = value.length();
      }
    }
    bad |= quoted;
    value.setLength(Math.min(kept, value.length()));
    return value.toString();
  }

  private void readEscape(StringBuilder value) {
    char c = peek();
    at++;
    switch (c) {
      case '\n' -> {}
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'b' -> value.append('\b');
      case '"', '\\' -> value.append(c);
      default -> bad = true;
    }
  }
}
