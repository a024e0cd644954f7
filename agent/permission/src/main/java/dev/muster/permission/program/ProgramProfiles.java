package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.shell.ShellCommand;

/** Knows which command lines of which programs only read. Thread-safe if its git facts are. */
public final class ProgramProfiles {
  private final GitFacts git;

  public ProgramProfiles(GitFacts git) {
    this.git = git;
  }

  /** Judges one command by its words, assignments included; redirections are the caller's. */
  public ProgramReading judge(ShellCommand command) {
    return new NotKnownSafe("Nothing is known about \"" + command.argv() + "\" " + git);
  }
}
