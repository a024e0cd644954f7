package dev.muster.permission;

import dev.muster.permission.shell.ShellCommand;
import java.util.List;
import java.util.Set;

/**
 * What may stand before a command without changing what it does: some programs in forms that are
 * known, and some variables. For allow rules and for what is known of programs.
 */
final class Wrappers {

  private static final Set<String> HARMLESS_VARIABLES =
      Set.of(
          "LANG",
          "LANGUAGE",
          "TZ",
          "NO_COLOR",
          "FORCE_COLOR",
          "CLICOLOR",
          "COLUMNS",
          "LINES",
          "TERM",
          "CI",
          "NODE_ENV",
          "RUST_BACKTRACE",
          "PYTHONUNBUFFERED");

  private Wrappers() {}

  /**
   * The words without wrappers that change nothing about the command; the words themselves else.
   * Behind {@code xargs} the command has more operands than it shows.
   */
  static List<String> unwrapped(List<String> argv) {
    List<String> words = argv;
    while (!words.isEmpty()) {
      int skip = wrapperLength(words);
      if (skip <= 0 || skip >= words.size()) {
        return words;
      }
      words = words.subList(skip, words.size());
    }
    return words;
  }

  /** How many words a harmless wrapper takes up; 0 where there is none or its form is unknown. */
  private static int wrapperLength(List<String> words) {
    return switch (words.getFirst()) {
      case "nohup", "noglob", "time", "builtin", "command", "xargs" -> plain(words, 1);
      case "nice" -> niceLength(words);
      case "timeout" -> timeoutLength(words);
      case "stdbuf" -> stdbufLength(words);
      default -> 0;
    };
  }

  private static int plain(List<String> words, int length) {
    return words.size() > length && !words.get(length).startsWith("-") ? length : 0;
  }

  private static int niceLength(List<String> words) {
    if (words.size() > 3 && words.get(1).equals("-n") && isNumber(words.get(2))) {
      return plain(words, 3);
    }
    if (words.size() > 2 && words.get(1).startsWith("-") && isNumber(words.get(1).substring(1))) {
      return plain(words, 2);
    }
    return plain(words, 1);
  }

  private static int timeoutLength(List<String> words) {
    int i = 1;
    while (i < words.size() && words.get(i).startsWith("-")) {
      String option = words.get(i);
      if (option.equals("-k") || option.equals("-s")) {
        i += 2;
      } else if (option.equals("--foreground")
          || option.equals("--preserve-status")
          || option.equals("-v")
          || option.startsWith("--kill-after=")
          || option.startsWith("--signal=")) {
        i++;
      } else {
        return 0;
      }
    }
    return i < words.size() && isDuration(words.get(i)) ? plain(words, i + 1) : 0;
  }

  private static int stdbufLength(List<String> words) {
    int i = 1;
    while (i < words.size() && words.get(i).startsWith("-")) {
      String option = words.get(i);
      if (option.length() < 3 || "ioe".indexOf(option.charAt(1)) < 0) {
        return 0;
      }
      i++;
    }
    return i > 1 ? plain(words, i) : 0;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && onlyOf(text, "0123456789-");
  }

  private static boolean onlyOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDuration(String text) {
    String number = text.isEmpty() ? text : text.substring(0, text.length() - 1);
    boolean unit = !text.isEmpty() && "smhd".indexOf(text.charAt(text.length() - 1)) >= 0;
    String digits = unit ? number : text;
    return !digits.isEmpty() && onlyOf(digits, "0123456789.");
  }

  /** Whether all assignments are of variables that do not change what a program does. */
  static boolean harmlessAssignments(ShellCommand command) {
    for (ShellCommand.Assignment assignment : command.assignments()) {
      String name = assignment.name();
      if (!HARMLESS_VARIABLES.contains(name) && !name.startsWith("LC_")) {
        return false;
      }
    }
    return true;
  }
}
