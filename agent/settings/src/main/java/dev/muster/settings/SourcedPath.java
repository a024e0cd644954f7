package dev.muster.settings;

import dev.muster.protocol.Origin;
import java.nio.file.Path;

/**
 * A path or a pattern of paths as it was written.
 *
 * @param base the folder from which a relative one counts: the project's root for local and project
 *     settings, the configuration folder for the user's
 */
public record SourcedPath(String text, Origin origin, Path base) {}
