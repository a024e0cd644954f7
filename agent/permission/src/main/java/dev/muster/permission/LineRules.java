package dev.muster.permission;

import dev.muster.permission.rule.Certainty;
import dev.muster.permission.rule.CommandLine;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The deny and ask rules about commands, compared with one command as it would run.
 *
 * <p>A command is compared as it stands, by the name of its program without the folder, as it was
 * written, and a command of git also without the options before its subcommand.
 */
final class LineRules {

  private static final Set<String> GIT_OPTIONS_WITH_VALUE =
      Set.of(
          "-C",
          "-c",
          "--git-dir",
          "--work-tree",
          "--namespace",
          "--super-prefix",
          "--config-env",
          "--attr-source",
          "--list-cmds");

  private final CommandRules deny;
  private final CommandRules ask;
  private final boolean ignoreCase;

  LineRules(Policy policy) {
    this.deny = policy.deny().commands();
    this.ask = policy.ask().commands();
    this.ignoreCase = policy.folders().ignoreCase();
  }

  /** Whether there is any such rule. */
  boolean anyRestricts() {
    return !deny.isEmpty() || !ask.isEmpty();
  }

  /** What those rules make of a command; {@code null} where they have nothing to say. */
  @Nullable Finding judge(ShellCommand command) {
    if (deny.isEmpty() && ask.isEmpty()) {
      return null;
    }
    String written = command.text().strip();
    List<CommandLine> lines = lines(command.words());
    Exclusion doubtful = new Exclusion();
    for (Rule.Command rule : deny.about(lines, written)) {
      Certainty certainty = certainty(rule.pattern(), lines, written);
      if (certainty == Certainty.SURELY) {
        return Finding.by(Finding.Kind.DENY, "a rule forbids " + Shown.text(command.text()), rule);
      }
      if (certainty == Certainty.PERHAPS) {
        doubtful.deny(rule);
      }
    }
    Finding asked = null;
    for (Rule.Command rule : ask.about(lines, written)) {
      Certainty certainty = certainty(rule.pattern(), lines, written);
      if (certainty == Certainty.SURELY && asked == null) {
        asked =
            Finding.by(Finding.Kind.ASK, "a rule asks about " + Shown.text(command.text()), rule);
      } else if (certainty == Certainty.PERHAPS) {
        doubtful.ask(rule);
      }
    }
    Finding doubt =
        doubtful.finding("it is not certain what " + Shown.text(command.text()) + " runs");
    if (asked == null) {
      return doubt;
    }
    return doubt != null && doubtful.forbids() ? doubt.and(asked) : asked;
  }

  private Certainty certainty(CommandPattern pattern, List<CommandLine> lines, String written) {
    CommandPattern compared = ignoreCase ? pattern.folded() : pattern;
    Certainty certainty = pattern.forbidsWritten(written) ? Certainty.SURELY : Certainty.NEVER;
    for (CommandLine line : lines) {
      if (certainty == Certainty.SURELY) {
        return certainty;
      }
      certainty = certainty.or(compared.forbids(line));
    }
    return certainty;
  }

  private List<CommandLine> lines(List<Word> words) {
    CommandLine line = CommandLine.of(words).loose();
    List<CommandLine> lines = new ArrayList<>(3);
    lines.add(line);
    CommandLine byName = line.byName();
    if (byName != line) {
      lines.add(byName);
    }
    if (isGit(words.getFirst())) {
      int subcommand = gitSubcommand(words);
      if (subcommand > 1) {
        lines.add(line.from("git ", subcommand));
      } else if (subcommand < 0) {
        lines.add(byName.withoutArguments());
      }
    }
    if (ignoreCase) {
      lines.replaceAll(CommandLine::folded);
    }
    return lines;
  }

  private static boolean isGit(Word program) {
    return program instanceof Word.Literal(String name) && baseName(name).equals("git");
  }

  /** Where the subcommand of git stands; 0 where there is none, -1 where that is not known. */
  private static int gitSubcommand(List<Word> words) {
    int at = 1;
    while (at < words.size()) {
      if (!(words.get(at) instanceof Word.Literal(String word))) {
        return -1;
      }
      if (!word.startsWith("-")) {
        return at;
      }
      at += GIT_OPTIONS_WITH_VALUE.contains(word) ? 2 : 1;
    }
    return 0;
  }

  /**
   * What follows from rules about commands that a program may start by what it is given, as {@code
   * wrapper rm -rf x} does: it is not certain that it does, so that somebody is asked.
   */
  @Nullable Finding handedOn(ShellCommand command) {
    if (deny.isEmpty() && ask.isEmpty()) {
      return null;
    }
    Exclusion doubtful = new Exclusion();
    doubtful.deny(Started.named(command, deny, ignoreCase));
    doubtful.ask(Started.named(command, ask, ignoreCase));
    // the shell starts the program alone, so that no rule is passed over if somebody says yes
    return doubtful.findingAtMostAsked(Shown.text(command.text()) + " may start another command");
  }

  /**
   * What follows from rules about commands that stand in the variables set for a program, since
   * many programs start what a variable says, as {@code GIT_PAGER='rm -rf x' git -p log} does.
   */
  @Nullable Finding setFor(ShellCommand command) {
    if (command.assignments().isEmpty() || (deny.isEmpty() && ask.isEmpty())) {
      return null;
    }
    Exclusion doubtful = new Exclusion();
    doubtful.deny(Started.set(command, deny, ignoreCase));
    doubtful.ask(Started.set(command, ask, ignoreCase));
    return doubtful.findingAtMostAsked(
        Shown.text(command.text()) + " may start what a variable says");
  }

  /** The last component of a program's path. */
  static String baseName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
