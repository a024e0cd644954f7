package dev.muster.permission.shell;

import java.util.List;

/** What bash's own commands and variables do to the text that follows them. */
final class Builtins {
  private Builtins() {}

  /** What running a command means for the commands after it. */
  enum Aftermath {
    NONE,
    /** {@code cd} with one literal folder. */
    ENTERS_FOLDER,
    FOLDER_UNKNOWN,
    /** Later text may be read or run differently. */
    CHANGES_SHELL
  }

  static Aftermath of(List<String> argv, boolean hasAssignments) {
    int i = 0;
    while (i < argv.size() && (argv.get(i).equals("command") || argv.get(i).equals("builtin"))) {
      i++;
      while (i < argv.size() && argv.get(i).startsWith("-")) {
        String option = argv.get(i++);
        if (option.equals("--")) {
          break;
        }
        if (option.indexOf('v') > 0 || option.indexOf('V') > 0) {
          return Aftermath.NONE;
        }
      }
    }
    if (i == argv.size()) {
      return Aftermath.NONE;
    }
    return of(argv.get(i), argv.subList(i + 1, argv.size()), i == 0 && !hasAssignments);
  }

  private static Aftermath of(String name, List<String> operands, boolean direct) {
    return switch (name) {
      case "cd" -> {
        boolean literal =
            operands.size() == 1
                && !operands.getFirst().isEmpty()
                && !operands.getFirst().startsWith("-");
        yield direct && literal ? Aftermath.ENTERS_FOLDER : Aftermath.FOLDER_UNKNOWN;
      }
      case "pushd", "popd" -> Aftermath.FOLDER_UNKNOWN;
      case "alias", "unalias", "set", "shopt", "enable", "hash", "bind", "fc" ->
          Aftermath.CHANGES_SHELL;
      case "source", ".", "eval", "exec", "trap" -> Aftermath.CHANGES_SHELL;
      case "export", "declare", "typeset", "readonly", "local", "unset" -> Aftermath.CHANGES_SHELL;
      case "read", "mapfile", "readarray", "getopts", "let" -> Aftermath.CHANGES_SHELL;
      case "wait" -> operands.isEmpty() ? Aftermath.NONE : Aftermath.CHANGES_SHELL;
      // An option or a conversion that writes into a variable.
      case "printf" -> mentions(operands, "-v", "%") ? Aftermath.CHANGES_SHELL : Aftermath.NONE;
      // A subscript in the name of a variable is evaluated.
      case "test", "[" ->
          operands.contains("-v") || operands.contains("-R")
              ? Aftermath.CHANGES_SHELL
              : Aftermath.NONE;
      default -> Aftermath.NONE;
    };
  }

  private static boolean mentions(List<String> operands, String option, String conversion) {
    String first = operands.isEmpty() ? "" : operands.getFirst();
    if (first.startsWith(option)) {
      return true;
    }
    for (String operand : operands) {
      int at = operand.indexOf(conversion);
      if (at >= 0 && operand.indexOf('n', at) > at) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word begins with a name that bash accepts for a variable, then an equals sign. */
  static boolean isAssignment(Token word) {
    int equals = word.value().indexOf('=');
    return equals > 0 && equals < word.plain() && isName(word.value(), equals);
  }

  /** Whether a word begins like {@code NAME+=}. */
  static boolean isAppendingAssignment(Token word) {
    int plus = word.value().indexOf("+=");
    return plus > 0 && plus + 1 < word.plain() && isName(word.value(), plus);
  }

  private static boolean isName(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return end > 0;
  }

  /**
   * Whether bash itself does something when this variable is assigned: some evaluate the value as
   * arithmetic, which can run commands, others change how text is read.
   */
  static boolean isSpecial(String name, String value) {
    if (name.startsWith("BASH") || name.startsWith("COMP_") || name.startsWith("HIST")) {
      return true;
    }
    if (name.startsWith("LC_")) {
      return !isPlainLocale(value);
    }
    return switch (name) {
      case "UID", "EUID", "PPID", "GROUPS", "DIRSTACK", "FUNCNAME", "LINENO", "_" -> true;
      case "RANDOM", "SRANDOM", "SECONDS", "EPOCHSECONDS", "EPOCHREALTIME" -> true;
      case "OPTIND", "OPTARG", "OPTERR", "PIPESTATUS", "SHELLOPTS", "MAPFILE", "COPROC" -> true;
      case "REPLY", "IFS", "POSIXLY_CORRECT", "PS0", "PS1", "PS2", "PS4", "CDPATH" -> true;
      case "PWD", "OLDPWD", "ENV", "GLOBIGNORE", "EXECIGNORE", "FIGNORE", "TMOUT" -> true;
      case "SHLVL", "IGNOREEOF", "ignoreeof", "PROMPT_COMMAND", "TIMEFORMAT", "CHILD_MAX" -> true;
      case "TEXTDOMAIN", "TEXTDOMAINDIR", "INSIDE_EMACS", "FUNCNEST", "auto_resume" -> true;
      case "LANG", "LANGUAGE" -> !isPlainLocale(value);
      default -> false;
    };
  }

  /** Under these locales bash reads bytes as this reader reads characters. */
  private static boolean isPlainLocale(String value) {
    if (value.equals("C") || value.equals("POSIX")) {
      return true;
    }
    if (value.indexOf('/') >= 0) {
      return false;
    }
    return value.endsWith(".UTF-8") || value.endsWith(".utf8");
  }

  /** Words that open a construct where a command is expected, unless quoted. */
  static boolean isReserved(String word) {
    return switch (word) {
      case "!", "{", "}", "[[", "]]", "case", "coproc", "do", "done", "elif", "else", "esac" ->
          true;
      case "fi", "for", "function", "if", "in", "select", "then", "time", "until", "while" -> true;
      default -> false;
    };
  }
}
