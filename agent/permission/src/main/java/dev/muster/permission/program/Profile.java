package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import java.util.ArrayList;
import java.util.List;

/**
 * A program whose reading command lines are told by its options and the number of its operands.
 *
 * @param operands what its operands are
 * @param searches when it reads below folders
 */
record Profile(OptionTable options, Operands operands, Searches searches) {

  /** What operands stand for. */
  enum Operands {
    /** Files to read; none means standard input or nothing. */
    FILES,
    /** Files to read; none means the folder. */
    FILES_OR_FOLDER,
    /** At most one file to read; a second one would be written. */
    ONE_FILE,
    /** A pattern, unless an option gives it, then files. */
    PATTERN_AND_FILES,
    /** Words or numbers that name no file. */
    WORDS,
    /** None may be given. */
    NONE
  }

  /** When a program reads below folders. */
  enum Searches {
    NEVER,
    ALWAYS,
    /** With {@code -r}, {@code -R} or a long form of them. */
    WHEN_RECURSIVE
  }

  ProgramReading judge(List<String> arguments) {
    if (arguments.size() == 1 && isInformation(arguments.getFirst())) {
      return new ReadsOnly(List.of(), false);
    }
    Arguments parsed = Arguments.parse(options, arguments);
    if (parsed.problem() != null) {
      return new NotKnownSafe(parsed.problem());
    }
    boolean recursive =
        searches == Searches.ALWAYS
            || (searches == Searches.WHEN_RECURSIVE
                && parsed.has("-r", "-R", "--recursive", "--dereference-recursive"));
    List<String> given = parsed.operands();
    List<String> read = new ArrayList<>(parsed.files());
    switch (operands) {
      case FILES -> read.addAll(given);
      case FILES_OR_FOLDER -> read.addAll(orFolder(given));
      case ONE_FILE -> {
        if (given.size() > 1) {
          return new NotKnownSafe("A second file would be written");
        }
        read.addAll(given);
      }
      case PATTERN_AND_FILES -> {
        List<String> files = afterPattern(parsed);
        read.addAll(recursive ? orFolder(files) : files);
      }
      case WORDS -> {}
      case NONE -> {
        if (!given.isEmpty()) {
          return new NotKnownSafe("It is only known to be harmless without operands");
        }
      }
    }
    for (int i = read.size() - 1; i >= 0; i--) {
      if (read.get(i).equals("-")) {
        read.remove(i);
      }
    }
    return new ReadsOnly(read, recursive);
  }

  private static boolean isInformation(String argument) {
    return argument.equals("--version") || argument.equals("--help");
  }

  private static List<String> afterPattern(Arguments parsed) {
    List<String> given = parsed.operands();
    boolean patternInOption =
        parsed.has("-e", "--regexp", "-f", "--file", "--files", "--type-list");
    return patternInOption || given.isEmpty() ? given : given.subList(1, given.size());
  }

  private static List<String> orFolder(List<String> files) {
    return files.isEmpty() ? List.of(".") : files;
  }
}
