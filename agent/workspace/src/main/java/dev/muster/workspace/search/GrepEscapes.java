package dev.muster.workspace.search;

import dev.muster.workspace.search.GrepSyntax.SyntaxException;
import java.util.Locale;
import java.util.Map;

/** Reads what stands after a backslash; for use by one thread. */
final class GrepEscapes {

  /** What an escape means. */
  sealed interface Escape {
    /** One character. */
    record Single(int c) implements Escape {}

    /** A set of characters, in Java's syntax. */
    record Set(String java) implements Escape {}

    /** A place between characters, in Java's syntax. */
    record Boundary(String java) implements Escape {}
  }

  private static final String META = "\\^$.|?*+()[]{}#&-~/:;<=>!\"'%,@_` ";

  private final PatternCursor in;

  GrepEscapes(PatternCursor in) {
    this.in = in;
  }

  /** Takes an escape, of which the backslash is next. */
  Escape next() throws SyntaxException {
    in.next();
    if (!in.hasMore()) {
      throw new SyntaxException("a backslash ends the pattern");
    }
    int c = in.next();
    return switch (c) {
      case 'd', 'D', 's', 'S', 'w', 'W' -> new Escape.Set("\\" + (char) c);
      case 'p', 'P' -> new Escape.Set(property(c == 'P'));
      case 'b', 'B', 'A', 'z' -> new Escape.Boundary("\\" + (char) c);
      case '<' -> new Escape.Boundary("\\b(?=\\w)");
      case '>' -> new Escape.Boundary("\\b(?<=\\w)");
      case 'a' -> new Escape.Single(7);
      case 'f' -> new Escape.Single('\f');
      case 't' -> new Escape.Single('\t');
      case 'n' -> new Escape.Single('\n');
      case 'r' -> new Escape.Single('\r');
      case 'v' -> new Escape.Single(0x0B);
      case 'x' -> new Escape.Single(hexadecimal(2));
      case 'u' -> new Escape.Single(hexadecimal(4));
      case 'U' -> new Escape.Single(hexadecimal(8));
      default -> {
        if (c >= '0' && c <= '9') {
          throw new SyntaxException("back-references are not supported in patterns");
        }
        if (META.indexOf(c) < 0) {
          throw new SyntaxException("unknown escape \\" + Character.toString(c));
        }
        yield new Escape.Single(c);
      }
    };
  }

  private int hexadecimal(int digits) throws SyntaxException {
    String text = in.accept('{') ? in.upTo('}') : in.take(digits);
    try {
      int c = text.isEmpty() || text.length() > 8 ? -1 : Integer.parseInt(text, 16);
      if (!Character.isValidCodePoint(c) || (c >= 0xD800 && c <= 0xDFFF)) {
        throw new SyntaxException("'" + text + "' is no character's number");
      }
      return c;
    } catch (NumberFormatException e) {
      throw new SyntaxException("'" + text + "' is not hexadecimal");
    }
  }

  private String property(boolean negated) throws SyntaxException {
    String name = in.accept('{') ? in.upTo('}') : in.take(1);
    boolean not = negated;
    if (name.startsWith("^")) {
      not = !not;
      name = name.substring(1);
    }
    int equals = Math.max(name.indexOf('='), name.indexOf(':'));
    String value = name.substring(equals + 1).strip();
    String key = equals < 0 ? "" : name.substring(0, equals).strip();
    String java =
        switch (key) {
          case "", "gc", "General_Category", "general_category" -> general(value);
          case "sc", "scx", "Script", "script", "Script_Extensions" -> "Is" + value;
          default -> throw new SyntaxException("unknown Unicode property '" + name + "'");
        };
    return (not ? "\\P{" : "\\p{") + java + "}";
  }

  private static String general(String value) {
    if (value.length() <= 2) {
      return value;
    }
    String category =
        CATEGORIES.get(value.replace("_", "").replace(" ", "").toLowerCase(Locale.ROOT));
    return category != null ? category : "Is" + value;
  }

  private static final Map<String, String> CATEGORIES =
      Map.ofEntries(
          Map.entry("letter", "L"),
          Map.entry("uppercaseletter", "Lu"),
          Map.entry("lowercaseletter", "Ll"),
          Map.entry("titlecaseletter", "Lt"),
          Map.entry("modifierletter", "Lm"),
          Map.entry("otherletter", "Lo"),
          Map.entry("mark", "M"),
          Map.entry("number", "N"),
          Map.entry("decimalnumber", "Nd"),
          Map.entry("letternumber", "Nl"),
          Map.entry("othernumber", "No"),
          Map.entry("punctuation", "P"),
          Map.entry("symbol", "S"),
          Map.entry("mathsymbol", "Sm"),
          Map.entry("currencysymbol", "Sc"),
          Map.entry("separator", "Z"),
          Map.entry("spaceseparator", "Zs"),
          Map.entry("other", "C"),
          Map.entry("control", "Cc"));

  /** Appends a character that stands for itself, inside a class or outside. */
  static void appendLiteral(StringBuilder out, int c) {
    if (c < 0x20 || c == 0x7F) {
      out.append("\\x").append(c < 16 ? "0" : "").append(Integer.toHexString(c));
    } else if (c < 0x80 && !Character.isLetterOrDigit(c) && c != '_') {
      out.append('\\').append((char) c);
    } else {
      out.appendCodePoint(c);
    }
  }
}
