package dev.muster.permission;

import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.Word;

/** Whether what a finding is about is known to change nothing. */
final class Changes {

  private Changes() {}

  /**
   * Whether a call that may run only reads. A whole call's finding has a part for each effect; one
   * without effects touches nothing outside the agent.
   */
  static boolean none(Finding call) {
    for (Finding part : call.parts()) {
      if (!onlyReads(part)) {
        return false;
      }
    }
    return true;
  }

  /** A chain, since the first switch over types costs a start milliseconds. */
  private static boolean onlyReads(Finding part) {
    Subject subject = part.subject();
    if (subject instanceof Subject.Place place) {
      return place.access() == Subject.Access.READ || place.access() == Subject.Access.READ_TREE;
    }
    if (subject instanceof Subject.Text text) {
      return text.reading() instanceof ShellReading.Understood && allOnlyRead(part);
    }
    if (subject instanceof Subject.Command command) {
      return redirectsNothing(command.command())
          && (command.command().words().isEmpty() || onlyReads(command, part));
    }
    return true;
  }

  private static boolean allOnlyRead(Finding whole) {
    for (Finding part : whole.parts()) {
      if (!onlyReads(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean onlyReads(Subject.Command of, Finding part) {
    return of.deeds() instanceof Deeds.Known known
        && (known.onlyReads()
            || (AllowRules.hasHarmlessAssignments(of.command())
                && CommandJudge.isTransparent(of.command(), known)
                && allOnlyRead(part)));
  }

  private static boolean redirectsNothing(ShellCommand command) {
    for (ShellCommand.Redirection redirection : command.redirections()) {
      boolean nowhere =
          redirection.target() instanceof Word.Literal(String target) && target.equals("/dev/null");
      if (redirection.kind() != ShellCommand.Kind.READ
          && redirection.kind() != ShellCommand.Kind.DUPLICATE
          && redirection.kind() != ShellCommand.Kind.LIST
          && !nowhere) {
        return false;
      }
    }
    return true;
  }
}
