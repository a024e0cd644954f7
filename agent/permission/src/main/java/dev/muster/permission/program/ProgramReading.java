package dev.muster.permission.program;

import java.util.List;

/** What a command line of a known program does. */
public sealed interface ProgramReading {

  /**
   * It changes nothing, starts no further program of anybody's choosing and uses no network.
   *
   * @param operands the files and folders that it reads, as written: relative ones are relative to
   *     the command's folder, {@code "."} where the program reads its folder unasked. Not among
   *     them is what redirections read
   * @param searchesTree whether it also reads what lies below folders among the operands
   */
  record ReadsOnly(List<String> operands, boolean searchesTree) implements ProgramReading {
    public ReadsOnly {
      operands = List.copyOf(operands);
    }
  }

  /**
   * Nothing is known in its favour.
   *
   * @param reason one plain sentence for a person, without a final full stop
   */
  record NotKnownSafe(String reason) implements ProgramReading {}
}
