package dev.muster.permission.program;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which variables of a command's environment change nothing that matters. */
final class Environment {
  /** What is in the names of variables that loaders, libraries, tools and shells obey. */
  private static final String[] OBEYED = {
    "LD", "DYLD", "LIB", "PRELOAD", "AUDIT", "CONV", "LOC", "LANG", "LC_", "NLS", "MALLOC", "TZ",
    "TMP", "TEMP", "BASH", "POSIX", "PATH", "HOME", "IFS", "ENV", "SHELL", "TERM", "OPT", "CONF",
    "FILE", "DIR", "CMD", "COMMAND", "RES_", "HOST", "PS", "PROMPT", "GREP", "RIPGREP", "HIST"
  };

  private Environment() {}

  /** Whether a variable is harmless for any program, or for the one that a profile tells of. */
  static boolean isHarmless(Assignment assignment, Profile profile) {
    String name = assignment.name();
    if (name.equals("IFS") && profile.name().equals("read")) {
      return true;
    }
    String wanted = profile.environment().get(name);
    String value = Words.literal(assignment.value());
    if (wanted != null && !wanted.isEmpty()) {
      return wanted.equals(value);
    }
    if (wanted == null && profile.environment().containsKey("*") && isOfNobody(name)) {
      return true;
    }
    return (wanted != null || isHarmless(name))
        && isPlain(assignment.value(), value, name.equals("TZ"));
  }

  /** Whether neither the loader nor a library nor a shell can be meant by a variable's name. */
  private static boolean isOfNobody(String name) {
    for (String part : OBEYED) {
      if (name.contains(part)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a variable holds no secret, so that it may be shown. */
  static boolean isPublic(String name) {
    return switch (name) {
      case "HOME", "PATH", "USER", "LOGNAME", "SHELL", "PWD", "OLDPWD", "HOSTNAME" -> true;
      case "EDITOR", "VISUAL", "PAGER", "DISPLAY", "TMPDIR", "JAVA_HOME", "GOPATH" -> true;
      default -> isHarmless(name);
    };
  }

  /** For programs that know nothing of it either. */
  private static boolean isHarmless(String name) {
    return switch (name) {
      case "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME" -> true;
      case "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE" -> true;
      case "COLUMNS", "LINES", "TERM", "TZ", "CI", "SOURCE_DATE_EPOCH" -> true;
      default -> false;
    };
  }

  /** No path that leads up or to the root, so that nothing is loaded from where the value says. */
  private static boolean isPlain(Word word, @Nullable String value, boolean zone) {
    if (value == null) {
      return isNumber(word);
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean inside = i > 0 && (c == '.' || c == '+' || c == ':' || (c == '/' && zone));
      boolean plain = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '@' || inside;
      if (!plain || (c == '.' && value.charAt(i - 1) == '.')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(Word word) {
    if (!(word instanceof Word.Composed(List<Word.Piece> pieces))) {
      return false;
    }
    for (Word.Piece piece : pieces) {
      if (!(piece instanceof Word.Piece.Numeral)) {
        return false;
      }
    }
    return true;
  }
}
