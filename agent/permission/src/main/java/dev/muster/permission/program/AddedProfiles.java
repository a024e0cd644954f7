package dev.muster.permission.program;

import dev.muster.permission.program.ProfileText.Block;
import dev.muster.permission.shell.ShellAnalysis;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Profiles that a person or an organisation adds, in the language of {@code docs/profiles.md}.
 *
 * <p>Those of an organisation stand in place of what is known of a program. All others can tell of
 * programs of which nothing is known, and of the others that they do more: what is known of them
 * stays.
 */
public final class AddedProfiles {
  private static final int MOST_CHARACTERS = 1 << 20;

  private final ProfileText text;
  private final boolean managed;

  private AddedProfiles(ProfileText text, boolean managed) {
    this.text = text;
    this.managed = managed;
  }

  /** What came of reading a text of profiles. */
  public sealed interface Reading {

    /** Every line is understood, and every example holds. */
    record Usable(AddedProfiles profiles) implements Reading {}

    /**
     * None of it counts.
     *
     * @param line where the fault is, from 1; 0 where it is in no line in particular
     * @param reason a clause for a person, without a final full stop
     */
    record Refused(int line, String reason) implements Reading {}
  }

  /**
   * Reads and checks a text of profiles.
   *
   * @param managed whether it comes from a place that only an organisation writes to
   * @param analysis reads the examples
   */
  public static Reading read(String text, boolean managed, ShellAnalysis analysis) {
    if (text.length() > MOST_CHARACTERS) {
      return new Reading.Refused(0, "it is longer than " + MOST_CHARACTERS + " characters");
    }
    AddedProfiles profiles = new AddedProfiles(new ProfileText(text), managed);
    try {
      profiles.check(analysis);
    } catch (ProfileFault fault) {
      return new Reading.Refused(fault.line(), fault.getMessage());
    }
    return new Reading.Usable(profiles);
  }

  ProfileText text() {
    return text;
  }

  boolean isManaged() {
    return managed;
  }

  private void check(ShellAnalysis analysis) {
    KnownPrograms programs = new KnownPrograms(folder -> false, name -> true, List.of(this));
    Set<String> seen = new HashSet<>();
    for (Block block : text.blocks()) {
      try {
        checkHeading(block, seen);
        for (String name : ProfileText.names(block.heading())) {
          ProfileReader.read(name, block, set -> text.find("options", set));
        }
      } catch (ProfileFault fault) {
        throw fault.line() > 0 ? fault : fault.at(block.firstLine());
      }
      checkExamples(block, programs, analysis);
    }
  }

  private void checkHeading(Block block, Set<String> seen) {
    String kind = ProfileText.kind(block.heading());
    List<String> names = ProfileText.names(block.heading());
    if (!kind.equals("program") && !kind.equals("command") && !kind.equals("options")) {
      throw new ProfileFault("there is no heading \"" + kind + "\"");
    }
    if (names.isEmpty()) {
      throw new ProfileFault("the heading names nothing");
    }
    for (String name : names) {
      if (name.indexOf('/') >= 0) {
        throw new ProfileFault("a program is named without its folder");
      }
      if (!seen.add(kind + " " + name)) {
        throw new ProfileFault("\"" + name + "\" is there twice");
      }
      if (kind.equals("command")) {
        requireProgram(name);
      }
    }
  }

  private void requireProgram(String command) {
    int space = command.indexOf(' ');
    String program = space < 0 ? command : command.substring(0, space);
    if (space < 0 || text.find("program", program) == null) {
      throw new ProfileFault("the program of \"" + command + "\" has no profile in this file");
    }
  }

  private static void checkExamples(Block block, KnownPrograms programs, ShellAnalysis analysis) {
    int examples = 0;
    for (int i = 0; i < block.lines().size(); i++) {
      String problem;
      try {
        Example example = Example.in(block.lines().get(i));
        examples += example == null ? 0 : 1;
        problem = example == null ? null : example.problem(programs, analysis);
      } catch (ProfileFault fault) {
        problem = fault.getMessage();
      }
      if (problem != null) {
        throw new ProfileFault(problem).at(block.firstLine() + 1 + i);
      }
    }
    if (examples == 0 && ProfileText.kind(block.heading()).equals("program")) {
      throw new ProfileFault("the profile has no example").at(block.firstLine());
    }
  }
}
