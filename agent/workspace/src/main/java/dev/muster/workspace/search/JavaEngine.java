package dev.muster.workspace.search;

import dev.muster.protocol.PathIdentity.Kind;
import dev.muster.workspace.search.GrepOutcome.FileMatches;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Searches without any other program, on several threads. */
final class JavaEngine implements SearchEngine {

  /** How many characters of lines a search collects at most. */
  private static final int MAX_CHARACTERS = 16 << 20;

  private final Map<String, String> environment;
  private final int threads;

  JavaEngine(Map<String, String> environment, int threads) {
    this.environment = environment;
    this.threads = threads;
  }

  @Override
  public Names names(SearchRequest request, GlobSet globs)
      throws IOException, InterruptedException {
    Path root = request.root().canonical();
    Cancellation cancellation = new Cancellation();
    List<String> paths = Collections.synchronizedList(new ArrayList<>());
    TreeWalk walk =
        new TreeWalk(
            () ->
                (file, relative) -> {
                  if (globs.matches(relative) && paths.size() < Search.MAX_FILES) {
                    paths.add(relative);
                  }
                },
            cancellation);
    boolean complete = walk.walk(root, IgnoreLevel.downTo(root, environment), threads);
    return new Names(paths, complete && paths.size() < Search.MAX_FILES);
  }

  @Override
  public Hits grep(SearchRequest request, GrepQuery query, GlobSet globs)
      throws IOException, InterruptedException {
    GrepSyntax syntax;
    GlobSet type;
    try {
      syntax = GrepSyntax.of(query.pattern(), query.ignoreCase(), query.multiline());
      type = query.type().isPresent() ? FileTypes.globs(query.type().get()) : GlobSet.of(List.of());
    } catch (GrepSyntax.SyntaxException e) {
      return new Hits.Invalid("the pattern is not valid: " + e.getMessage());
    } catch (GlobSet.InvalidGlobException e) {
      return new Hits.Invalid(e.reason());
    }
    Cancellation cancellation = new Cancellation();
    Collected collected = new Collected(cancellation);
    try {
      boolean complete;
      if (request.root().kind() == Kind.FOLDER) {
        TreeWalk walk =
            new TreeWalk(
                () -> {
                  FileScanner scanner = new FileScanner(syntax, query, cancellation);
                  return (file, relative) -> {
                    if (globs.matches(relative)
                        && type.matches(relative)
                        && request.visible().test(file)) {
                      collected.add(scanner.scan(file, relative));
                    }
                  };
                },
                cancellation);
        Path root = request.root().canonical();
        complete = walk.walk(root, IgnoreLevel.downTo(root, environment), threads);
      } else {
        Path file = request.root().canonical();
        collected.add(
            new FileScanner(syntax, query, cancellation)
                .scan(file, String.valueOf(file.getFileName())));
        complete = true;
      }
      return new Hits.Found(collected.files, complete && !collected.full);
    } catch (GuardedText.TooManyStepsException | StackOverflowError e) {
      return new Hits.Invalid(
          "the pattern takes too many steps on some line; make it simpler, or install ripgrep");
    }
  }

  /** What all threads found; ends the search when it is too much. */
  private static final class Collected {
    private final List<FileMatches> files = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger characters = new AtomicInteger();
    private final Cancellation cancellation;
    private volatile boolean full;

    Collected(Cancellation cancellation) {
      this.cancellation = cancellation;
    }

    void add(@Nullable FileMatches found) {
      if (found == null || full) {
        return;
      }
      files.add(found);
      int size = found.path().length();
      for (GrepOutcome.Line line : found.lines()) {
        size += line.text().length() + 8;
      }
      if (characters.addAndGet(size) > MAX_CHARACTERS || files.size() >= Search.MAX_FILES) {
        full = true;
        cancellation.cancel();
      }
    }
  }
}
