package dev.muster.permission.shell;

import java.util.List;

/** What came of reading a text for the shell. */
public sealed interface ShellReading {

  /** Every command that the shell would run, in order of appearance. */
  record Understood(List<ShellCommand> commands) implements ShellReading {
    public Understood {
      commands = List.copyOf(commands);
    }
  }

  /**
   * The text, or a part of it, is beyond what is read here; nothing may be concluded from it.
   *
   * @param reason one plain sentence for a person, without a final full stop
   */
  record NotUnderstood(String reason) implements ShellReading {}
}
