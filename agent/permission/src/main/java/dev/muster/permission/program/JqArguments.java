package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the arguments of {@code jq}. Its programs cannot write or start anything, but they can read
 * the environment and include modules; filters that mention either are not known to be harmless.
 */
final class JqArguments {
  private JqArguments() {}

  static ProgramReading judge(List<String> arguments) {
    List<String> read = new ArrayList<>();
    boolean filterSeen = false;
    boolean files = true;
    boolean options = true;
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      boolean option = options && word.length() > 1 && word.startsWith("-");
      if (option && word.equals("--")) {
        options = false;
      } else if (option) {
        int values = valuesOf(word);
        if (values < 0 || i + values >= arguments.size()) {
          return new NotKnownSafe("The option " + word + " of jq is not known to be harmless");
        }
        if (word.equals("--slurpfile") || word.equals("--rawfile")) {
          read.add(arguments.get(i + 2));
        }
        files &= !word.equals("--args") && !word.equals("--jsonargs");
        i += values;
      } else if (!filterSeen) {
        filterSeen = true;
        if (reachesFurther(word)) {
          return new NotKnownSafe("The filter may read the environment or a module");
        }
      } else if (files) {
        read.add(word);
      }
    }
    return new ReadsOnly(read, false);
  }

  private static boolean reachesFurther(String filter) {
    String lower = filter.toLowerCase(Locale.ROOT);
    return lower.contains("env") || lower.contains("import") || lower.contains("include");
  }

  /** How many arguments the option takes, or -1 if it is unknown. */
  private static int valuesOf(String word) {
    if (!word.startsWith("--")) {
      for (int i = 1; i < word.length(); i++) {
        if ("cnrjasSCMeRhV".indexOf(word.charAt(i)) < 0) {
          return -1;
        }
      }
      return 0;
    }
    return switch (word) {
      case "--compact-output", "--null-input", "--raw-output", "--join-output" -> 0;
      case "--ascii-output", "--slurp", "--sort-keys", "--color-output" -> 0;
      case "--monochrome-output", "--exit-status", "--raw-input", "--tab", "--seq" -> 0;
      case "--stream", "--unbuffered", "--args", "--jsonargs", "--help", "--version" -> 0;
      case "--indent" -> 1;
      case "--arg", "--argjson", "--slurpfile", "--rawfile" -> 2;
      default -> -1;
    };
  }
}
