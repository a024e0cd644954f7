package dev.muster.permission;

import dev.muster.permission.shell.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The commands that an argument vector stands for: itself, and what its wrappers would start.
 *
 * <p>For allow rules only wrappers that change nothing about the command count; for deny and ask
 * rules everything that could be a command behind a wrapper.
 */
final class CommandViews {

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

  private static final Set<String> STARTERS =
      Set.of(
          "env",
          "sudo",
          "doas",
          "watch",
          "ionice",
          "setsid",
          "xargs",
          "flock",
          "timeout",
          "nice",
          "nohup",
          "stdbuf",
          "command",
          "builtin",
          "exec",
          "noglob",
          "chroot",
          "strace",
          "ltrace",
          "unbuffer",
          "parallel",
          "time",
          "busybox",
          "toybox",
          "chrt",
          "taskset",
          "prlimit",
          "systemd-run",
          "unshare",
          "nsenter",
          "runuser",
          "su",
          "script",
          "eval");

  private static final Set<String> FIND_STARTS = Set.of("-exec", "-execdir", "-ok", "-okdir");

  private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash");

  private CommandViews() {}

  /**
   * The words without wrappers that change nothing about the command; the words themselves else.
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
      case "nohup", "noglob", "time" -> plain(words, 1);
      case "builtin", "command" -> plain(words, 1);
      case "xargs" -> plain(words, 1);
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
    return !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
  }

  private static boolean isDuration(String text) {
    String number = text.isEmpty() ? text : text.substring(0, text.length() - 1);
    boolean unit = !text.isEmpty() && "smhd".indexOf(text.charAt(text.length() - 1)) >= 0;
    String digits = unit ? number : text;
    return !digits.isEmpty() && digits.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }

  /** Whether all assignments are of variables that do not change what a program does. */
  static boolean harmlessAssignments(ShellCommand command) {
    return command.assignments().stream()
        .allMatch(a -> HARMLESS_VARIABLES.contains(a.name()) || a.name().startsWith("LC_"));
  }

  /** The word positions at which a command behind a wrapper may begin, the first one included. */
  static List<Integer> starts(List<String> argv) {
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    String program = baseName(argv.getFirst());
    if (STARTERS.contains(program)) {
      for (int i = 1; i < argv.size(); i++) {
        starts.add(i);
      }
    } else if (program.equals("find") || program.equals("fd") || program.equals("fdfind")) {
      for (int i = 1; i + 1 < argv.size(); i++) {
        if (FIND_STARTS.contains(argv.get(i)) || argv.get(i).equals("-x")) {
          starts.add(i + 1);
        }
      }
    }
    return starts;
  }

  /** Texts among the words that a shell would run ({@code bash -c TEXT}, {@code eval TEXT}). */
  static List<String> shellTexts(List<String> argv) {
    List<String> texts = new ArrayList<>();
    for (int start : starts(argv)) {
      String program = baseName(argv.get(start));
      if (SHELLS.contains(program) || program.equals("su") || program.equals("script")) {
        for (int i = start + 1; i + 1 < argv.size(); i++) {
          String option = argv.get(i);
          if (option.startsWith("-") && !option.startsWith("--") && option.indexOf('c') > 0) {
            texts.add(argv.get(i + 1));
          }
        }
      } else if (program.equals("eval") || program.equals("watch") || program.equals("parallel")) {
        texts.add(String.join(" ", argv.subList(start + 1, argv.size())));
      }
    }
    return texts;
  }

  /** The last component of a program's path. */
  static String baseName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
