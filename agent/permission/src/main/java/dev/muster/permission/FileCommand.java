package dev.muster.permission;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command of the few that make, copy and move files, in a form that leaves no doubt about which.
 *
 * @param sources what is made, copied or moved, as written
 * @param target where copies or moved files go; {@code null} where files are made
 * @param intoFolder whether the target must be a folder
 * @param asGiven whether the target stands for itself even where it is a folder
 */
record FileCommand(
    Program program,
    List<String> sources,
    @Nullable String target,
    boolean intoFolder,
    boolean asGiven) {
  FileCommand {
    sources = List.copyOf(sources);
  }

  /** The programs. */
  enum Program {
    MKDIR("pv", "m", "--parents --verbose"),
    TOUCH("acm", "dt", "--no-create"),
    COPY("apfrRvniudPT", "t", "--archive --force --recursive --verbose --no-clobber --update"),
    MOVE("fvniuT", "t", "--force --verbose --no-clobber --update");

    private final String flags;
    private final String flagsWithValue;
    private final String longFlags;

    Program(String flags, String flagsWithValue, String longFlags) {
      this.flags = flags;
      this.flagsWithValue = flagsWithValue;
      this.longFlags = " " + longFlags + " ";
    }

    boolean knows(String longFlag) {
      return longFlags.contains(" " + longFlag + " ");
    }

    boolean hasTarget() {
      return this == COPY || this == MOVE;
    }
  }

  /** Reads a command; {@code null} where it is none of these, or in a form that is not known. */
  static @Nullable FileCommand of(List<String> argv) {
    Program program =
        switch (argv.getFirst()) {
          case "mkdir" -> Program.MKDIR;
          case "touch" -> Program.TOUCH;
          case "cp" -> Program.COPY;
          case "mv" -> Program.MOVE;
          default -> null;
        };
    return program == null ? null : new Parser(program, argv).parse();
  }

  private static final class Parser {
    private static final String TARGET = "--target-directory";

    private final Program program;
    private final List<String> argv;
    private final List<String> operands = new ArrayList<>();
    private @Nullable String folder;
    private boolean asGiven;
    private int at = 1;

    Parser(Program program, List<String> argv) {
      this.program = program;
      this.argv = argv;
    }

    @Nullable FileCommand parse() {
      boolean options = true;
      while (at < argv.size()) {
        String word = argv.get(at++);
        if (options && word.equals("--")) {
          options = false;
        } else if (options && word.startsWith("-")) {
          if (!(word.startsWith("--") ? longOption(word) : cluster(word))) {
            return null;
          }
        } else {
          operands.add(word);
        }
      }
      return result();
    }

    private boolean longOption(String word) {
      if (program.knows(word)) {
        return true;
      }
      if (!program.hasTarget()) {
        return false;
      }
      if (word.equals("--no-target-directory")) {
        asGiven = true;
        return true;
      }
      if (word.startsWith(TARGET + "=")) {
        return into(word.substring(TARGET.length() + 1));
      }
      return word.equals(TARGET) && at < argv.size() && into(argv.get(at++));
    }

    /** Short options in one word, of which the last one may have a value. */
    private boolean cluster(String word) {
      for (int i = 1; i < word.length(); i++) {
        char c = word.charAt(i);
        if (program.flagsWithValue.indexOf(c) >= 0) {
          boolean attached = i + 1 < word.length();
          if (!attached && at >= argv.size()) {
            return false;
          }
          String value = attached ? word.substring(i + 1) : argv.get(at++);
          return !program.hasTarget() || into(value);
        }
        if (program.flags.indexOf(c) < 0) {
          return false;
        }
        asGiven |= c == 'T';
      }
      return word.length() > 1;
    }

    private boolean into(String value) {
      boolean first = folder == null;
      folder = value;
      return first && !value.isEmpty();
    }

    private @Nullable FileCommand result() {
      boolean contradictory = folder != null && asGiven;
      int least = program.hasTarget() && folder == null ? 2 : 1;
      if (contradictory || operands.size() < least) {
        return null;
      }
      if (!program.hasTarget()) {
        return new FileCommand(program, operands, null, false, false);
      }
      if (folder != null) {
        return new FileCommand(program, operands, folder, true, false);
      }
      int last = operands.size() - 1;
      return new FileCommand(
          program, operands.subList(0, last), operands.get(last), last > 1, asGiven);
    }
  }
}
