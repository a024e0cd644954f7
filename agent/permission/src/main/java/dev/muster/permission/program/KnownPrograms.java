package dev.muster.permission.program;

import dev.muster.permission.ProgramDeeds;
import dev.muster.permission.program.Profile.Trait;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;

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
  private final GitFacts git;
  private final ProgramPlaces places;
  private final List<Source> sources = new ArrayList<>();

  /** Where profiles come from; managed ones come first, then those that are built in. */
  private record Source(Profiles profiles, ProfileJudge judge, boolean replaces) {}

  /** A profile with what judges by it. */
  private record Telling(Profile profile, ProfileJudge judge) {}

  /** Profiles that ask these facts about repositories and about where programs are found. */
  public KnownPrograms(GitFacts git, ProgramPlaces places) {
    this(git, places, List.of());
  }

  /**
   * The same with profiles that were added.
   *
   * @param added later ones add to what earlier ones tell; of managed ones, the first that tells of
   *     a program stands in place of what is built in
   */
  public KnownPrograms(GitFacts git, ProgramPlaces places, List<AddedProfiles> added) {
    this.git = git;
    this.places = places;
    Specials specials = new Specials(git, places, this);
    for (AddedProfiles each : added) {
      if (each.isManaged()) {
        add(Profiles.of(each.text()), specials, true);
      }
    }
    add(Profiles.builtIn(), specials, true);
    for (AddedProfiles each : added) {
      if (!each.isManaged()) {
        add(Profiles.of(each.text()), specials, false);
      }
    }
  }

  private KnownPrograms(KnownPrograms same, FactsOnce once) {
    this.git = once;
    this.places = once;
    Specials specials = new Specials(once, once, this);
    for (Source source : same.sources) {
      add(source.profiles(), specials, source.replaces());
    }
  }

  @Override
  public ProgramDeeds forOneDecision() {
    return git instanceof FactsOnce ? this : new KnownPrograms(this, new FactsOnce(git, places));
  }

  private void add(Profiles profiles, Specials specials, boolean replaces) {
    sources.add(new Source(profiles, new ProfileJudge(profiles, specials), replaces));
  }

  @Override
  public Deeds of(ShellCommand command) {
    return deeds(command, true);
  }

  @Override
  public Deeds ofProgram(ShellCommand command) {
    return deeds(command, false);
  }

  private Deeds deeds(ShellCommand command, boolean byShell) {
    Outcome outcome = new Outcome();
    if (!command.words().isEmpty()) {
      judge(command, byShell, outcome);
    }
    return outcome.deeds();
  }

  private void judge(ShellCommand command, boolean byShell, Outcome outcome) {
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
    List<Telling> telling = telling(name);
    if (telling.isEmpty()) {
      outcome.unknown("Nothing is known of the program \"" + name + "\"");
      return;
    }
    Profile profile = telling.getFirst().profile();
    if (profile.isForFiles()) {
      outcome.isForFiles();
    }
    boolean builtin = byShell && profile.is(Trait.BUILTIN) && name.equals(word);
    if (name.equals(word) && !builtin && !places.isTrusted(name)) {
      outcome.code("the program " + name + " in a place where it may be a changed one");
      return;
    }
    for (String started : profile.starts()) {
      if (!places.isTrusted(started)) {
        outcome.code("the program " + started + " in a place where it may be a changed one");
      }
    }
    for (Assignment assignment : command.assignments()) {
      if (!Environment.isHarmless(assignment, profile)) {
        outcome.code("whatever the variable " + assignment.name() + " leads to");
      }
    }
    List<Word> arguments = command.words().subList(1, command.words().size());
    Call call = new Call(name, arguments, command.input(), command.folder());
    for (Telling each : telling) {
      each.judge().judge(each.profile(), call, outcome);
    }
  }

  /** The profile that counts, and those that tell that the program does more. */
  private List<Telling> telling(String name) {
    List<Telling> telling = new ArrayList<>(1);
    for (Source source : sources) {
      Profile profile =
          source.replaces() && !telling.isEmpty() ? null : source.profiles().program(name);
      if (profile != null) {
        telling.add(new Telling(profile, source.judge()));
      }
    }
    return telling;
  }

  /** The name of a program in the system's own folders, or the word as it stands. */
  private static String plainName(String word) {
    if (word.charAt(0) == '/') {
      String path = word;
      while (path.contains("//")) {
        path = path.replace("//", "/");
      }
      for (String folder : new String[] {"/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"}) {
        if (path.startsWith(folder)) {
          return path.substring(folder.length());
        }
      }
    }
    return word;
  }
}
