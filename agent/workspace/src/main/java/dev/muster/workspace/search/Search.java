package dev.muster.workspace.search;

import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PathIdentity.Kind;
import dev.muster.protocol.ProcessRunner;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.Programs;
import dev.muster.workspace.search.GrepOutcome.FileMatches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds files by name and by content below one folder.
 *
 * <p>Files that {@code .gitignore} (in a repository or not), {@code .ignore}, {@code .rgignore},
 * {@code .git/info/exclude} and the user's global excludes name are left out, at every level and
 * above the root up to the repository's; so are the folders of version-control systems and binary
 * files. Hidden files are searched. Symbolic links are not followed. A root that is itself ignored
 * is searched all the same. (A file with a NUL only after its first 64 KB counts as text for a
 * ripgrep that was asked for files alone, as it stops at the first match.)
 *
 * <p>Safe for use by several threads; an interrupt ends a search.
 */
public final class Search {

  /** How many paths or matching files a search collects at most. */
  static final int MAX_FILES = 200_000;

  private final SearchEngine engine;

  private Search(SearchEngine engine) {
    this.engine = engine;
  }

  /**
   * The search of this machine: by ripgrep where the {@code PATH} has it, else in Java.
   *
   * @param environment of the agent's process; {@code PATH}, {@code HOME} and {@code
   *     XDG_CONFIG_HOME} count
   */
  public static Search of(ProcessRunner runner, Map<String, String> environment) {
    Optional<Path> program = Programs.find("rg", environment);
    return program.isPresent() ? ripgrep(program.get(), runner, environment) : java(environment);
  }

  /** A search by that ripgrep. */
  public static Search ripgrep(
      Path program, ProcessRunner runner, Map<String, String> environment) {
    return new Search(new RipgrepEngine(program, runner, environment));
  }

  /** A search in Java, on all cores. */
  public static Search java(Map<String, String> environment) {
    return new Search(new JavaEngine(environment, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Finds files by a glob relative to the root; one without a slash matches at any depth.
   *
   * @param limit how many paths are told
   * @throws IOException when the search cannot be made
   */
  public GlobOutcome glob(SearchRequest request, String pattern, int limit)
      throws IOException, InterruptedException {
    GlobSet globs;
    try {
      globs = GlobSet.of(List.of(pattern));
    } catch (GlobSet.InvalidGlobException e) {
      return new GlobOutcome.Invalid(e.reason());
    }
    requireDecided(request);
    Path root = request.root().canonical();
    SearchEngine.Names names = engine.names(request, globs);
    List<String> shown = new ArrayList<>();
    for (String path : names.paths()) {
      if (globs.matches(path) && request.visible().test(root.resolve(path))) {
        shown.add(path);
      }
    }
    List<String> ordered = newestFirst(shown, root, path -> path);
    int total = ordered.size();
    return new GlobOutcome.Found(
        total > limit ? ordered.subList(0, limit) : ordered, total, names.complete());
  }

  /**
   * Finds files by a pattern in their content.
   *
   * @throws IOException when the search cannot be made
   */
  public GrepOutcome grep(SearchRequest request, GrepQuery query)
      throws IOException, InterruptedException {
    GlobSet globs;
    try {
      globs = GlobSet.of(query.globs());
    } catch (GlobSet.InvalidGlobException e) {
      return new GrepOutcome.Invalid(e.reason());
    }
    requireDecided(request);
    GrepOutcome outcome = engine.grep(request, query, globs);
    if (!(outcome instanceof GrepOutcome.Found found)) {
      return outcome;
    }
    Path base = base(request);
    List<FileMatches> shown = new ArrayList<>();
    for (FileMatches file : found.files()) {
      if (globs.matches(file.path()) && request.visible().test(base.resolve(file.path()))) {
        shown.add(file);
      }
    }
    List<FileMatches> ordered =
        switch (query.mode()) {
          case CONTENT -> {
            shown.sort(Comparator.comparing(FileMatches::path));
            yield shown;
          }
          case FILES, COUNT -> newestFirst(shown, base, FileMatches::path);
        };
    return new GrepOutcome.Found(ordered, found.complete());
  }

  /** Fails when what stands at the root is not what was decided about. */
  private static void requireDecided(SearchRequest request) throws IOException {
    PathIdentity now = new DiskPathFacts().identify(request.root().canonical());
    if (!now.canonical().equals(request.root().canonical())
        || now.kind() != request.root().kind()
        || !Objects.equals(now.fileKey(), request.root().fileKey())) {
      throw new IOException(
          request.root().canonical() + " was replaced after the call was decided; call again");
    }
  }

  /** The folder to which result paths are relative. */
  static Path base(SearchRequest request) {
    Path root = request.root().canonical();
    return request.root().kind() == Kind.FOLDER ? root : Objects.requireNonNull(root.getParent());
  }

  private static <T> List<T> newestFirst(List<T> found, Path base, PathOf<T> pathOf) {
    record Dated<T>(T item, String path, long modified) {}
    List<Dated<T>> dated = new ArrayList<>(found.size());
    for (T item : found) {
      String path = pathOf.path(item);
      dated.add(new Dated<>(item, path, modified(base.resolve(path))));
    }
    dated.sort((a, b) -> {
      int byTime = Long.compare(b.modified(), a.modified());
      return byTime != 0 ? byTime : a.path().compareTo(b.path());
    });
    List<T> ordered = new ArrayList<>(dated.size());
    for (Dated<T> item : dated) {
      ordered.add(item.item());
    }
    return ordered;
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    } catch (IOException goneMeanwhile) {
      return Long.MIN_VALUE;
    }
  }

  /** How a result is called. */
  private interface PathOf<T extends @Nullable Object> {
    String path(T item);
  }
}
