package dev.muster.permission.program;

import dev.muster.permission.ProgramDeeds;
import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.permission.shell.ShellReading;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A command in a profile, with what must be known of it.
 *
 * @param kind {@code safe} where it must only read, {@code unsafe} where that must not be known,
 *     {@code deeds} where all that it does is told
 * @param deeds what it does; empty unless told
 */
record Example(String kind, String command, String deeds) {

  /** The example in a line of a profile, or {@code null} where it holds none. */
  static @Nullable Example in(String line) {
    int colon = line.indexOf(": ");
    String kind = colon < 0 ? "" : line.substring(0, colon);
    return switch (kind) {
      case "safe", "unsafe" -> new Example(kind, line.substring(colon + 2), "");
      case "deeds" -> {
        int arrow = line.indexOf(" =>", colon);
        if (arrow < 0) {
          throw new ProfileFault("what the example does stands after \"=>\"");
        }
        yield new Example(
            kind, line.substring(colon + 2, arrow), line.substring(arrow + 3).strip());
      }
      default -> null;
    };
  }

  /** What contradicts it, or {@code null} where it holds. */
  @Nullable String problem(ProgramDeeds programs, ShellAnalysis analysis) {
    Deeds found = found(programs, analysis);
    boolean holds =
        switch (kind) {
          case "safe" -> DeedText.readsWhatItTells(found);
          case "unsafe" -> !DeedText.readsWhatItTells(found);
          default -> DeedText.of(found).equals(deeds);
        };
    return holds ? null : "the example \"" + command + "\" does this: " + DeedText.of(found);
  }

  private Deeds found(ProgramDeeds programs, ShellAnalysis analysis) {
    return analysis.analyse(command, Path.of("/w")) instanceof ShellReading.Understood understood
            && !understood.commands().isEmpty()
        ? programs.of(understood.commands().getLast())
        : new Deeds.Unknown("It is not understood as a command");
  }
}
