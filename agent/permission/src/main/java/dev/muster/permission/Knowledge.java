package dev.muster.permission;

import dev.muster.permission.shell.ShellAnalysis;

/**
 * What judges know of the shell and of programs.
 *
 * @param shell reads texts for the shell
 * @param programs tells what commands do
 * @param guard looks for commands in texts that are not understood
 */
public record Knowledge(ShellAnalysis shell, ProgramDeeds programs, DenyGuard guard) {

  /** The same with one look at the disk, for one thread. */
  Knowledge ofOneMoment() {
    return new Knowledge(shell, programs.forOneDecision(), guard);
  }
}
