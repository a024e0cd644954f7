package dev.muster.permission;

import java.nio.file.Path;
import java.util.List;

/**
 * Git's own folder of a repository that commands may work in. All paths are canonical.
 *
 * @param folder holds the configuration, the hooks and the objects
 * @param writable whether commands may write to it although it may lie outside of the working
 *     folders, so that they can commit
 * @param inner git's folders of submodules and of linked worktrees, inside it
 */
public record Repository(Path folder, boolean writable, List<Path> inner) {
  public Repository {
    inner = List.copyOf(inner);
  }
}
