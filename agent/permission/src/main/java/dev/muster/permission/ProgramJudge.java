package dev.muster.permission;

import dev.muster.permission.program.ProgramReading;
import dev.muster.permission.shell.ShellCommand;

/** Knows of programs what their arguments make them do. Thread-safe. */
@FunctionalInterface
public interface ProgramJudge {

  /** Judges one command by its words, assignments included; redirections are the caller's. */
  ProgramReading judge(ShellCommand command);
}
