package dev.muster.settings;

import dev.muster.protocol.Origin;
import java.nio.file.Path;

/**
 * A permission rule as it was written.
 *
 * @param base the folder from which a path pattern that starts with one slash counts: the project's
 *     root for local and project settings, the first working folder for flags, the configuration
 *     folder for the user's, the file's own folder for {@code --settings} and managed files
 */
public record RuleText(String text, Origin origin, Path base) {}
