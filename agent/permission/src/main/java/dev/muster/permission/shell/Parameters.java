package dev.muster.permission.shell;

import dev.muster.permission.shell.syntax.Part;
import dev.muster.permission.shell.syntax.Part.Operator;
import dev.muster.permission.shell.syntax.Part.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what parameters become. */
final class Parameters {
  private final Run run;
  private final Expander expander;

  Parameters(Run run, Expander expander) {
    this.run = run;
    this.expander = expander;
  }

  /** The arguments of a word that consists of a list of parameters alone; {@code null} else. */
  @Nullable List<Word> wholeList(Part part) {
    if (part instanceof Part.DoubleQuoted(List<Part> inner)
        && inner.size() == 1
        && inner.getFirst() instanceof Parameter parameter
        && isAll(parameter, "@")) {
      return list(parameter);
    }
    return null;
  }

  /** Whether all positional parameters, or all elements of an array, are meant. */
  private static boolean isAll(Parameter parameter, String how) {
    if (parameter.subscript() == null) {
      return parameter.name().equals(how);
    }
    return parameter.subscript().size() == 1
        && parameter.subscript().getFirst() instanceof Part.Text(String text, boolean _)
        && text.equals(how);
  }

  /** Adds a parameter that stands without quotes. */
  void unquoted(Parameter parameter, Fields fields) {
    if (isAll(parameter, "@") || isAll(parameter, "*")) {
      if (parameter.operator() == Operator.LENGTH) {
        fields.unquoted(Value.NUMERAL);
      } else {
        fields.unquotedList(list(parameter));
      }
      return;
    }
    if (isAlternative(parameter.operator())) {
      Value value = value(parameter);
      if (takesOperand(parameter.operator(), value) == Taken.NO) {
        look(parameter);
        fields.unquoted(alternativeIsValue(parameter.operator()) ? value : Value.EMPTY);
        return;
      }
      Value chosen = alternative(parameter, value);
      // The operand may hold quotes of its own, so that it is not split everywhere.
      if (chosen instanceof Value.Text(String text) && !isPlain(text)) {
        fields.unknown();
      } else {
        fields.unquoted(chosen);
      }
      return;
    }
    fields.unquoted(single(parameter));
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "/._-+:,@%=".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Adds a parameter that stands in double quotes. */
  void quoted(Parameter parameter, Fields fields) {
    if (isAll(parameter, "@") && parameter.operator() != Operator.LENGTH) {
      List<Word> words = list(parameter);
      if (words.isEmpty()) {
        // Whether an empty argument is left depends on the version.
        fields.quotedUnknown();
      } else {
        fields.quotedList(words);
      }
      return;
    }
    fields.quoted(run.limited(single(parameter)));
  }

  /** What a list of parameters becomes in double quotes. */
  private List<Word> list(Parameter parameter) {
    List<Word> words = all(parameter);
    if (parameter.operator() == Operator.VALUE) {
      return words;
    }
    look(parameter);
    if (parameter.operator() == Operator.SECTION && parameter.second() == null) {
      List<Word> rest = section(parameter, words);
      if (rest != null) {
        return rest;
      }
    }
    return List.of(new Word.Several());
  }

  private static @Nullable List<Word> section(Parameter parameter, List<Word> words) {
    String offset = Patterns.plain(parameter.operand());
    if (offset == null
        || offset.length() != 1
        || offset.charAt(0) < '1'
        || offset.charAt(0) > '9') {
      return null;
    }
    int from = offset.charAt(0) - '0';
    int skipped = parameter.subscript() == null ? from - 1 : from;
    for (int i = 0; i < Math.min(skipped, words.size()); i++) {
      if (!Words.isSingle(words.get(i))) {
        return null;
      }
    }
    return words.subList(Math.min(skipped, words.size()), words.size());
  }

  private List<Word> all(Parameter parameter) {
    List<Word> several = List.of(new Word.Several());
    if (parameter.subscript() == null) {
      List<Word> arguments = run.state.arguments();
      return arguments == null ? several : arguments;
    }
    return switch (run.value(parameter.name())) {
      case Value.Elements(List<Word> words, boolean _) -> words;
      case Value.Unset() -> List.of();
      case Value.Text(String text) -> List.of(new Word.Literal(text));
      case Value.Blend _, Value.Match _, Value.Unknown _ -> several;
    };
  }

  /** The one text that a parameter becomes where nothing is split. */
  Value single(Parameter parameter) {
    Operator operator = parameter.operator();
    if (operator == Operator.LENGTH) {
      value(parameter);
      return Value.NUMERAL;
    }
    if (isAll(parameter, "@") || isAll(parameter, "*")) {
      String separator = Ifs.separator(run.value("IFS"));
      List<Word> words = list(parameter);
      return separator == null ? Value.ANY_TEXT : Words.joined(words, separator);
    }
    Value value = value(parameter);
    if (operator == Operator.VALUE) {
      return value;
    }
    if (isAlternative(operator)) {
      return alternative(parameter, value);
    }
    return changed(parameter, value);
  }

  private Value changed(Parameter parameter, Value value) {
    return switch (parameter.operator()) {
      case INDIRECT -> indirect(value);
      case SECTION -> section(parameter, value);
      case TRANSFORM -> {
        if (((Part.Text) parameter.operand().getFirst()).text().equals("P")) {
          run.giveUp("a value that is expanded like a prompt (${…@P})");
        }
        yield Value.UNKNOWN;
      }
      case CUT_SHORT_PREFIX, CUT_LONG_PREFIX, CUT_SHORT_SUFFIX, CUT_LONG_SUFFIX ->
          Patterns.cut(parameter.operator(), value, expander.pattern(parameter.operand()));
      case REPLACE_FIRST, REPLACE_ALL, REPLACE_PREFIX, REPLACE_SUFFIX -> {
        String pattern = expander.pattern(parameter.operand());
        List<Part> second = parameter.second();
        Value replacement = second == null ? Value.EMPTY : expander.single(second, Tildes.NONE);
        yield Patterns.replace(parameter.operator(), value, pattern, replacement);
      }
      case UPPER_FIRST, UPPER_ALL, LOWER_FIRST, LOWER_ALL -> {
        look(parameter);
        yield parameter.operand().isEmpty()
            ? Patterns.inCase(parameter.operator(), value)
            : Value.UNKNOWN;
      }
      case NAMES, KEYS, VALUE, LENGTH -> Value.UNKNOWN;
      case DEFAULT_IF_UNSET, DEFAULT_IF_EMPTY, ASSIGN_IF_UNSET, ASSIGN_IF_EMPTY -> Value.UNKNOWN;
      case FAIL_IF_UNSET, FAIL_IF_EMPTY, OTHER_IF_SET, OTHER_IF_FILLED -> Value.UNKNOWN;
    };
  }

  private Value indirect(Value name) {
    if (name instanceof Value.Text(String text) && Names.isName(text)) {
      return run.value(text);
    }
    if (!(name instanceof Value.Unset)) {
      run.giveUp("a variable that is named by another one (${!…})");
    }
    return Value.UNKNOWN;
  }

  private Value section(Parameter parameter, Value value) {
    run.arithmetic.value(parameter.operand());
    List<Part> second = parameter.second();
    if (second != null) {
      run.arithmetic.value(second);
    }
    return Patterns.section(value, parameter.operand(), second);
  }

  /** Looks at the operands for what runs in them alone. */
  private void look(Parameter parameter) {
    if (parameter.operator() == Operator.SECTION) {
      section(parameter, Value.UNKNOWN);
      return;
    }
    expander.single(parameter.operand(), Tildes.NONE);
    List<Part> second = parameter.second();
    if (second != null) {
      expander.single(second, Tildes.NONE);
    }
  }

  /** The value of the parameter itself. */
  private Value value(Parameter parameter) {
    String name = parameter.name();
    char first = name.charAt(0);
    if (Names.isName(name)) {
      return element(run.value(name), parameter.subscript());
    }
    if (first >= '0' && first <= '9') {
      return name.equals("0") ? Value.ANY_TEXT : positional(name);
    }
    return switch (first) {
      case '#', '?', '$' -> Value.NUMERAL;
      case '!' -> run.state.has(State.HAS_BACKGROUND) ? Value.NUMERAL : Value.UNKNOWN_NUMBER;
      default -> Value.ANY_TEXT;
    };
  }

  private Value positional(String digits) {
    List<Word> arguments = run.state.arguments();
    if (arguments == null || digits.length() > 4) {
      return Value.UNKNOWN;
    }
    int number = Integer.parseInt(digits);
    for (int i = 0; i < Math.min(number, arguments.size()); i++) {
      if (!Words.isSingle(arguments.get(i))) {
        return Value.UNKNOWN;
      }
    }
    return number > arguments.size() ? Value.UNSET : Words.value(arguments.get(number - 1));
  }

  private Value element(Value value, @Nullable List<Part> subscript) {
    boolean keyed = value instanceof Value.Elements(List<Word> _, boolean k) && k;
    String index = subscript == null ? "0" : expander.subscript(subscript, keyed);
    if (!(value instanceof Value.Elements(List<Word> words, boolean _))) {
      return subscript == null || "0".equals(index) ? value : Value.UNKNOWN;
    }
    if (keyed || index == null || index.length() > 4 || !isDigits(index)) {
      return Value.UNKNOWN;
    }
    int number = Integer.parseInt(index);
    for (int i = 0; i <= number && i < words.size(); i++) {
      if (!Words.isSingle(words.get(i))) {
        return Value.UNKNOWN;
      }
    }
    return number < words.size() ? Words.value(words.get(number)) : Value.UNSET;
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isAlternative(Operator operator) {
    return switch (operator) {
      case DEFAULT_IF_UNSET, DEFAULT_IF_EMPTY, ASSIGN_IF_UNSET, ASSIGN_IF_EMPTY -> true;
      case FAIL_IF_UNSET, FAIL_IF_EMPTY, OTHER_IF_SET, OTHER_IF_FILLED -> true;
      case VALUE, LENGTH, INDIRECT, NAMES, KEYS, SECTION, TRANSFORM -> false;
      case CUT_SHORT_PREFIX, CUT_LONG_PREFIX, CUT_SHORT_SUFFIX, CUT_LONG_SUFFIX -> false;
      case REPLACE_FIRST, REPLACE_ALL, REPLACE_PREFIX, REPLACE_SUFFIX -> false;
      case UPPER_FIRST, UPPER_ALL, LOWER_FIRST, LOWER_ALL -> false;
    };
  }

  private enum Taken {
    YES,
    NO,
    MAYBE
  }

  /** Whether the operand is taken and not the value. */
  private static Taken takesOperand(Operator operator, Value value) {
    boolean asksEmpty =
        operator == Operator.DEFAULT_IF_EMPTY
            || operator == Operator.ASSIGN_IF_EMPTY
            || operator == Operator.FAIL_IF_EMPTY
            || operator == Operator.OTHER_IF_FILLED;
    Taken absent =
        switch (value) {
          case Value.Unset() -> Taken.YES;
          case Value.Text(String text) -> text.isEmpty() && asksEmpty ? Taken.YES : Taken.NO;
          case Value.Match(String _) -> Taken.NO;
          case Value.Blend(List<Word.Piece> pieces) ->
              !asksEmpty || isFilled(pieces) ? Taken.NO : Taken.MAYBE;
          case Value.Elements _, Value.Unknown _ -> Taken.MAYBE;
        };
    if (operator != Operator.OTHER_IF_SET && operator != Operator.OTHER_IF_FILLED) {
      return absent;
    }
    return switch (absent) {
      case YES -> Taken.NO;
      case NO -> Taken.YES;
      case MAYBE -> Taken.MAYBE;
    };
  }

  private static boolean isFilled(List<Word.Piece> pieces) {
    for (Word.Piece piece : pieces) {
      if (!(piece instanceof Word.Piece.Anything)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what is left where the operand is not taken is the value. */
  private static boolean alternativeIsValue(Operator operator) {
    return operator != Operator.OTHER_IF_SET && operator != Operator.OTHER_IF_FILLED;
  }

  private Value alternative(Parameter parameter, Value value) {
    Operator operator = parameter.operator();
    boolean fails = operator == Operator.FAIL_IF_UNSET || operator == Operator.FAIL_IF_EMPTY;
    Value otherwise = alternativeIsValue(operator) ? value : Value.EMPTY;
    State before = run.state;
    Value operand = expander.single(parameter.operand(), Tildes.AT_START);
    if (fails) {
      return value;
    }
    boolean assigns = operator == Operator.ASSIGN_IF_UNSET || operator == Operator.ASSIGN_IF_EMPTY;
    return switch (takesOperand(operator, value)) {
      case NO -> {
        run.state = run.join(before, run.state);
        yield otherwise;
      }
      case YES -> {
        if (assigns) {
          assign(parameter, operand);
        }
        yield operand;
      }
      case MAYBE -> {
        if (assigns) {
          assign(parameter, Value.join(value, operand));
        }
        run.state = run.join(before, run.state);
        yield Value.join(otherwise, operand);
      }
    };
  }

  private void assign(Parameter parameter, Value value) {
    if (parameter.subscript() != null || !Names.isName(parameter.name())) {
      run.giveUp("an assignment to an element in ${…}");
      return;
    }
    run.variables.assign(parameter.name(), value);
  }
}
