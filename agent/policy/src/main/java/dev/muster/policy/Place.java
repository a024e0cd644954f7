package dev.muster.policy;

import java.nio.file.Path;

/**
 * Where a session would stand.
 *
 * @param folder the session's own: absolute and canonical
 * @param home the person's home: absolute and normal
 * @param configFolder where the person's settings are
 * @param ignoreCase whether the file system takes no notice of case
 */
public record Place(Path folder, Path home, Path configFolder, boolean ignoreCase) {}
