package dev.muster.permission.program;

import dev.muster.permission.ProgramDeeds;
import dev.muster.permission.program.Profile.Trait;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what commands do by the profiles of their programs.
 *
 * <p>What no profile tells of (a program, an option, a form) is unknown. What is told holds for
 * every value that the words of a command can take; file name patterns that might be options are
 * therefore often unknown, and known once they are replaced by the names that they match. It is
 * assumed that the environment holds nothing that {@code ShellEnvironment}, {@link
 * SafeGitEnvironment} and {@link ProgramEnvironment} remove. Pure but for the facts that are asked;
 * thread-safe if those are.
 */
public final class KnownPrograms implements ProgramDeeds {
  private final ProgramPlaces places;
  private final ProfileJudge builtIn;
  private final Profiles profiles;

  /** Profiles that ask these facts about repositories and about where programs are found. */
  public KnownPrograms(GitFacts git, ProgramPlaces places) {
    this.places = places;
    this.profiles = Profiles.builtIn();
    this.builtIn = new ProfileJudge(profiles, new Specials(git, this));
  }

  @Override
  public Deeds of(ShellCommand command) {
    Outcome outcome = new Outcome();
    if (!command.words().isEmpty()) {
      judge(command, outcome);
    }
    return outcome.deeds();
  }

  private void judge(ShellCommand command, Outcome outcome) {
    String word = Words.literal(command.words().getFirst());
    if (word == null || word.isEmpty()) {
      outcome.unknown("It is not certain which program runs");
      return;
    }
    String name = plainName(word);
    if (name.indexOf('/') >= 0) {
      outcome.code("the program " + word);
      return;
    }
    Profile profile = profiles.program(name);
    if (profile == null) {
      outcome.unknown("Nothing is known of the program \"" + name + "\"");
      return;
    }
    boolean builtin = profile.is(Trait.BUILTIN) && name.equals(word);
    if (name.equals(word) && !builtin && !places.isTrusted(name)) {
      outcome.code("the program " + name + " in a place where it may be a changed one");
      return;
    }
    for (Assignment assignment : command.assignments()) {
      if (!Environment.isHarmless(assignment, profile)) {
        outcome.code("whatever the variable " + assignment.name() + " leads to");
      }
    }
    List<Word> arguments = command.words().subList(1, command.words().size());
    builtIn.judge(profile, new Call(name, arguments, command.input(), command.folder()), outcome);
  }

  /** The name of a program in the system's own folders, or the word as it stands. */
  private static String plainName(String word) {
    if (word.charAt(0) == '/') {
      for (String folder : new String[] {"/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"}) {
        if (word.startsWith(folder)) {
          return word.substring(folder.length());
        }
      }
    }
    return word;
  }

  /** The profile of a program for tests and checks, or {@code null}. */
  @Nullable Profile profile(String program) {
    return profiles.program(program);
  }
}
