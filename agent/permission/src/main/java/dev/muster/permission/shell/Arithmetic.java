package dev.muster.permission.shell;

import dev.muster.permission.shell.Word.Piece;
import dev.muster.permission.shell.syntax.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that arithmetic runs nothing.
 *
 * <p>Bash evaluates the value of a variable in arithmetic as arithmetic in its turn, and the
 * subscript of an array in it may hold a command. So every variable must be known to be a number or
 * harmless.
 */
final class Arithmetic {
  /** Stands for digits that are not known. */
  private static final char DIGITS = '\u0001';

  /** Stands for digits, signs and blanks that are not known, or for nothing. */
  private static final char MAYBE = '\u0002';

  /** How often the value of a variable may be arithmetic in its turn. */
  private static final int DEEPEST = 6;

  private final Run run;

  Arithmetic(Run run) {
    this.run = run;
  }

  /** The value of an expression. */
  Value value(List<Part> expression) {
    run.mayEndLine();
    String text = text(expression);
    if (text != null && check(text, 0)) {
      return isDigits(text) ? Value.of(text) : Value.NUMERAL;
    }
    run.giveUp("arithmetic with something that is not known to be a number");
    return Value.NUMERAL;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    // A leading zero means another base.
    return text.length() == 1 || (!text.isEmpty() && text.charAt(0) != '0' && text.length() < 18);
  }

  /** Looks at a subscript; returns it where it is a plain number. */
  @Nullable String subscript(List<Part> parts) {
    run.mayEndLine();
    String text = text(parts);
    if (text == null || !check(text, 0)) {
      run.giveUp("a subscript that is not known to be a number");
      return null;
    }
    return isDigits(text) ? text : null;
  }

  /** Looks at a text that is evaluated, such as an operand of {@code let}. */
  void evaluate(Value value) {
    run.mayEndLine();
    String text = text(value);
    if (text == null || !check(text, 0)) {
      run.giveUp("arithmetic with something that is not known to be a number");
    }
  }

  private @Nullable String text(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      String some =
          part instanceof Part.Text(String plain, boolean _)
              ? plain
              : text(run.expander.single(List.of(part), Tildes.NONE));
      if (some == null) {
        return null;
      }
      text.append(some);
    }
    return text.toString();
  }

  private static @Nullable String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Unset() -> "";
      case Value.Unknown(boolean number) -> number ? String.valueOf(MAYBE) : null;
      case Value.Blend(List<Piece> pieces) -> digits(pieces);
      case Value.Match _, Value.Elements _ -> null;
    };
  }

  private static @Nullable String digits(List<Piece> pieces) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Fixed(String fixed) -> text.append(fixed);
        case Piece.Numeral() -> text.append(DIGITS);
        case Piece.Anything(), Piece.Name() -> {
          return null;
        }
      }
    }
    return text.toString();
  }

  /** Whether a text is harmless as arithmetic; notes the variables that it assigns. */
  private boolean check(String text, int depth) {
    if (depth > DEEPEST) {
      return false;
    }
    run.spend(1 + text.length() / 16);
    boolean sure = text.indexOf('?') < 0 && text.indexOf("&&") < 0 && text.indexOf("||") < 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int name = Names.lengthAt(text, i);
      if (isNumberStart(c)) {
        i = afterNumber(text, i);
      } else if (name > 0) {
        i = afterName(text, i, i + name, sure, depth);
        if (i < 0) {
          return false;
        }
      } else if (c == MAYBE || " \t\n+-*/%<>=!&|^~?:,()".indexOf(c) >= 0) {
        i++;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isUnknown(char c) {
    return c == DIGITS || c == MAYBE;
  }

  private static boolean isNumberStart(char c) {
    return (c >= '0' && c <= '9') || c == DIGITS;
  }

  private static int afterNumber(String text, int start) {
    int i = start;
    while (i < text.length()
        && (isNumberStart(text.charAt(i))
            || text.charAt(i) == '#'
            || text.charAt(i) == '@'
            || Names.lengthAt(text, i) > 0)) {
      i++;
    }
    return i;
  }

  /** Where a name and what belongs to it ends; -1 where it is not harmless. */
  private int afterName(String text, int start, int end, boolean sure, int depth) {
    if (end < text.length() && isUnknown(text.charAt(end))) {
      return -1;
    }
    String name = text.substring(start, end);
    Value value = run.value(name);
    boolean keyed = value instanceof Value.Elements(List<Word> _, boolean k) && k;
    int after = end;
    if (end < text.length() && text.charAt(end) == '[') {
      after = closing(text, end);
      if (after < 0 || keyed || !check(text.substring(end + 1, after - 1), depth + 1)) {
        return -1;
      }
    }
    boolean plain = assignsPlainly(text, after);
    if (!plain && !isHarmless(value, depth)) {
      return -1;
    }
    if (plain || changes(text, start, after)) {
      assign(name, value, after > end, sure);
    }
    return after;
  }

  private void assign(String name, Value before, boolean element, boolean sure) {
    if (element || before instanceof Value.Elements) {
      run.variables.assignElement(name);
    } else {
      run.variables.assign(name, sure ? Value.NUMERAL : Value.join(before, Value.NUMERAL));
    }
  }

  private static int closing(String text, int open) {
    int level = 0;
    for (int i = open; i < text.length(); i++) {
      level += text.charAt(i) == '[' ? 1 : text.charAt(i) == ']' ? -1 : 0;
      if (level == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static int skipBlanks(String text, int at) {
    int i = at;
    while (i < text.length() && " \t\n".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  private static boolean assignsPlainly(String text, int at) {
    int i = skipBlanks(text, at);
    return i < text.length()
        && text.charAt(i) == '='
        && (i + 1 == text.length() || text.charAt(i + 1) != '=');
  }

  /** Whether an operator next to a name changes it; rather too often than too seldom. */
  private static boolean changes(String text, int start, int end) {
    int i = skipBlanks(text, end);
    String after = text.substring(i, Math.min(text.length(), i + 3));
    if (after.startsWith("++") || after.startsWith("--")) {
      return true;
    }
    if (after.startsWith("<<=") || after.startsWith(">>=")) {
      return true;
    }
    boolean sign = after.startsWith("+") || after.startsWith("-");
    if (sign && after.length() > 1 && isUnknown(after.charAt(1))) {
      // The number may begin with the same sign.
      return true;
    }
    if (after.length() > 1 && after.charAt(1) == '=' && "*/%+-&^|".indexOf(after.charAt(0)) >= 0) {
      return true;
    }
    int before = start - 1;
    while (before >= 0 && " \t\n".indexOf(text.charAt(before)) >= 0) {
      before--;
    }
    return before > 0
        && (text.charAt(before) == '+' || text.charAt(before) == '-')
        && (text.charAt(before - 1) == text.charAt(before) || text.charAt(before - 1) == MAYBE);
  }

  /** Whether the value may be evaluated. */
  private boolean isHarmless(Value value, int depth) {
    if (Value.isNumber(value)) {
      return true;
    }
    if (value instanceof Value.Elements(List<Word> words, boolean _)) {
      for (Word word : words) {
        if (!Words.isSingle(word) || !isHarmless(Words.value(word), depth)) {
          return false;
        }
      }
      return true;
    }
    String text = text(value);
    return text != null && check(text, depth + 1);
  }
}
