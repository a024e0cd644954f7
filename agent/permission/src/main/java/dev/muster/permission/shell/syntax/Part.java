package dev.muster.permission.shell.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a word as it is written. */
public sealed interface Part {

  /**
   * Characters without quotes.
   *
   * @param special whether one of them may be expanded: a brace, a tilde, a part of a pattern
   */
  record Text(String text, boolean special) implements Part {}

  /** Characters that stand for themselves: quoted singly or by a backslash. */
  record Quoted(String text) implements Part {}

  /** What stands between double quotes. */
  record DoubleQuoted(List<Part> parts) implements Part {}

  /**
   * A parameter, such as {@code $x} or {@code ${x[1]:-y}}.
   *
   * @param name of a variable, digits, or one special character
   * @param braced whether it is written with braces
   * @param subscript {@code null} without one
   * @param operand what follows the operator
   * @param second the replacement, or the length of a section
   */
  record Parameter(
      String name,
      boolean braced,
      @Nullable List<Part> subscript,
      Operator operator,
      List<Part> operand,
      @Nullable List<Part> second)
      implements Part {

    /** The value alone, without braces. */
    public static Parameter of(String name) {
      return new Parameter(name, false, null, Operator.VALUE, List.of(), null);
    }
  }

  /** {@code $(…)} or the same with backticks. */
  record Substitution(Script body) implements Part {}

  /** {@code $((…))}. */
  record Arithmetic(List<Part> expression) implements Part {}

  /**
   * {@code <(…)} or {@code >(…)}.
   *
   * @param writes whether the command gets what is written
   */
  record ProcessFile(Script body, boolean writes) implements Part {}

  /** An argument like {@code x=(a b)} to a command that declares variables. */
  record Compound(Assign assign) implements Part {}

  /** What the braces of a parameter do with its value. */
  enum Operator {
    VALUE(""),
    LENGTH("#"),
    /** The value of the variable that this one names. */
    INDIRECT("!"),
    /** The names of all variables that begin so. */
    NAMES("!*"),
    /** The subscripts of an array. */
    KEYS("![]"),
    DEFAULT_IF_UNSET("-"),
    DEFAULT_IF_EMPTY(":-"),
    ASSIGN_IF_UNSET("="),
    ASSIGN_IF_EMPTY(":="),
    FAIL_IF_UNSET("?"),
    FAIL_IF_EMPTY(":?"),
    OTHER_IF_SET("+"),
    OTHER_IF_FILLED(":+"),
    SECTION(":"),
    CUT_SHORT_PREFIX("#"),
    CUT_LONG_PREFIX("##"),
    CUT_SHORT_SUFFIX("%"),
    CUT_LONG_SUFFIX("%%"),
    REPLACE_FIRST("/"),
    REPLACE_ALL("//"),
    REPLACE_PREFIX("/#"),
    REPLACE_SUFFIX("/%"),
    UPPER_FIRST("^"),
    UPPER_ALL("^^"),
    LOWER_FIRST(","),
    LOWER_ALL(",,"),
    TRANSFORM("@");

    private final String written;

    Operator(String written) {
      this.written = written;
    }

    /** As it is written. */
    public String written() {
      return written;
    }
  }
}
