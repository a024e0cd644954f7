package dev.muster.permission;

import dev.muster.permission.program.Deed;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.program.ProgramProfiles;
import dev.muster.permission.program.ProgramReading;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;

/** What is known of programs that only read, told as deeds. */
public final class ReadingDeeds implements ProgramDeeds {

  private final ProgramProfiles profiles;

  /** Tells what those profiles know. */
  public ReadingDeeds(ProgramProfiles profiles) {
    this.profiles = profiles;
  }

  @Override
  public Deeds of(ShellCommand command) {
    for (Word word : command.words()) {
      if (!(word instanceof Word.Literal)) {
        return new Deeds.Unknown("not all of its words are known");
      }
    }
    return switch (profiles.judge(command)) {
      case ProgramReading.NotKnownSafe(String reason) -> new Deeds.Unknown(reason);
      case ProgramReading.ReadsOnly(List<String> operands, boolean tree) -> {
        List<Deed> deeds = new ArrayList<>();
        operands.forEach(path -> deeds.add(new Deed.Reads(new Word.Literal(path), tree)));
        yield new Deeds.Known(deeds);
      }
    };
  }
}
