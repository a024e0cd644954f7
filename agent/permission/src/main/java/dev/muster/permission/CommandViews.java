package dev.muster.permission;

import dev.muster.pattern.CaseFold;
import dev.muster.permission.rule.CommandLineText;
import dev.muster.permission.shell.ShellCommand;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an argument vector may stand for, to rules that deny or ask: itself, what may be
 * a command behind a wrapper, and the texts that it would hand to a shell.
 */
final class CommandViews {

  /** How many words behind a wrapper are each tried as the beginning of a command. */
  private static final int STARTS_MOST = 400;

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

  private static final Set<String> FIND_STARTS =
      Set.of("-exec", "-execdir", "-ok", "-okdir", "-x", "-X", "--exec", "--exec-batch");

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "rbash", "fish");

  private CommandViews() {}

  /**
   * The lines that a rule is compared with, or {@code null} where there are too many to tell.
   *
   * @param ignoreCase whether a program is also found by its name in another case
   */
  static @Nullable List<String> lines(ShellCommand command, boolean ignoreCase) {
    List<Integer> starts = starts(command.argv());
    if (starts.size() > STARTS_MOST) {
      return null;
    }
    CommandLineText line = new CommandLineText(command.argv());
    Set<String> lines = new LinkedHashSet<>();
    for (int start : starts) {
      lines.add(line.loose(start));
      lines.add(line.looseByName(start));
      int subcommand = gitSubcommand(command.argv(), start);
      if (subcommand > start + 1) {
        lines.add("git " + line.loose(subcommand));
      }
    }
    lines.add(command.text().strip());
    if (ignoreCase) {
      for (String one : List.copyOf(lines)) {
        lines.add(CaseFold.of(one));
      }
    }
    return List.copyOf(lines);
  }

  /** Where the subcommand of git stands behind the options of git itself; -1 where nowhere. */
  private static int gitSubcommand(List<String> argv, int start) {
    if (!baseName(argv.get(start)).equals("git")) {
      return -1;
    }
    int i = start + 1;
    while (i < argv.size() && argv.get(i).startsWith("-")) {
      i +=
          switch (argv.get(i)) {
            case "-C", "-c", "--git-dir", "--work-tree", "--namespace", "--super-prefix" -> 2;
            case "--config-env", "--attr-source", "--list-cmds" -> 2;
            default -> 1;
          };
    }
    return i < argv.size() ? i : -1;
  }

  /** The word positions at which a command may begin, the first one included. */
  static List<Integer> starts(List<String> argv) {
    List<Integer> starts = new ArrayList<>();
    boolean anyAfter = false;
    boolean finding = false;
    for (int i = 0; i < argv.size(); i++) {
      boolean begins = i == 0 || anyAfter || (finding && FIND_STARTS.contains(argv.get(i - 1)));
      if (!begins) {
        continue;
      }
      starts.add(i);
      String program = baseName(argv.get(i));
      anyAfter |= STARTERS.contains(program);
      finding |= program.equals("find") || program.equals("fd") || program.equals("fdfind");
    }
    return starts;
  }

  /** Whether it starts a command with further operands from its input. */
  static boolean takesOperands(List<String> argv) {
    for (int start : starts(argv)) {
      String program = baseName(argv.get(start));
      if (program.equals("xargs") || program.equals("parallel")) {
        return true;
      }
    }
    return false;
  }

  /** Texts among the words that a shell would run ({@code bash -c TEXT}, {@code eval TEXT}). */
  static List<String> shellTexts(List<String> argv) {
    List<String> texts = new ArrayList<>();
    for (int start : starts(argv)) {
      String program = baseName(argv.get(start));
      List<String> rest = argv.subList(start + 1, argv.size());
      if (SHELLS.contains(program) || program.equals("su") || program.equals("script")) {
        texts.addAll(afterCommandOption(rest));
      } else {
        switch (program) {
          case "eval", "watch", "parallel" -> texts.add(String.join(" ", rest));
          case "env" -> texts.addAll(splitStrings(rest));
          case "trap", "mapfile", "readarray", "compgen", "complete", "bind", "fc" ->
              texts.addAll(rest);
          default -> {}
        }
      }
    }
    return texts;
  }

  /** What {@code env -S} splits into a command. */
  private static List<String> splitStrings(List<String> words) {
    List<String> texts = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("-S")) {
        texts.add(word.substring(2));
      } else if (word.startsWith("--split-string=")) {
        texts.add(word.substring("--split-string=".length()));
      }
    }
    return texts;
  }

  /** Every word behind {@code -c}, since options may stand between it and the text. */
  private static List<String> afterCommandOption(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String option = words.get(i);
      boolean command =
          option.equals("--command")
              || (option.startsWith("-") && !option.startsWith("--") && option.indexOf('c') > 0);
      if (command) {
        return words.subList(i + 1, words.size());
      }
      if (option.startsWith("--command=")) {
        return List.of(option.substring("--command=".length()));
      }
    }
    return List.of();
  }

  /** Whether a shell would read its commands from its input. */
  static boolean readsCommands(List<String> argv) {
    for (int start : starts(argv)) {
      if (!SHELLS.contains(baseName(argv.get(start)))) {
        continue;
      }
      List<String> rest = argv.subList(start + 1, argv.size());
      boolean script = false;
      boolean input = false;
      for (String word : rest) {
        script |= !word.startsWith("-");
        input |= word.equals("-s") || word.equals("-") || word.startsWith("/dev/");
      }
      if (input || !script) {
        return true;
      }
    }
    return false;
  }

  /** The last component of a program's path. */
  static String baseName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
