package dev.muster.cli;

import dev.muster.conversation.VersionControl;
import dev.muster.exec.ChildEnvironment;
import dev.muster.permission.program.SafeGitEnvironment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks git about the session's folder, in folders that a person trusts. */
final class RepositoryState {

  private RepositoryState() {}

  /**
   * Asks while the caller goes on: git takes its time in a large repository.
   *
   * @return {@code null} in it outside of a repository, and in a folder that is not trusted
   */
  static Ahead<@Nullable VersionControl> ahead(
      Surroundings around, SessionSettings read, Machine machine) {
    return read.trusted() && read.repository()
        ? Ahead.of("repository-state", () -> of(around, read, machine))
        : Ahead.done(null);
  }

  private static @Nullable VersionControl of(
      Surroundings around, SessionSettings read, Machine machine) {
    Map<String, String> environment = new HashMap<>(read.environment());
    environment.keySet().removeIf(SafeGitEnvironment::removes);
    dev.muster.workspace.VersionControl git =
        new dev.muster.workspace.VersionControl(
            request -> machine.processes().run(request),
            ChildEnvironment.of(environment, SafeGitEnvironment.additionsTo(environment)));
    try {
      return git.facts(around.folder())
          .map(facts ->
              new VersionControl(
                  facts.branch(),
                  facts.mainBranch().orElse(null),
                  String.join("\n", facts.status()),
                  facts.commits()))
          .orElse(null);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
