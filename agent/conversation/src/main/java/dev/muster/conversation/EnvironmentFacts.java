package dev.muster.conversation;

import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a session works, as the model is told.
 *
 * @param folder the working folder, absolute
 * @param moreFolders other folders that the session may work in
 * @param repository whether the folder is inside a git repository
 * @param platform the operating system, such as {@code linux}
 * @param osVersion its version, such as {@code Linux 6.18.0}; may be empty
 * @param model the model's full id
 * @param interactive whether somebody is there to answer questions
 * @param versionControl the repository's state at this moment, or {@code null} where there is none
 *     or it is not to be told
 */
public record EnvironmentFacts(
    Path folder,
    List<Path> moreFolders,
    boolean repository,
    String platform,
    String osVersion,
    String model,
    boolean interactive,
    LocalDate today,
    PermissionMode mode,
    @Nullable VersionControl versionControl) {
  public EnvironmentFacts {
    moreFolders = List.copyOf(moreFolders);
  }
}
