package dev.muster.permission.program.language;

import dev.muster.permission.program.language.Meaning.Known;
import dev.muster.permission.program.language.Meaning.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads programs of {@code awk} (POSIX awk, "Grammar"), as far as to tell whether they only compute
 * and print.
 *
 * <p>Not known are programs that load extensions, change which files are read, show the
 * environment, or are read differently by different awks. One use, one thread.
 */
public final class AwkProgram {
  private static final char END = '\0';

  /** What the last token was, as far as it tells whether a slash divides. */
  private enum Last {
    OPERATOR,
    OPERAND,
    /** After the parentheses of {@code if}, {@code while}, {@code for} or {@code switch}. */
    HEAD,
    KEYWORD
  }

  private final String text;
  private final List<Meaning.Act> acts = new ArrayList<>();
  private int at;
  private Last last = Last.OPERATOR;
  private @Nullable String problem;

  /** Open parentheses and brackets; a set bit tells that the innermost belongs to a head. */
  private final StringBuilder open = new StringBuilder();

  private boolean headNext;
  private int printDepth = -1;

  private AwkProgram(String text) {
    this.text = text;
  }

  /** What a program does. */
  public static Meaning read(String program) {
    AwkProgram reader = new AwkProgram(program);
    if (program.indexOf(END) >= 0) {
      return new Unknown("The program of awk has a zero character");
    }
    while (reader.problem == null && reader.at < program.length()) {
      reader.token();
    }
    return reader.problem == null
        ? new Known(reader.acts)
        : new Unknown("The program of awk contains " + reader.problem);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private void token() {
    char c = text.charAt(at);
    if (c == ' ' || c == '\t' || c == '\r') {
      at++;
    } else if (c == '\n') {
      at++;
      // After an operator, a statement goes on in the next line, or is none.
      if (last != Last.OPERATOR) {
        endStatement();
      }
    } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
      at += 2;
    } else if (c == '#') {
      int newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length() : newline;
    } else if (c == '"') {
      string();
      operand();
    } else if (isNameStart(c)) {
      name();
    } else if ((c >= '0' && c <= '9') || c == '.') {
      at++;
      operand();
    } else {
      symbol(c);
    }
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private void operand() {
    last = Last.OPERAND;
    headNext = false;
  }

  private void endStatement() {
    last = Last.OPERATOR;
    headNext = false;
    if (open.length() <= printDepth) {
      printDepth = -1;
    }
  }

  private void string() {
    at++;
    while (problem == null) {
      char c = peek();
      at++;
      if (c == END || c == '\n') {
        problem = "a string that does not end";
      } else if (c == '\\') {
        at++;
      } else if (c == '"') {
        return;
      }
    }
  }

  private void name() {
    int start = at;
    while (isNameStart(peek()) || (peek() >= '0' && peek() <= '9')) {
      at++;
    }
    String name = text.substring(start, at);
    operand();
    switch (name) {
      case "ARGV", "ARGC", "ENVIRON" -> problem = "\"" + name + "\"";
      case "system" -> acts.add(new Meaning.Runs(argument()));
      // Only "<" or a pipe makes it read something else than the input.
      case "getline" -> acts.add(new Meaning.Reads(null));
      case "print", "printf" -> {
        printDepth = open.length();
        last = Last.KEYWORD;
      }
      case "if", "while", "for", "switch" -> {
        headNext = true;
        last = Last.KEYWORD;
      }
      case "do", "else", "return", "in", "case", "exit", "delete", "func", "function" ->
          last = Last.KEYWORD;
      case "length" -> {
        if (nextIs('/')) {
          problem = "a slash after \"length\"";
        }
      }
      default -> {}
    }
  }

  private boolean nextIs(char c) {
    int i = at;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    return i < text.length() && text.charAt(i) == c;
  }

  private void symbol(char c) {
    at++;
    boolean doubled = peek() == c;
    boolean head = headNext;
    headNext = false;
    switch (c) {
      case '(', '[' -> {
        open.append(head && c == '(' ? 'h' : 'o');
        last = Last.OPERATOR;
      }
      case ')', ']' -> close();
      case '/' -> slash();
      case '|' -> {
        at += doubled || peek() == '&' ? 1 : 0;
        last = Last.OPERATOR;
        if (!doubled) {
          acts.add(new Meaning.Runs(null));
        }
      }
      case '>' -> {
        last = Last.OPERATOR;
        if (printDepth == open.length()) {
          redirected();
        }
      }
      case '+', '-' -> {
        at += doubled ? 1 : 0;
        // As in x++ / 2; before an operand it makes no difference, which cannot be a regex then.
        last = doubled && last == Last.OPERAND ? Last.OPERAND : Last.OPERATOR;
      }
      case ';', '{', '}' -> endStatement();
      case '@' -> problem = "an \"@\"";
      case '$', ',', '!', '~', '=', '<', '*', '%', '^', '?', ':' -> last = Last.OPERATOR;
      case '&' -> {
        at++;
        last = Last.OPERATOR;
        problem = doubled ? null : "a lone \"&\"";
      }
      default -> problem = "the character \"" + c + "\"";
    }
  }

  /** Output goes to a file, unless to the standard output or error. */
  private void redirected() {
    at += peek() == '>' ? 1 : 0;
    String file = plainString(at);
    if (!"/dev/stderr".equals(file) && !"/dev/stdout".equals(file)) {
      acts.add(new Meaning.Writes(file));
    }
  }

  /** The text between parentheses that holds nothing but a string, or {@code null}. */
  private @Nullable String argument() {
    return nextIs('(') ? plainString(text.indexOf('(', at) + 1) : null;
  }

  /** The string that begins here and is all of an expression, or {@code null}. */
  private @Nullable String plainString(int from) {
    int start = from;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    int close =
        start < text.length() && text.charAt(start) == '"' ? text.indexOf('"', start + 1) : -1;
    if (close < 0) {
      return null;
    }
    int end = close + 1;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    String string = text.substring(start + 1, close);
    boolean ends = end == text.length() || ";})\n".indexOf(text.charAt(end)) >= 0;
    return ends && string.indexOf('\\') < 0 ? string : null;
  }

  private void close() {
    if (open.isEmpty()) {
      problem = "a parenthesis too many";
      return;
    }
    boolean head = open.charAt(open.length() - 1) == 'h';
    open.setLength(open.length() - 1);
    last = head ? Last.HEAD : Last.OPERAND;
  }

  /** Divides after an operand; begins a regular expression elsewhere. */
  private void slash() {
    if (last == Last.OPERAND) {
      at += peek() == '=' ? 1 : 0;
      last = Last.OPERATOR;
      return;
    }
    boolean bracket = false;
    int opened = 0;
    while (problem == null) {
      char c = peek();
      at++;
      if (c == END || c == '\n') {
        problem = "a regular expression that does not end";
      } else if (c == '\\') {
        at++;
      } else if (c == '/') {
        if (bracket) {
          problem = "a slash between square brackets";
        }
        operand();
        return;
      } else if (c == '[' && !bracket) {
        bracket = true;
        at += peek() == '^' ? 1 : 0;
        opened = at;
      } else if (c == ']' && at - 1 > opened) {
        bracket = false;
      }
    }
  }
}
