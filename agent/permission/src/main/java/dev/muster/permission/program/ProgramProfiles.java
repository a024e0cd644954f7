package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows which command lines of which programs only read.
 *
 * <p>An unknown program, option or form is not known to be safe. The tables are those of the GNU
 * tools; they assume that the environment holds nothing that {@code ShellEnvironment}, {@link
 * SafeGitEnvironment} and {@link ProgramEnvironment} remove. Pure but for the facts that are asked;
 * thread-safe if those are.
 */
public final class ProgramProfiles {
  private final GitFacts git;
  private final ProgramPlaces places;

  /** Profiles for a search path that holds no folder that the model may write to. */
  public ProgramProfiles(GitFacts git) {
    this(git, name -> true);
  }

  /** Profiles that ask these facts about repositories and about where programs are found. */
  public ProgramProfiles(GitFacts git, ProgramPlaces places) {
    this.git = git;
    this.places = places;
  }

  /**
   * Judges one command by its words and assignments; its redirections are for the caller to judge.
   */
  public ProgramReading judge(ShellCommand command) {
    if (command.argv().isEmpty()) {
      return new NotKnownSafe("There is no program to judge");
    }
    for (Assignment assignment : command.assignments()) {
      if (!isHarmless(assignment)) {
        return new NotKnownSafe(
            "The variable " + assignment.name() + " may change what the program does");
      }
    }
    String word = command.argv().getFirst();
    String name = plainName(word);
    if (name.equals(word) && !isBuiltin(name) && !places.isTrusted(name)) {
      return new NotKnownSafe(
          "The program \"" + name + "\" is found where it may be a changed one");
    }
    List<String> arguments = command.argv().subList(1, command.argv().size());
    if (name.equals("git")) {
      return GitProfile.judge(arguments, command.folder(), git);
    }
    Profile profile = profile(name);
    if (profile != null) {
      return profile.judge(arguments);
    }
    ProgramReading reading = SpecialPrograms.judge(name, arguments);
    return reading != null
        ? reading
        : new NotKnownSafe("The program \"" + name + "\" is not among those known to only read");
  }

  private static @Nullable Profile profile(String name) {
    Profile profile = FilePrograms.of(name);
    return profile != null ? profile : TextPrograms.of(name);
  }

  private static boolean isBuiltin(String name) {
    return switch (name) {
      case "echo", "printf", "test", "[", "pwd", "true", "false", ":", "type", "cd", "command" ->
          true;
      default -> false;
    };
  }

  /** The name of a program in the system's own folders, or the word as it stands. */
  private static String plainName(String word) {
    for (String folder : new String[] {"/bin/", "/usr/bin/"}) {
      if (word.startsWith(folder)) {
        return word.substring(folder.length());
      }
    }
    return word;
  }

  private static boolean isHarmless(Assignment assignment) {
    boolean name =
        switch (assignment.name()) {
          case "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME" -> true;
          case "LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS" -> true;
          case "LINES", "TERM" -> true;
          default -> false;
        };
    return name && assignment.value() instanceof Word.Literal(String value) && isPlain(value);
  }

  /** No path, so that nothing is loaded from where the value says. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!Character.isLetterOrDigit(c)
          && c != '-'
          && c != '_'
          && c != '@'
          && (c != '.' || i == 0)) {
        return false;
      }
    }
    return true;
  }
}
