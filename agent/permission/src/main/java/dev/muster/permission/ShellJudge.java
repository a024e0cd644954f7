package dev.muster.permission;

import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about texts for the shell. For one decision, by one thread.
 *
 * <p>Every command of an understood text must be permitted by itself, with everything that it is
 * known to do. A text of which anything is not understood never runs by itself: what was seen in it
 * is judged all the same, and every rule that cannot be excluded for the rest is named.
 */
final class ShellJudge {

  /** A longer text is asked about, as in Claude Code: nobody reads it. */
  private static final int READABLE_MOST = 10_000;

  /** How deep texts in texts and commands that start commands are followed. */
  private static final int NESTING_MOST = 8;

  private final ShellAnalysis analysis;
  private final Doubts doubts;
  private final PathFacts facts;
  private final CommandJudge commands;
  private final Path session;
  private final PermissionMode mode;

  /**
   * Decides about one text.
   *
   * @param session where the shell stands: absolute and canonical
   */
  ShellJudge(
      Policy policy, FileJudge files, Knowledge knowledge, Path session, PermissionMode mode) {
    this.analysis = knowledge.shell();
    this.doubts = new Doubts(policy, files, knowledge.guard());
    this.facts = files.facts();
    this.session = session;
    this.mode = mode;
    this.commands = new CommandJudge(policy, files, knowledge.programs().forOneDecision(), this);
  }

  /** What was found about a text that runs in the session's folder. */
  Finding judge(String text) {
    return judge(text, session, List.of(), 0);
  }

  /**
   * What was found about a text.
   *
   * @param folder where it runs; {@code null} where that is not certain
   * @param environment the variables that were set for the shell that runs it
   */
  Finding judge(
      String text, @Nullable Path folder, List<ShellCommand.Assignment> environment, int depth) {
    if (depth > NESTING_MOST) {
      return atLimit(text).about(new Subject.Text(text, folder, null));
    }
    ShellReading reading = analysis.analyse(text, folder, environment);
    Subject of = new Subject.Text(text, folder, reading);
    List<Finding> parts = new ArrayList<>();
    if (reading instanceof ShellReading.NotUnderstood unread) {
      Finding seen = all(unread.seen(), depth, parts);
      Finding doubt = planned(doubts.about(text, unread.reason()));
      parts.add(doubt);
      return doubt.and(seen).about(of, parts);
    }
    Finding all = all(((ShellReading.Understood) reading).commands(), depth, parts);
    if (depth == 0) {
      all = together(all, commands.stale(), parts);
      all = together(all, made(all, parts), parts);
    }
    if (text.length() > READABLE_MOST) {
      Finding tooLong =
          Finding.of(Finding.Kind.GUARDED, "it is longer than " + READABLE_MOST + " characters");
      parts.add(tooLong);
      all = all.and(tooLong);
    }
    return all.about(of, parts);
  }

  private static Finding together(Finding all, @Nullable Finding more, List<Finding> parts) {
    if (more == null) {
      return all;
    }
    parts.add(more);
    return all.and(more);
  }

  /** What follows where the text runs what it has made; null where no rule may be passed over. */
  private @Nullable Finding made(Finding all, List<Finding> parts) {
    if (all.kind() == Finding.Kind.DENY || !doubts.anyRuleRestricts()) {
      return null;
    }
    String run = SelfMade.of(parts, facts);
    return run == null ? null : doubts.aboutAny("it runs what it may have made itself: " + run);
  }

  private Finding all(List<ShellCommand> found, int depth, List<Finding> parts) {
    Finding all = Finding.of(Finding.Kind.ALLOW, "nothing would run");
    boolean first = true;
    for (ShellCommand command : found) {
      Finding one = commands.judge(command, depth);
      parts.add(one);
      if (found.size() > 1 || depth > 0) {
        one = one.within(Shown.text(command.text()));
      }
      all = first ? one : all.and(one);
      first = false;
      if (all.kind() == Finding.Kind.DENY) {
        return all;
      }
    }
    return all;
  }

  /** Where any command at all may run. */
  Finding anything(String why) {
    return planned(doubts.aboutAnything(why));
  }

  /** Where the shell itself runs commands that nobody has seen; null where no rule is about any. */
  @Nullable Finding anyCommand(String why) {
    return doubts.aboutAnyCommand(why);
  }

  /** What follows from a text or a command that is nested too deeply to be followed. */
  Finding atLimit(String text) {
    return planned(doubts.atLimit(text, "commands are nested too deeply"));
  }

  /** Whether commands at that depth are not followed any more. */
  static boolean isTooDeep(int depth) {
    return depth > NESTING_MOST;
  }

  /** Where the session stands. */
  Path session() {
    return session;
  }

  /** The mode of the decision. */
  PermissionMode mode() {
    return mode;
  }

  private Finding planned(Finding doubt) {
    return mode == PermissionMode.PLAN && doubt.kind() != Finding.Kind.DENY
        ? Finding.of(
            Finding.Kind.DENY, "it is not certain that it changes nothing: " + doubt.reason())
        : doubt;
  }
}
