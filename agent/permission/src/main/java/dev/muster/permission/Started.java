package dev.muster.permission;

import dev.muster.pattern.CaseFold;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for commands that a program may start of which it is not known what it does: by its
 * arguments, by a text among them, or by what it reads.
 *
 * <p>A guess on the side of caution: it goes by the words of rules that stand one after the other
 * anywhere in what the program is given.
 */
final class Started {

  /** Programs that are there to start what their arguments or their input say. */
  private static final Set<String> RUNNERS =
      Set.of(
          "bash",
          "sh",
          "dash",
          "zsh",
          "ksh",
          "mksh",
          "ash",
          "rbash",
          "fish",
          "eval",
          "source",
          ".",
          "trap",
          "exec",
          "command",
          "builtin",
          "mapfile",
          "readarray",
          "compgen",
          "complete",
          "coproc",
          "env",
          "sudo",
          "doas",
          "su",
          "runuser",
          "setpriv",
          "xargs",
          "parallel",
          "find",
          "fd",
          "fdfind",
          "watch",
          "timeout",
          "time",
          "nice",
          "nohup",
          "setsid",
          "ionice",
          "chrt",
          "taskset",
          "prlimit",
          "flock",
          "stdbuf",
          "unbuffer",
          "script",
          "strace",
          "ltrace",
          "busybox",
          "toybox",
          "chroot",
          "unshare",
          "nsenter",
          "systemd-run",
          "entr",
          "ssh");

  /** Those of them that take a text for a shell, or a file of it. */
  private static final Set<String> OF_TEXT =
      Set.of(
          "bash", "sh", "dash", "zsh", "ksh", "mksh", "ash", "rbash", "fish", "eval", "source", ".",
          "trap");

  private Started() {}

  /** Whether a shell is given a text that is not known. */
  static boolean runsUnknownText(ShellCommand command) {
    return command.words().getFirst() instanceof Word.Literal(String program)
        && OF_TEXT.contains(LineRules.baseName(program))
        && mayBeAnything(command);
  }

  /** Whether a program is there to start what it is given, and not all of that is known. */
  static boolean mayBeAnything(ShellCommand command) {
    if (!isRunner(command)) {
      return false;
    }
    for (Word word : command.words()) {
      if (!(word instanceof Word.Literal)) {
        return true;
      }
    }
    return command.input() instanceof ShellCommand.Input.Known(Word text)
        && !(text instanceof Word.Literal);
  }

  /** Whether a program is there to start what its arguments or its input say. */
  static boolean isRunner(ShellCommand command) {
    return command.words().getFirst() instanceof Word.Literal(String program)
        && RUNNERS.contains(LineRules.baseName(program));
  }

  /** The rules of a list whose words are among what a program is given. */
  static List<Rule.Command> named(
      ShellCommand command, List<Rule.Command> rules, boolean ignoreCase) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<String> tokens = new ArrayList<>();
    for (Word word : command.words().subList(1, command.words().size())) {
      addTokens(Shown.word(word), tokens);
    }
    if (command.input() instanceof ShellCommand.Input.Known(Word text)) {
      addTokens(Shown.word(text), tokens);
    }
    return named(tokens, rules, ignoreCase);
  }

  /** The rules of a list whose words are in the values of variables that a program gets. */
  static List<Rule.Command> set(
      ShellCommand command, List<Rule.Command> rules, boolean ignoreCase) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<String> tokens = new ArrayList<>();
    for (ShellCommand.Assignment assignment : command.assignments()) {
      addTokens(Shown.word(assignment.value()), tokens);
    }
    return named(tokens, rules, ignoreCase);
  }

  /** The rules of a list whose words are in a text. */
  static List<Rule.Command> named(String text, List<Rule.Command> rules, boolean ignoreCase) {
    if (rules.isEmpty()) {
      return List.of();
    }
    List<String> tokens = new ArrayList<>();
    addTokens(text, tokens);
    return named(tokens, rules, ignoreCase);
  }

  private static List<Rule.Command> named(
      List<String> tokens, List<Rule.Command> rules, boolean ignoreCase) {
    List<Rule.Command> named = new ArrayList<>();
    List<String> given = ignoreCase ? tokens.stream().map(CaseFold::of).toList() : tokens;
    Set<String> names = new HashSet<>(given);
    for (Rule.Command rule : rules) {
      CommandPattern pattern = ignoreCase ? rule.pattern().folded() : rule.pattern();
      if (isIn(pattern, given, names)) {
        named.add(rule);
      }
    }
    return named;
  }

  private static boolean isIn(CommandPattern pattern, List<String> tokens, Set<String> names) {
    List<String> wanted = new ArrayList<>();
    for (String word : pattern.leadingWords()) {
      addTokens(word, wanted);
    }
    if (wanted.isEmpty()) {
      return false; // it begins with a star, and so it would have taken the whole line
    }
    boolean cut = pattern.cutsLastWord();
    if (!names.contains(wanted.getFirst()) && !(cut && wanted.size() == 1)) {
      return false;
    }
    int found = 0;
    for (String token : tokens) {
      String next = wanted.get(found);
      boolean last = found == wanted.size() - 1;
      boolean matches = (cut && last) ? token.startsWith(next) : token.equals(next);
      if (matches) {
        found++;
        if (last) {
          return true;
        }
      }
    }
    return false;
  }

  /** Cuts a text wherever a character stands that is no part of a name. */
  private static void addTokens(String text, List<String> tokens) {
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inName = i < text.length() && isName(text.charAt(i));
      if (inName && start < 0) {
        start = i;
      } else if (!inName && start >= 0) {
        tokens.add(text.substring(start, i));
        start = -1;
      }
    }
  }

  private static boolean isName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '+' || c == '-';
  }
}
