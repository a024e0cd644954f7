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
   * The text, or a part of it, is beyond what is read here: something may run that is not known.
   *
   * @param reason one plain sentence for a person, without a final full stop
   * @param seen the commands that were understood all the same; each of them may run
   */
  record NotUnderstood(String reason, List<ShellCommand> seen) implements ShellReading {
    public NotUnderstood {
      seen = List.copyOf(seen);
    }

    /** Of a text in which nothing was understood. */
    public NotUnderstood(String reason) {
      this(reason, List.of());
    }
  }
}
