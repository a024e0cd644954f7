package dev.muster.workspace.search;

import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PathIdentity.Kind;
import dev.muster.protocol.ProcessRunner;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.Programs;
import dev.muster.workspace.search.GrepOutcome.FileMatches;
import dev.muster.workspace.search.Ranking.Ranked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;

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
    SearchEngine.Names names = engine.names(request, globs);
    PriorityQueue<Ranked<String>> ranked =
        ranking(request, globs, true).of(names.paths(), path -> path);
    int total = ranked.size();
    List<String> told = new ArrayList<>(Math.min(limit, total));
    while (told.size() < limit && !ranked.isEmpty()) {
      told.add(ranked.remove().item());
    }
    return new GlobOutcome.Found(told, total, names.complete());
  }

  /** Finds files by a pattern in their content and tells all matches. */
  public GrepOutcome grep(SearchRequest request, GrepQuery query)
      throws IOException, InterruptedException {
    return grep(request, query, Integer.MAX_VALUE);
  }

  /**
   * Finds files by a pattern in their content.
   *
   * @param most how many entries (lines where content is asked for, else files) the first files are
   *     to have together; the rest is only counted
   * @throws IOException when the search cannot be made
   */
  public GrepOutcome grep(SearchRequest request, GrepQuery query, int most)
      throws IOException, InterruptedException {
    GlobSet globs;
    try {
      globs = GlobSet.of(query.globs());
    } catch (GlobSet.InvalidGlobException e) {
      return new GrepOutcome.Invalid(e.reason());
    }
    requireDecided(request);
    return switch (engine.grep(request, query, globs)) {
      case SearchEngine.Hits.Invalid(String why) -> new GrepOutcome.Invalid(why);
      case SearchEngine.Hits.Found(List<? extends Hit> hits, boolean complete) -> {
        boolean byTime = query.mode() != GrepQuery.Mode.CONTENT;
        yield found(ranking(request, globs, byTime).of(hits, Hit::path), most, complete);
      }
    };
  }

  private static GrepOutcome.Found found(
      PriorityQueue<Ranked<Hit>> ranked, int most, boolean complete) {
    int entries = 0;
    int matches = 0;
    for (Ranked<Hit> hit : ranked) {
      entries += hit.item().entries();
      matches += hit.item().count();
    }
    GrepOutcome.Totals totals = new GrepOutcome.Totals(entries, ranked.size(), matches);
    List<FileMatches> told = new ArrayList<>();
    for (int sum = 0; sum < most && !ranked.isEmpty(); ) {
      Hit hit = ranked.remove().item();
      sum += hit.entries();
      told.add(hit.matches());
    }
    return new GrepOutcome.Found(told, totals, complete);
  }

  private static Ranking ranking(SearchRequest request, GlobSet globs, boolean byTime) {
    return new Ranking(base(request), globs::matches, request.visible(), byTime);
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
    if (now.kind() == PathIdentity.Kind.FOLDER
        && !(Files.isReadable(now.canonical()) && Files.isExecutable(now.canonical()))) {
      throw new IOException("reading " + now.canonical() + " is not permitted by its mode");
    }
  }

  /** The folder to which result paths are relative. */
  static Path base(SearchRequest request) {
    Path root = request.root().canonical();
    return request.root().kind() == Kind.FOLDER ? root : Objects.requireNonNull(root.getParent());
  }
}
