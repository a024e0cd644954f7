package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import dev.muster.permission.shell.ShellCommand;
import java.util.ArrayList;
import java.util.List;

/** What {@link KnownPrograms} tells, for judges that ask only for commands that read. */
public final class ProgramProfiles {
  private final KnownPrograms programs;

  /** Asks these facts about repositories and about where programs are found. */
  public ProgramProfiles(GitFacts git, ProgramPlaces places) {
    this.programs = new KnownPrograms(git, places);
  }

  /** Judges one command of known words. */
  public ProgramReading judge(ShellCommand command) {
    return switch (programs.of(command)) {
      case Deeds.Unknown(String reason) -> new NotKnownSafe(reason);
      case Deeds.Known known -> known.onlyReads() ? reads(known) : changes(known);
    };
  }

  private static ProgramReading changes(Deeds.Known known) {
    return new NotKnownSafe("It does more than read: " + known.deeds());
  }

  private static ProgramReading reads(Deeds.Known known) {
    List<String> operands = new ArrayList<>();
    boolean trees = false;
    for (Deed deed : known.deeds()) {
      if (deed instanceof Deed.Reads(var path, boolean tree)) {
        String literal = Words.literal(path);
        if (literal == null) {
          return new NotKnownSafe("It is not certain what it reads");
        }
        operands.add(literal);
        trees |= tree;
      }
    }
    return new ReadsOnly(operands, trees);
  }
}
