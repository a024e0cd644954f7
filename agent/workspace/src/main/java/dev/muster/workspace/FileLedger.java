package dev.muster.workspace;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a session has seen of each file, by canonical location.
 *
 * <p>Answers whether a file was read before it is edited, whether it changed since, and whether the
 * model already has a passage before it. Safe for use by several threads.
 */
public final class FileLedger {

  private static final class Entry {
    private FileState state;
    private final Set<String> views = new HashSet<>();

    Entry(FileState state) {
      this.state = state;
    }
  }

  private final Map<Path, Entry> entries = new HashMap<>();

  /** Notes that the session knows the file's content: it read it, or wrote it itself. */
  public synchronized void saw(Path canonical, FileState state) {
    entry(canonical, state);
  }

  /**
   * Notes that the model was shown a part of the file.
   *
   * @param view names the part, such as a range of lines
   * @return whether it had been shown the same part of the same content before
   */
  public synchronized boolean showed(Path canonical, FileState state, String view) {
    return !entry(canonical, state).views.add(view);
  }

  /** How what a session saw of a file compares with what the file is now. */
  public enum Knowledge {
    /** It never saw the file. */
    NONE,
    /** The content is another one now. */
    OUTDATED,
    /** The content is the one that it saw; a newer time of modification alone is no change. */
    CURRENT
  }

  /** What the session knows of a file that now has that state. */
  public Knowledge knowledge(Path canonical, FileState now) {
    Optional<FileState> seen = seen(canonical);
    if (seen.isEmpty()) {
      return Knowledge.NONE;
    }
    return seen.get().sameContent(now) ? Knowledge.CURRENT : Knowledge.OUTDATED;
  }

  /** What the file was when the session last saw it; empty when it never did. */
  public synchronized Optional<FileState> seen(Path canonical) {
    return Optional.ofNullable(entries.get(canonical)).map(entry -> entry.state);
  }

  /**
   * Forgets what the model was shown, but not what the session knows; to be called when earlier
   * tool results leave the model's context.
   */
  public synchronized void forgetViews() {
    entries.values().forEach(entry -> entry.views.clear());
  }

  private Entry entry(Path canonical, FileState state) {
    Entry entry = entries.computeIfAbsent(canonical, path -> new Entry(state));
    if (!entry.state.sameContent(state)) {
      entry.views.clear();
    }
    entry.state = state;
    return entry;
  }
}
