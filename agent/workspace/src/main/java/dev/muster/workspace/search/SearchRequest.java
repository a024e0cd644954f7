package dev.muster.workspace.search;

import dev.muster.protocol.Confinement;
import dev.muster.protocol.PathIdentity;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Where to search, and what of it may be shown.
 *
 * @param root the folder, or for a search by content also the file, that was decided about
 * @param visible whether a file, by its canonical location, may be named or quoted; asked for every
 *     result, by several threads
 * @param confinement the limits under which a search program runs
 */
public record SearchRequest(PathIdentity root, Predicate<Path> visible, Confinement confinement) {}
