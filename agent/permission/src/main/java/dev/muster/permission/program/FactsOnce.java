package dev.muster.permission.program;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks once about each program and each folder. For one decision, by one thread. */
final class FactsOnce implements GitFacts, ProgramPlaces {
  private final GitFacts git;
  private final ProgramPlaces places;
  private final Map<Path, Boolean> runsPrograms = new HashMap<>();
  private final Map<String, Boolean> trusted = new HashMap<>();

  FactsOnce(GitFacts git, ProgramPlaces places) {
    this.git = git;
    this.places = places;
  }

  @Override
  public boolean runsPrograms(Path folder) {
    return runsPrograms.computeIfAbsent(folder, git::runsPrograms);
  }

  @Override
  public @Nullable Path workingFolder(Path folder) {
    return git.workingFolder(folder);
  }

  @Override
  public boolean isChosen(Path folder, String name) {
    return places.isChosen(folder, name);
  }

  @Override
  public boolean isTrusted(String name) {
    return trusted.computeIfAbsent(name, places::isTrusted);
  }
}
