package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs whose arguments follow rules of their own. */
final class SpecialPrograms {
  private static final OptionTable DATE =
      new OptionTable(
          "-d:r@uRI? --date: --reference@ --utc --universal --rfc-email --rfc-3339:"
              + " --iso-8601? --debug");
  private static final OptionTable STRINGS =
      new OptionTable(
          "-afn:t:e:o:wds: --all --print-file-name --bytes: --radix: --encoding:"
              + " --include-all-whitespace --data --output-separator:");

  private SpecialPrograms() {}

  /** What the command line does, or {@code null} where the program is not one of these. */
  static @Nullable ProgramReading judge(String name, List<String> arguments) {
    return switch (name) {
      case "echo" -> new ReadsOnly(List.of(), false);
      case "printf" -> printf(arguments);
      case "find" -> FindExpression.judge(arguments);
      case "test", "[" -> TestExpression.judge(name, arguments);
      case "date" -> date(arguments);
      case "strings" -> strings(arguments);
      case "sleep" -> sleep(arguments);
      case "xxd" -> HexDump.judge(arguments);
      case "jq" -> JqArguments.judge(arguments);
      case "ps" -> ProcessListing.judge(arguments);
      case "cd" -> cd(arguments);
      case "command" -> command(arguments);
      default -> version(name, arguments);
    };
  }

  private static ProgramReading printf(List<String> arguments) {
    if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
      return new NotKnownSafe("An option of printf may set a variable");
    }
    String format = arguments.getFirst();
    for (int i = format.indexOf('%'); i >= 0; i = format.indexOf('%', i)) {
      i++;
      while (i < format.length() && "-+ #0123456789.*'hlLqjzt".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      if (i < format.length() && format.charAt(i) == 'n') {
        return new NotKnownSafe("The conversion %n of printf sets a variable");
      }
      i = Math.min(i + 1, format.length());
    }
    return new ReadsOnly(List.of(), false);
  }

  /** An operand that does not begin with a plus sets the clock. */
  private static ProgramReading date(List<String> arguments) {
    Arguments parsed = Arguments.parse(DATE, arguments);
    if (parsed.problem() != null) {
      return new NotKnownSafe(parsed.problem());
    }
    for (String operand : parsed.operands()) {
      if (!operand.startsWith("+")) {
        return new NotKnownSafe("An operand of date may set the clock");
      }
    }
    return new ReadsOnly(parsed.files(), false);
  }

  private static ProgramReading strings(List<String> arguments) {
    for (String argument : arguments) {
      if (argument.startsWith("@")) {
        return new NotKnownSafe("strings would read further arguments from a file");
      }
    }
    return new Profile(STRINGS, Profile.Operands.FILES, Profile.Searches.NEVER).judge(arguments);
  }

  /** Up to a minute, so that nothing hangs unasked. */
  private static ProgramReading sleep(List<String> arguments) {
    boolean short1 = arguments.size() == 1 && arguments.getFirst().length() <= 5;
    double seconds = short1 ? seconds(arguments.getFirst()) : -1;
    return seconds >= 0 && seconds <= 60
        ? new ReadsOnly(List.of(), false)
        : new NotKnownSafe("Only a plain number of up to 60 seconds is known to be harmless");
  }

  private static double seconds(String text) {
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      points += c == '.' ? 1 : 0;
      if ((c < '0' || c > '9') && c != '.') {
        return -1;
      }
    }
    return points > 1 || text.equals(".") || text.isEmpty() ? -1 : Double.parseDouble(text);
  }

  private static ProgramReading cd(List<String> arguments) {
    boolean plain = arguments.size() == 1 && !arguments.getFirst().startsWith("-");
    return plain && !arguments.getFirst().isEmpty()
        ? new ReadsOnly(arguments, false)
        : new NotKnownSafe("Only a change to one named folder is known to be harmless");
  }

  private static ProgramReading command(List<String> arguments) {
    boolean asks =
        arguments.size() >= 2
            && (arguments.getFirst().equals("-v") || arguments.getFirst().equals("-V"));
    return asks ? new ReadsOnly(List.of(), false) : new NotKnownSafe("It runs another command");
  }

  /**
   * Questions for a version that what stands in the folder cannot answer. Left out on purpose are
   * programs that are often a front for a version that the folder chooses, fetches or extends:
   * yarn, npm, mvn, gradle, cargo, rustc and go among them.
   */
  private static @Nullable ProgramReading version(String name, List<String> arguments) {
    if (arguments.size() != 1) {
      return null;
    }
    String argument = arguments.getFirst();
    boolean asks =
        switch (name) {
          case "node" -> argument.equals("--version") || argument.equals("-v");
          case "python3", "python" -> argument.equals("--version") || argument.equals("-V");
          case "java" -> argument.equals("-version") || argument.equals("--version");
          case "javac" -> argument.equals("-version") || argument.equals("--version");
          case "bash", "gcc", "g++", "cc", "clang", "make", "cmake", "ld", "gdb", "sed", "awk" ->
              argument.equals("--version");
          default -> false;
        };
    return asks ? new ReadsOnly(List.of(), false) : null;
  }
}
