package dev.muster.permission;

import dev.muster.permission.shell.ShellCommand;
import java.util.List;

/** Knows of programs what their arguments make them do. Pure and thread-safe. */
@FunctionalInterface
public interface ProgramJudge {

  /** Judges one command by its argument vector alone. */
  Judgement judge(ShellCommand command);

  /** What is known of a command. */
  sealed interface Judgement {

    /**
     * It reads and prints, and nothing else.
     *
     * @param operandsRead every file or folder that it reads, as written
     */
    record ReadsOnly(List<String> operandsRead) implements Judgement {
      public ReadsOnly {
        operandsRead = List.copyOf(operandsRead);
      }
    }

    /** It may do more; the reason is one plain clause. */
    record NotKnownSafe(String reason) implements Judgement {}
  }
}
