package dev.muster.permission;

import java.nio.file.Path;
import java.util.List;

/**
 * The folders of a session. All paths are absolute and normal.
 *
 * @param folder the session's own
 * @param more further folders in which the session may work
 * @param readable folders that may be read besides (the session's own outputs)
 * @param home the person's home
 * @param configFolder where the person's settings are
 * @param ignoreCase whether the file system takes no notice of case
 */
public record WorkingFolders(
    Path folder,
    List<Path> more,
    List<Path> readable,
    Path home,
    Path configFolder,
    boolean ignoreCase) {
  public WorkingFolders {
    more = List.copyOf(more);
    readable = List.copyOf(readable);
  }

  /** The same with other further folders. */
  WorkingFolders with(List<Path> others) {
    return new WorkingFolders(folder, others, readable, home, configFolder, ignoreCase);
  }
}
