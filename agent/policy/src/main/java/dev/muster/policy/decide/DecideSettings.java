package dev.muster.policy.decide;

import java.nio.file.Path;

/**
 * What every line is decided with.
 *
 * @param searchPath where programs are found, as the variable {@code PATH}
 * @param managedFolder from which the paths of managed rules count
 * @param ignoreCase whether the file system takes no notice of case
 */
public record DecideSettings(String searchPath, Path managedFolder, boolean ignoreCase) {}
