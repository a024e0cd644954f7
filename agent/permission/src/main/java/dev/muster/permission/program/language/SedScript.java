package dev.muster.permission.program.language;

import dev.muster.permission.program.language.Meaning.Known;
import dev.muster.permission.program.language.Meaning.Unknown;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads scripts of {@code sed} as GNU's manual tells (sed(1), "Command Synopsis").
 *
 * <p>Where versions differ in how a script is read, only what is harmless either way is known. One
 * use, one thread.
 */
public final class SedScript {
  private static final char END = '\0';

  private final String text;
  private final List<Meaning.Act> acts = new ArrayList<>();
  private int at;
  private int depth;
  private @Nullable String problem;

  private SedScript(String text) {
    this.text = text;
  }

  /** What a script does; several given with {@code -e} are one, a line each. */
  public static Meaning read(String script) {
    SedScript reader = new SedScript(script);
    if (script.indexOf(END) >= 0) {
      return new Unknown("The script of sed has a zero character");
    }
    while (reader.problem == null && reader.at < script.length()) {
      reader.command();
    }
    if (reader.problem == null && reader.depth != 0) {
      reader.problem = "a brace that is not closed";
    }
    return reader.problem == null
        ? new Known(reader.acts)
        : new Unknown("The script of sed contains " + reader.problem);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private void skip(String characters) {
    while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void command() {
    skip(" \t\n;");
    if (peek() == END) {
      return;
    }
    if (peek() == '#') {
      restOfLine();
      return;
    }
    addresses();
    skip(" \t");
    while (peek() == '!' || peek() == ' ') {
      at++;
    }
    if (problem == null) {
      char name = peek();
      at++;
      named(name);
    }
  }

  private void named(char name) {
    switch (name) {
      case '{' -> depth++;
      case '}' -> {
        depth--;
        ended();
      }
      case 'p', 'P', 'd', 'D', 'n', 'N', 'g', 'G', 'h', 'H', 'x', '=', 'z', 'F' -> ended();
      case 'q', 'Q', 'l', 'L' -> {
        skip(" \t");
        skip("0123456789");
        ended();
      }
      // What follows a label in the same line is more commands in some versions, and part of the
      // name in others, which has no effect: so it is read as commands.
      case ':', 'b', 't', 'T' -> label();
      case 'a', 'i', 'c' -> addedText();
      case 's' -> substitution();
      case 'y' -> {
        char delimiter = delimiter();
        part(delimiter);
        part(delimiter);
        ended();
      }
      case 'r', 'R' -> file(false);
      case 'w', 'W' -> file(true);
      case 'e' -> executed();
      default -> problem = "the command \"" + (name == END ? "" : name) + "\"";
    }
  }

  private void addresses() {
    if (!address()) {
      return;
    }
    skip(" \t");
    if (peek() == ',') {
      at++;
      skip(" \t");
      if (peek() == '+' || peek() == '~') {
        at++;
      }
      if (!address()) {
        problem = "an address that is not understood";
      }
    }
  }

  private boolean address() {
    char c = peek();
    if (c >= '0' && c <= '9') {
      skip("0123456789");
      if (peek() == '~') {
        at++;
        skip("0123456789");
      }
      return true;
    }
    if (c == '$') {
      at++;
      return true;
    }
    if (c == '/' || c == '\\') {
      at++;
      char delimiter = c == '/' ? c : delimiter();
      part(delimiter);
      skip("IM");
      return true;
    }
    return false;
  }

  private char delimiter() {
    char delimiter = peek();
    at++;
    if (delimiter == '\n' || delimiter == '\\' || delimiter == END) {
      problem = "a delimiter that is not understood";
    }
    return delimiter;
  }

  /**
   * Skips up to a delimiter. A delimiter between square brackets ends the part in some versions
   * only, so that it is refused.
   */
  private void part(char delimiter) {
    while (problem == null) {
      char c = peek();
      at++;
      if (c == END || c == '\n') {
        problem = "a part that does not end";
      } else if (c == '\\') {
        at++;
      } else if (c == delimiter) {
        return;
      } else if (c == '[') {
        bracket(delimiter);
      }
    }
  }

  private void bracket(char delimiter) {
    at += peek() == '^' ? 1 : 0;
    boolean first = true;
    while (problem == null) {
      char c = peek();
      at++;
      boolean named = c == '[' && ".:=".indexOf(peek()) >= 0;
      boolean escaped = c == '\\' && (peek() == ']' || peek() == delimiter);
      if (c == END || c == '\n' || c == delimiter || escaped) {
        problem = "square brackets that versions of sed read differently";
      } else if (c == ']' && !first) {
        return;
      } else if (named) {
        String end = peek() + "]";
        int close = text.indexOf(end, at + 1);
        boolean hides = close < 0 || text.substring(at, close).indexOf(delimiter) >= 0;
        problem = hides ? "square brackets that are not understood" : null;
        at = close + 2;
      }
      first = false;
    }
  }

  private void substitution() {
    char delimiter = delimiter();
    part(delimiter);
    replacement(delimiter);
    while (problem == null) {
      char flag = peek();
      if (flag == 'w') {
        at++;
        file(true);
        return;
      }
      if (flag == 'e') {
        acts.add(new Meaning.Runs(null));
      }
      if ("egpiIMm0123456789".indexOf(flag) < 0) {
        break;
      }
      at++;
    }
    ended();
  }

  private void replacement(char delimiter) {
    while (problem == null) {
      char c = peek();
      at++;
      if (c == END) {
        problem = "a part that does not end";
      } else if (c == '\\') {
        at++;
      } else if (c == '\n') {
        problem = "a part that does not end";
      } else if (c == delimiter) {
        return;
      }
    }
  }

  /** After a command, only its end or the next one may follow. */
  private void ended() {
    skip(" \t");
    char c = peek();
    if (c != END && c != '\n' && c != ';' && c != '}' && c != '#') {
      problem = "something after the command's end";
    }
  }

  private void label() {
    skip(" \t");
    while ("; \t\n}".indexOf(peek()) < 0 && peek() != END) {
      at++;
    }
  }

  private void restOfLine() {
    while (peek() != '\n' && peek() != END) {
      at++;
    }
  }

  /** Text goes on after a line that ends in a backslash. */
  private void addedText() {
    while (peek() != END) {
      char c = peek();
      at++;
      if (c == '\\') {
        at++;
      } else if (c == '\n') {
        return;
      }
    }
  }

  private void file(boolean written) {
    skip(" \t");
    int start = at;
    restOfLine();
    String name = text.substring(start, at);
    if (name.isEmpty()) {
      problem = "a file without a name";
    } else if (!name.startsWith("/dev/std")) {
      acts.add(written ? new Meaning.Writes(name) : new Meaning.Reads(name));
    }
  }

  /** Runs the rest of the line; without any, what the line that is edited says. */
  private void executed() {
    skip(" \t");
    int start = at;
    restOfLine();
    acts.add(new Meaning.Runs(at > start ? text.substring(start, at) : null));
  }
}
