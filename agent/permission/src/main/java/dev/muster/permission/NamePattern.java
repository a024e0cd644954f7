package dev.muster.permission;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component of a file name pattern of bash: {@code *}, {@code ?} and brackets.
 *
 * <p>Where bash's reading depends on its version or the locale the pattern takes more than bash
 * does. Source: bash(1), "Pattern Matching", with the shell options as they are at the start.
 */
final class NamePattern {

  /** One place of the pattern. */
  private sealed interface Part {

    /** Any characters. */
    record Star() implements Part {}

    /** One character of some, or of all others. */
    record One(String of, boolean others) implements Part {}
  }

  private static final Part.One ANY_ONE = new Part.One("", true);

  private final List<Part> parts;

  private NamePattern(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a component.
   *
   * @param text with a backslash before every character that stands for itself although it is
   *     special
   * @return {@code null} where it cannot be read
   */
  static @Nullable NamePattern of(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '*' -> parts.add(new Part.Star());
        case '?' -> parts.add(ANY_ONE);
        case '[' -> {
          int end = closing(text, at);
          if (end > 0) {
            Part bracket = bracket(text.substring(at + 1, end));
            if (bracket == null) {
              return null;
            }
            parts.add(bracket);
            at = end;
          } else {
            parts.add(new Part.One("[", false));
          }
        }
        case '\\' -> {
          at++;
          if (at == text.length()) {
            return null;
          }
          parts.add(new Part.One(text.substring(at, at + 1), false));
        }
        default -> parts.add(new Part.One(String.valueOf(c), false));
      }
      at++;
    }
    return new NamePattern(parts);
  }

  /** Whether anything in a component is special. */
  static boolean isPattern(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '*', '?', '[' -> {
          return true;
        }
        case '\\' -> i++;
        default -> {}
      }
    }
    return false;
  }

  /** A component of which nothing is special, as the name that it stands for. */
  static String plain(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\\' && i + 1 < text.length()) {
        i++;
      }
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }

  private static int closing(String text, int open) {
    int at = open + 1;
    if (at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^')) {
      at++;
    }
    int first = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ']' && at > first) {
        return at;
      }
      at += c == '\\' ? 2 : 1;
    }
    return -1;
  }

  /** A set of plain characters and ranges of them; a class counts as any character. */
  private static @Nullable Part bracket(String inside) {
    boolean others = inside.startsWith("!") || inside.startsWith("^");
    String set = others ? inside.substring(1) : inside;
    if (set.contains("[")) {
      return ANY_ONE;
    }
    StringBuilder of = new StringBuilder();
    for (int i = 0; i < set.length(); i++) {
      char c = set.charAt(i);
      if (c == '\\' && i + 1 < set.length()) {
        c = set.charAt(++i);
      }
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        char last = set.charAt(i + 2);
        if (c >= 0x80 || last >= 0x80 || last == '\\') {
          return ANY_ONE;
        }
        for (char in = c; in <= last; in++) {
          of.append(in);
        }
        i += 2;
      } else {
        of.append(c);
      }
    }
    return new Part.One(of.toString(), others);
  }

  /** Whether a name in a folder is taken; a leading dot must be there in the pattern. */
  boolean matches(String name) {
    if (name.startsWith(".") && !beginsWithDot()) {
      return false;
    }
    int p = 0;
    int n = 0;
    int star = -1;
    int starName = 0;
    while (n < name.length()) {
      if (p < parts.size() && parts.get(p) instanceof Part.Star) {
        star = p++;
        starName = n;
      } else if (p < parts.size() && takes(parts.get(p), name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++starName;
      } else {
        return false;
      }
    }
    while (p < parts.size() && parts.get(p) instanceof Part.Star) {
      p++;
    }
    return p == parts.size();
  }

  private boolean beginsWithDot() {
    return !parts.isEmpty()
        && parts.getFirst() instanceof Part.One(String of, boolean others)
        && !others
        && of.indexOf('.') >= 0;
  }

  private static boolean takes(Part part, char c) {
    return part instanceof Part.One(String of, boolean others) && (of.indexOf(c) >= 0) != others;
  }
}
