package dev.muster.permission.program;

import dev.muster.permission.program.OptionTable.Takes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments sorted into options and operands as getopt_long does, options after operands included.
 *
 * @param options those that were found, each with its value if it has one
 * @param files values of options that name files to read
 * @param operands what is left; those after {@code --} too
 * @param problem why the arguments are not known, or {@code null}
 */
record Arguments(
    List<Option> options, List<String> files, List<String> operands, @Nullable String problem) {

  /** An option, named with its dashes; the value is empty where there is none. */
  record Option(String name, String value) {}

  static Arguments parse(OptionTable table, List<String> arguments) {
    return new Parser(table, arguments, false).parse();
  }

  /**
   * Parses where it may depend on the program's version whether an option takes the next argument:
   * nothing that could be an option is taken for a value.
   */
  static Arguments parseCarefully(OptionTable table, List<String> arguments) {
    return new Parser(table, arguments, true).parse();
  }

  boolean has(String... names) {
    for (Option option : options) {
      for (String name : names) {
        if (option.name().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static final class Parser {
    private final OptionTable table;
    private final List<String> arguments;
    private final List<Option> options = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<String> operands = new ArrayList<>();
    private @Nullable String problem;
    private final boolean careful;
    private int at;

    Parser(OptionTable table, List<String> arguments, boolean careful) {
      this.table = table;
      this.arguments = arguments;
      this.careful = careful;
    }

    Arguments parse() {
      while (at < arguments.size() && problem == null) {
        String argument = arguments.get(at++);
        if (argument.equals("--")) {
          operands.addAll(arguments.subList(at, arguments.size()));
          at = arguments.size();
        } else if (argument.startsWith("--")) {
          readLong(argument);
        } else if (argument.length() > 1 && argument.charAt(0) == '-') {
          readLetters(argument);
        } else {
          operands.add(argument);
        }
      }
      return new Arguments(options, files, operands, problem);
    }

    private void readLong(String argument) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      Takes takes = table.name(name);
      boolean valueGiven = equals >= 0;
      if (takes == Takes.UNKNOWN || (takes == Takes.NOTHING && valueGiven)) {
        unknown(name);
        return;
      }
      if (takes == Takes.ONLY_ATTACHED && !valueGiven) {
        problem = "The option " + name + " is only known with its value after an equals sign";
        return;
      }
      String value = valueGiven ? argument.substring(equals + 1) : "";
      if (!valueGiven && (takes == Takes.VALUE || takes == Takes.FILE)) {
        value = nextValue(name);
      }
      add(name, value, takes);
    }

    private void readLetters(String argument) {
      if (table.takesNumbers() && isNumber(argument)) {
        options.add(new Option("-#", argument.substring(1)));
        return;
      }
      for (int i = 1; i < argument.length() && problem == null; i++) {
        String name = "-".concat(String.valueOf(argument.charAt(i)));
        Takes takes = table.letter(argument.charAt(i));
        String rest = argument.substring(i + 1);
        switch (takes) {
          case UNKNOWN -> unknown(name);
          case NOTHING -> add(name, "", takes);
          case ATTACHED_VALUE, ONLY_ATTACHED -> {
            if (rest.isEmpty() && takes == Takes.ONLY_ATTACHED) {
              problem = "The option " + name + " is only known with its value attached";
            }
            add(name, rest, takes);
            return;
          }
          case VALUE, FILE -> {
            add(name, rest.isEmpty() ? nextValue(name) : rest, takes);
            return;
          }
        }
      }
    }

    private static boolean isNumber(String argument) {
      for (int i = 1; i < argument.length(); i++) {
        if (argument.charAt(i) < '0' || argument.charAt(i) > '9') {
          return false;
        }
      }
      return true;
    }

    private String nextValue(String name) {
      if (at == arguments.size()) {
        problem = "The option " + name + " lacks its value";
        return "";
      }
      if (careful && arguments.get(at).startsWith("-")) {
        problem = "The value of the option " + name + " looks like an option";
      }
      return arguments.get(at++);
    }

    private void add(String name, String value, Takes takes) {
      options.add(new Option(name, value));
      if (takes == Takes.FILE) {
        files.add(value);
      }
    }

    private void unknown(String name) {
      problem = "The option " + name + " is not known to be harmless";
    }
  }
}
