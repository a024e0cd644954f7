package dev.muster.permission.program;

import dev.muster.permission.program.Arguments.Given;
import dev.muster.permission.shell.Word;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what stands between {@code git} and its command: where it runs, and settings. */
final class GitCommand {
  private GitCommand() {}

  /**
   * Judges git's own options and leaves the command.
   *
   * @return the command with its arguments, and the folder where it runs; {@code null} where that
   *     is not known
   */
  static @Nullable Call judge(Profile profile, Call call, Outcome outcome) {
    Arguments parsed = Arguments.parse(List.of(profile), call.arguments());
    if (parsed.problem() != null) {
      outcome.unknown(parsed.problem());
      return null;
    }
    Path folder = call.folder();
    for (Given given : parsed.options()) {
      if (given.name().equals("-C")) {
        Word path = given.values().getFirst();
        outcome.enter(path);
        folder = entered(folder, Words.literal(path));
      } else if (given.name().equals("-c")) {
        setting(Words.literal(given.values().getFirst()), outcome);
      }
    }
    return new Call(call.program(), parsed.operands(), call.input(), folder);
  }

  private static void setting(@Nullable String setting, Outcome outcome) {
    if (setting != null && isHarmless(setting)) {
      return;
    }
    outcome.code("whatever the setting " + setting + " makes git start");
    int equals = setting == null ? -1 : setting.indexOf('=');
    if (setting != null && setting.startsWith("alias.") && equals > 0) {
      String alias = setting.substring(equals + 1);
      outcome.runsShell(Words.of(alias.startsWith("!") ? alias.substring(1) : "git " + alias));
    }
  }

  private static @Nullable Path entered(@Nullable Path folder, @Nullable String path) {
    if (path == null || path.isEmpty()) {
      return null;
    }
    try {
      Path named = Path.of(path);
      return folder == null ? (named.isAbsolute() ? named : null) : folder.resolve(named);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Whether a setting changes no more than what is shown, whatever the command. */
  private static boolean isHarmless(String setting) {
    int equals = setting.indexOf('=');
    String name = (equals < 0 ? setting : setting.substring(0, equals)).toLowerCase(Locale.ROOT);
    String value = equals < 0 ? "true" : setting.substring(equals + 1);
    if (name.startsWith("color.") || name.startsWith("advice.") || name.startsWith("column.")) {
      return true;
    }
    return switch (name) {
      case "core.quotepath", "core.abbrev", "core.longpaths", "core.ignorecase" -> true;
      case "core.autocrlf", "core.eol", "core.safecrlf", "core.filemode" -> true;
      case "diff.renames", "diff.renamelimit", "diff.context", "diff.algorithm" -> true;
      case "diff.noprefix", "diff.mnemonicprefix", "diff.colormoved", "log.decorate" -> true;
      case "log.date", "log.follow", "log.abbrevcommit", "status.showuntrackedfiles" -> true;
      case "status.relativepaths", "status.short", "status.branch", "user.name" -> true;
      case "user.email", "init.defaultbranch", "grep.linenumber", "grep.patterntype" -> true;
      case "core.fsmonitor", "commit.gpgsign", "tag.gpgsign" -> value.equals("false");
      case "core.pager" -> value.equals("cat") || value.isEmpty();
      default -> name.startsWith("pager.") && (value.equals("false") || value.equals("cat"));
    };
  }
}
