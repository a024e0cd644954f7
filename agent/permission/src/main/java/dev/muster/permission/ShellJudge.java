package dev.muster.permission;

import dev.muster.permission.rule.Rule;
import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about texts for the shell.
 *
 * <p>Every command of an understood text must be permitted by itself, with its redirections and the
 * files that it is known to touch. A text that is not understood is never permitted by a rule about
 * commands; it is denied where a deny rule about commands cannot be excluded, and asked about where
 * any rule keeps files closed, whatever the mode.
 */
final class ShellJudge {

  /** As long as a text may be to be read; as in Claude Code, a longer one is asked about. */
  private static final int READABLE_MOST = 10_000;

  /** How many parts of a text that is not understood are looked at one by one. */
  private static final int PARTS_MOST = 500;

  /** How deep texts inside texts are followed; beyond that they count as not understood. */
  private static final int NESTING_MOST = 4;

  private final Policy policy;
  private final FileJudge files;
  private final ShellAnalysis analysis;
  private final Doubts doubts;
  private final CommandJudge commands;

  ShellJudge(
      Policy policy,
      FileJudge files,
      ShellAnalysis analysis,
      ProgramJudge programs,
      DenyGuard guard) {
    this.policy = policy;
    this.files = files;
    this.analysis = analysis;
    this.doubts = new Doubts(policy, guard);
    this.commands = new CommandJudge(policy, files, programs);
  }

  /**
   * Decides about a text.
   *
   * @param folder where the shell stands: absolute and canonical
   */
  Finding judge(String text, Path folder, PermissionMode mode) {
    return new Run(folder, mode).judge(text, folder, 0);
  }

  static String shown(String text) {
    String line = text.strip().replace('\n', ' ');
    return "`" + (line.length() <= 120 ? line : line.substring(0, 117) + "...") + "`";
  }

  /** One decision. */
  private final class Run {
    private final Path session;
    private final PermissionMode mode;

    Run(Path session, PermissionMode mode) {
      this.session = session;
      this.mode = mode;
    }

    Finding judge(String text, @Nullable Path folder, int depth) {
      if (text.length() > READABLE_MOST || depth > NESTING_MOST) {
        String what = depth > NESTING_MOST ? "texts are nested too deeply" : "the text is too long";
        return notUnderstood(text, folder, what, depth).about(new Subject.Text(text, folder, null));
      }
      ShellReading reading = analysis.analyse(text, folder == null ? session : folder);
      if (reading instanceof ShellReading.NotUnderstood unread) {
        return notUnderstood(text, folder, unread.reason(), depth)
            .about(new Subject.Text(text, folder, reading));
      }
      List<ShellCommand> found = ((ShellReading.Understood) reading).commands();
      if (folder == null) {
        found = found.stream().map(Run::somewhere).toList();
      }
      return understood(new Subject.Text(text, folder, reading), found, depth);
    }

    private Finding understood(Subject of, List<ShellCommand> found, int depth) {
      List<Finding> parts = new ArrayList<>();
      Finding all = Finding.of(Finding.Kind.ALLOW, "nothing would run");
      boolean first = true;
      for (ShellCommand command : found) {
        Finding one = command(command, depth).about(new Subject.Command(command, null));
        parts.add(one);
        if (found.size() > 1 || depth > 0) {
          one = one.within(shown(command.text()));
        }
        all = first ? one : all.and(one);
        first = false;
        if (all.kind() == Finding.Kind.DENY) {
          return all.about(of, parts);
        }
      }
      return (anyReadsCommands(found) ? all.and(piped(found, depth)) : all).about(of, parts);
    }

    private Finding command(ShellCommand command, int depth) {
      Finding ruled = command.argv().isEmpty() ? null : ruled(command);
      if (ruled != null && ruled.kind() == Finding.Kind.DENY) {
        return ruled;
      }
      Finding finding = commands.judge(command, session, mode);
      finding = ruled == null ? finding : ruled.and(finding);
      if (finding.kind() == Finding.Kind.DENY || command.argv().isEmpty()) {
        return finding;
      }
      for (String text : CommandViews.shellTexts(command.argv())) {
        finding = finding.and(nested(text, command, depth));
      }
      return finding;
    }

    /**
     * What is denied or asked about in a text that a command would hand to a shell. What is merely
     * open there is for the outer command to decide.
     */
    private Finding nested(String text, ShellCommand outer, int depth) {
      Finding inner = judge(text, outer.folder(), depth + 1);
      return inner.isAtLeast(Finding.Kind.GUARDED)
          ? inner
          : Finding.of(Finding.Kind.ALLOW, inner.reason());
    }

    private static boolean anyReadsCommands(List<ShellCommand> found) {
      if (found.size() > 1) {
        for (ShellCommand command : found) {
          if (!command.argv().isEmpty() && CommandViews.readsCommands(command.argv())) {
            return true;
          }
        }
      }
      return false;
    }

    /** The same of the words of all commands, which a shell among them may get to read. */
    private Finding piped(List<ShellCommand> found, int depth) {
      Finding all = Finding.of(Finding.Kind.ALLOW, "");
      for (ShellCommand writer : found) {
        List<String> argv = writer.argv();
        if (argv.size() > 1) {
          List<String> texts = new ArrayList<>(argv.subList(1, argv.size()));
          texts.add(String.join(" ", texts));
          for (String text : texts) {
            all = all.and(nested(text, writer, depth));
          }
        }
      }
      return all;
    }

    /** The deny or ask rule about commands that takes this one or what it would start. */
    private @Nullable Finding ruled(ShellCommand command) {
      List<Rule.Command> deny = policy.deny().commands();
      List<Rule.Command> ask = policy.ask().commands();
      if (deny.isEmpty() && ask.isEmpty()) {
        return null;
      }
      boolean ignoreCase = policy.folders().ignoreCase();
      List<String> lines = CommandViews.lines(command, ignoreCase);
      Finding denied = fired(deny, lines, command, Finding.Kind.DENY, ignoreCase);
      return denied != null ? denied : fired(ask, lines, command, Finding.Kind.ASK, ignoreCase);
    }

    private Finding notUnderstood(String text, @Nullable Path folder, String reason, int depth) {
      Finding doubt = doubts.about(text);
      if (doubt != null && doubt.kind() == Finding.Kind.DENY) {
        return doubt;
      }
      if (mode == PermissionMode.PLAN) {
        return Finding.of(
            Finding.Kind.DENY, "it is not certain that it changes nothing: " + reason);
      }
      Finding finding =
          CriticalFolders.mayRemove(text)
              ? Finding.of(Finding.Kind.ASK, "it may remove a critical folder: " + reason)
              : files.unsure(reason);
      finding = doubt == null ? finding : doubt.and(finding);
      return depth < NESTING_MOST ? finding.and(parts(text, folder, depth)) : finding;
    }

    /**
     * What is denied or asked about in those parts of a text that are understood by themselves, so
     * that no other part can hide them.
     */
    private Finding parts(String text, @Nullable Path folder, int depth) {
      Set<String> parts = LooseParts.of(text);
      if (parts.size() > PARTS_MOST) {
        return files.unsureWhetherDenied("it has too many parts");
      }
      Path there = LooseParts.mayChangeFolder(text) ? null : folder;
      Finding all = Finding.of(Finding.Kind.ALLOW, "");
      for (String part : parts) {
        Path base = there == null ? session : there;
        if (analysis.analyse(part, base) instanceof ShellReading.Understood) {
          Finding one = judge(part, there, depth + 1);
          all = one.isAtLeast(Finding.Kind.GUARDED) ? all.and(one) : all;
        }
      }
      return all;
    }

    private static ShellCommand somewhere(ShellCommand command) {
      return new ShellCommand(
          command.assignments(),
          command.words(),
          command.redirections(),
          command.input(),
          null,
          command.text());
    }
  }

  private static @Nullable Finding fired(
      List<Rule.Command> rules,
      @Nullable List<String> lines,
      ShellCommand command,
      Finding.Kind kind,
      boolean ignoreCase) {
    for (Rule.Command rule : rules) {
      if (lines == null) {
        return Finding.by(kind, "the command is too long to exclude a rule", rule);
      }
      boolean takes =
          rule.pattern().forbids(lines) || (ignoreCase && rule.pattern().folded().forbids(lines));
      if (takes) {
        String what = kind == Finding.Kind.DENY ? "a rule forbids " : "a rule asks about ";
        return Finding.by(kind, what + shown(command.text()), rule);
      }
    }
    return null;
  }
}
