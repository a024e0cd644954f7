package dev.muster.permission;

import dev.muster.permission.rule.CommandLineText;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about texts for the shell.
 *
 * <p>Every command of an understood text must be permitted by itself, with its redirections and the
 * files that it is known to read. A text that is not understood is never permitted by a rule about
 * commands, and is denied where a deny rule cannot be excluded.
 */
final class ShellJudge {

  /** How deep texts inside texts are followed; beyond that they count as not understood. */
  private static final int NESTING_MOST = 4;

  /** How many words behind a wrapper are each tried as the beginning of a command. */
  private static final int STARTS_MOST = 400;

  private final Policy policy;
  private final ShellAnalysis analysis;
  private final DenyGuard guard;
  private final CommandJudge commands;

  ShellJudge(
      Policy policy,
      FileJudge files,
      ShellAnalysis analysis,
      ProgramJudge programs,
      DenyGuard guard) {
    this.policy = policy;
    this.analysis = analysis;
    this.guard = guard;
    this.commands = new CommandJudge(policy, files, programs);
  }

  Finding judge(String text, Path folder, PermissionMode mode) {
    return switch (analysis.analyse(text, folder)) {
      case ShellReading.NotUnderstood(String reason) -> notUnderstood(text, reason, mode);
      case ShellReading.Understood(List<ShellCommand> found) -> understood(found, folder, mode);
    };
  }

  private Finding understood(List<ShellCommand> found, Path folder, PermissionMode mode) {
    Finding all = null;
    for (ShellCommand command : found) {
      Finding one = forbidden(command, 0);
      if (one == null || one.kind() != Finding.Kind.DENY) {
        Finding judged = commands.judge(command, folder, mode);
        one = one == null ? judged : one.and(judged);
      }
      if (one.kind() == Finding.Kind.DENY) {
        return one;
      }
      all = all == null ? one : all.and(one);
    }
    return all == null ? Finding.of(Finding.Kind.ALLOW, "nothing would run") : all;
  }

  /** The deny or ask rule that fires on a command or on what it starts, if one does. */
  private @Nullable Finding forbidden(ShellCommand command, int depth) {
    if (command.argv().isEmpty()) {
      return null;
    }
    Finding asked = null;
    for (String inner : CommandViews.shellTexts(command.argv())) {
      Finding nested = nested(inner, command.folder(), depth + 1);
      if (nested != null && nested.kind() == Finding.Kind.DENY) {
        return nested;
      }
      asked = asked == null ? nested : asked;
    }
    Finding denied = fired(policy.deny(), command, Finding.Kind.DENY);
    if (denied != null) {
      return denied;
    }
    return asked != null ? asked : fired(policy.ask(), command, Finding.Kind.ASK);
  }

  private @Nullable Finding nested(String text, @Nullable Path folder, int depth) {
    if (depth > NESTING_MOST) {
      return uncertain(text);
    }
    Path inside = folder == null ? policy.folders().folder() : folder;
    return switch (analysis.analyse(text, inside)) {
      case ShellReading.NotUnderstood not -> uncertain(text);
      case ShellReading.Understood(List<ShellCommand> found) -> {
        Finding strictest = null;
        for (ShellCommand command : found) {
          Finding one = forbidden(command, depth);
          strictest = strictest == null ? one : one == null ? strictest : strictest.and(one);
        }
        yield strictest;
      }
    };
  }

  private static @Nullable Finding fired(
      List<Rule> rules, ShellCommand command, Finding.Kind kind) {
    CommandLineText line = new CommandLineText(command.argv());
    CommandLineText plain = withBaseName(command.argv());
    List<Integer> starts = CommandViews.starts(command.argv());
    for (Rule rule : rules) {
      if (!(rule instanceof Rule.Command(var text, var pattern))) {
        continue;
      }
      if (starts.size() > STARTS_MOST) {
        return Finding.by(kind, "the command is too long to exclude a rule", rule);
      }
      for (int start : starts) {
        if (pattern.forbids(line, start) || pattern.forbids(plain, start)) {
          String what = kind == Finding.Kind.DENY ? "a rule forbids " : "a rule asks about ";
          return Finding.by(kind, what + shown(command.text()), rule);
        }
      }
      if (pattern.body().equals(command.text().strip())) {
        return Finding.by(kind, "a rule names " + shown(command.text()), rule);
      }
    }
    return null;
  }

  /** The same words with every path reduced to a name, so that /bin/rm is rm to a deny rule. */
  private static CommandLineText withBaseName(List<String> argv) {
    return new CommandLineText(argv.stream().map(CommandViews::baseName).toList());
  }

  private Finding notUnderstood(String text, String reason, PermissionMode mode) {
    Finding uncertain = uncertain(text);
    if (uncertain != null && uncertain.kind() == Finding.Kind.DENY) {
      return uncertain;
    }
    if (mode == PermissionMode.PLAN) {
      return Finding.of(Finding.Kind.DENY, "it is not certain that it changes nothing: " + reason);
    }
    if (uncertain != null) {
      return uncertain;
    }
    for (Rule rule : policy.deny()) {
      if (rule instanceof Rule.Files) {
        return Finding.by(
            Finding.Kind.ASK,
            "it cannot be excluded that it reads or writes what a rule forbids: " + reason,
            rule);
      }
    }
    return Finding.of(Finding.Kind.OPEN, reason);
  }

  /** The deny or ask rule that cannot be excluded for a text, if there is one. */
  private @Nullable Finding uncertain(String text) {
    Finding denied = uncertain(policy.deny(), text, Finding.Kind.DENY);
    return denied != null ? denied : uncertain(policy.ask(), text, Finding.Kind.ASK);
  }

  private @Nullable Finding uncertain(List<Rule> rules, String text, Finding.Kind kind) {
    for (Rule rule : rules) {
      if (rule instanceof Rule.Command(var written, var pattern)
          && guard.mayRun(text, pattern.leadingWords())) {
        return Finding.by(
            kind, "the command is not understood well enough to exclude a rule", rule);
      }
    }
    return null;
  }

  static String shown(String text) {
    String line = text.strip().replace('\n', ' ');
    return "`" + (line.length() <= 120 ? line : line.substring(0, 117) + "...") + "`";
  }
}
