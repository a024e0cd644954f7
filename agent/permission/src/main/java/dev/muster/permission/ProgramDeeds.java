package dev.muster.permission;

import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;

/** Knows of programs what their command lines make them do. Thread-safe. */
@FunctionalInterface
public interface ProgramDeeds {

  /** Tells what one command does by its words and assignments; redirections are the caller's. */
  Deeds of(ShellCommand command);

  /** The same of a command that a program starts, so that its name is none of the shell's own. */
  default Deeds ofProgram(ShellCommand command) {
    return of(command);
  }

  /**
   * The same for one decision, by one thread: what is asked about the disk is asked once, so that
   * the decision is made of one view.
   */
  default ProgramDeeds forOneDecision() {
    return this;
  }
}
