package dev.muster.permission.program;

import dev.muster.permission.ProgramDeeds;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs whose arguments follow rules of their own. Thread-safe if the facts are. */
final class Specials {
  private final GitFacts git;
  private final ProgramPlaces places;
  private final ProgramDeeds programs;

  Specials(GitFacts git, ProgramPlaces places, ProgramDeeds programs) {
    this.git = git;
    this.places = places;
    this.programs = programs;
  }

  /**
   * Judges a call in the way that a profile names.
   *
   * @return what is left for the profile itself, or {@code null} where all is told
   */
  @Nullable Call judge(String special, Profile profile, Call call, Outcome outcome) {
    switch (special) {
      case "git" -> {
        return GitCommand.judge(profile, call, outcome);
      }
      case "find" -> FindExpression.judge(call, outcome, programs);
      case "test" -> TestExpression.judge(call, outcome);
      case "ps" -> ProcessListing.judge(call, outcome);
      case "env" -> EnvCommand.judge(profile, call, outcome);
      case "xargs" -> {
        Call find = XargsCommand.afterFind(profile, call);
        if (find == null) {
          XargsCommand.judge(profile, call, outcome);
        } else {
          FindExpression.judge(find, outcome, programs);
        }
      }
      case "tar" -> TarCommand.judge(profile, call, outcome);
      case "dd" -> DdOperands.judge(call, outcome);
      default -> throw new ProfileFault("there is no special \"" + special + "\"");
    }
    return null;
  }

  /** Whether a project may choose, by one of these files, what runs. */
  boolean isChosen(Call call, List<String> files) {
    for (String file : files) {
      if (call.folder() == null || places.isChosen(call.folder(), file)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a profile may name it. */
  static boolean isKnown(String special) {
    return switch (special) {
      case "git", "find", "test", "ps", "env", "xargs", "tar", "dd" -> true;
      default -> false;
    };
  }

  /** Changing whatever files of a repository's working folder, and running what it configures. */
  void checkout(Call call, Outcome outcome) {
    Path top = call.folder() == null ? null : git.workingFolder(call.folder());
    outcome.add(new Deed.Rewrites(top == null ? null : Words.of(top.toString())));
    outcome.code("what the repository's hooks, filters and aliases name");
  }

  /** Reading a repository, with the programs that its configuration makes git start. */
  void repository(Call call, Outcome outcome) {
    outcome.reads(Words.of("."), true);
    if (call.folder() == null) {
      outcome.unknown("The folder in which git would run is not certain");
    } else if (git.runsPrograms(call.folder())) {
      outcome.code("a program that the repository's configuration may name");
    }
  }
}
