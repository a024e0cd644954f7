package dev.muster.conversation;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where memory files are looked for. All paths are absolute and normal.
 *
 * @param managedFolder the administrator's folder, or {@code null} where there is none
 * @param managed what the administrator's settings say themselves, or {@code null}
 * @param configFolder the person's configuration folder ({@code ~/.claude})
 * @param home the person's home folder, for {@code ~/} in imports
 * @param projectRoot the top of the repository that the working folder is in, else that folder:
 *     what the project's own files may import lies below it
 * @param folder the working folder
 * @param moreFolders further folders whose memory is wanted
 * @param excludes {@code claudeMdExcludes}: absolute paths, or globs over them
 * @param scopes whose files count; the administrator's always do
 * @param trusted whether the person trusts the folder; if not, its files import Markdown and plain
 *     text only
 * @param refused tells the files that a rule forbids to read: they are no memory either
 */
public record MemoryPlaces(
    @Nullable Path managedFolder,
    @Nullable MemoryFile managed,
    Path configFolder,
    Path home,
    Path projectRoot,
    Path folder,
    List<Path> moreFolders,
    List<String> excludes,
    Set<MemoryFile.Scope> scopes,
    boolean trusted,
    Predicate<Path> refused) {
  public MemoryPlaces {
    moreFolders = List.copyOf(moreFolders);
    excludes = List.copyOf(excludes);
    scopes = Set.copyOf(scopes);
    if (!folder.startsWith(projectRoot)) {
      throw new IllegalArgumentException(folder + " is not below " + projectRoot);
    }
  }
}
