package dev.muster.workspace.search;

import dev.muster.protocol.PathIdentity.Kind;
import dev.muster.protocol.ProcessRequest;
import dev.muster.protocol.ProcessResult;
import dev.muster.protocol.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Searches through ripgrep.
 *
 * <p>It runs without its configuration file and without preprocessors, in the root's folder, so
 * that nothing in the tree can make it run a program. Globs that choose files are not handed to it
 * as {@code --glob}, which would override the ignore files, but as a file type made up of their
 * last components; {@link Search} filters the rest.
 */
final class RipgrepEngine implements SearchEngine {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_OUTPUT = 16 << 20;

  private final Path program;
  private final ProcessRunner runner;
  private final Map<String, String> environment;

  RipgrepEngine(Path program, ProcessRunner runner, Map<String, String> environment) {
    this.program = program;
    this.runner = runner;
    Map<String, String> kept = new HashMap<>();
    for (String name : List.of("HOME", "XDG_CONFIG_HOME", "LANG", "LC_ALL")) {
      if (environment.containsKey(name)) {
        kept.put(name, environment.get(name));
      }
    }
    this.environment = Map.copyOf(kept);
  }

  @Override
  public Names names(SearchRequest request, GlobSet globs)
      throws IOException, InterruptedException {
    List<String> argv = base(globs, globs.names());
    argv.add("--files");
    argv.add("--null");
    ProcessResult result = run(request, argv, "./");
    List<String> paths = new RipgrepOutput(result.stdout(), result.truncated()).paths();
    return new Names(paths, paths.size() < Search.MAX_FILES && complete(result));
  }

  @Override
  public Hits grep(SearchRequest request, GrepQuery query, GlobSet globs)
      throws IOException, InterruptedException {
    List<String> argv = base(globs, query.type().isPresent() ? List.of() : globs.names());
    query.type().ifPresent(type -> argv.add("--type=" + type));
    argv.addAll(List.of("--null", "--with-filename", "--heading", "--color=never", "--crlf"));
    if (query.ignoreCase()) {
      argv.add("--ignore-case");
    }
    if (query.multiline()) {
      argv.addAll(List.of("--multiline", "--multiline-dotall"));
    }
    argv.addAll(
        switch (query.mode()) {
          case FILES -> List.of("--files-with-matches");
          case COUNT ->
              List.of(query.multiline() || query.onlyMatching() ? "--count-matches" : "--count");
          case CONTENT -> contentArguments(query);
        });
    argv.add("--regexp=" + query.pattern());
    ProcessResult result = run(request, argv, target(request));
    if (result.exitCode() == 2 && !result.stderr().isBlank()) {
      return new Hits.Invalid(result.stderr().strip());
    }
    RipgrepOutput output = new RipgrepOutput(result.stdout(), result.truncated());
    return new Hits.Found(
        switch (query.mode()) {
          case FILES -> output.files();
          case COUNT -> output.counts();
          case CONTENT -> output.contents();
        },
        complete(result));
  }

  private static List<String> contentArguments(GrepQuery query) {
    List<String> arguments =
        new ArrayList<>(List.of("--line-number", "--max-columns=2000", "--max-columns-preview"));
    if (query.onlyMatching()) {
      arguments.add("--only-matching");
    } else {
      arguments.add("--before-context=" + query.before());
      arguments.add("--after-context=" + query.after());
    }
    return arguments;
  }

  private List<String> base(GlobSet globs, List<String> names) {
    List<String> argv = new ArrayList<>();
    argv.add(program.toString());
    argv.addAll(
        List.of(
            "--no-config",
            "--hidden",
            "--no-require-git",
            "--no-messages",
            "--no-ignore-messages"));
    for (String excluded : SearchTree.VERSION_CONTROL) {
      argv.add("--glob=!" + excluded);
    }
    for (String excluded : globs.excluded()) {
      argv.add("--glob=!" + excluded);
    }
    if (!names.isEmpty() && !names.contains("*")) {
      for (String name : names) {
        argv.add("--type-add=muster:" + name);
      }
      argv.add("--type=muster");
    }
    return argv;
  }

  private static String target(SearchRequest request) {
    return request.root().kind() == Kind.FOLDER
        ? "./"
        : "./" + Objects.requireNonNull(request.root().canonical().getFileName());
  }

  private ProcessResult run(SearchRequest request, List<String> argv, String target)
      throws IOException, InterruptedException {
    argv.add("--");
    argv.add(target);
    ProcessResult result =
        runner.run(
            new ProcessRequest(
                argv,
                Search.base(request),
                environment,
                "",
                TIMEOUT,
                MAX_OUTPUT,
                request.confinement()));
    if (result.exitCode() > 2 && !result.timedOut()) {
      throw new IOException("ripgrep ended with exit code " + result.exitCode());
    }
    return result;
  }

  private static boolean complete(ProcessResult result) {
    return !result.truncated() && !result.timedOut() && result.exitCode() != 2;
  }
}
