package dev.muster.testkit.corpus;

import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The project that the corpora are about, with a home full of secrets and a folder outside.
 *
 * <p>A repository with three commits, a branch and changes in the work tree; symbolic links that
 * lead outside; programs that leave a file behind when they are run; a hostile bare repository
 * below {@code vendor}. For use by one thread.
 *
 * @param root holds everything: {@code project}, {@code home} and {@code outside}
 */
public record CorpusWorld(Path root) {

  private static final Map<String, String> DATES =
      Map.of(
          "GIT_AUTHOR_DATE", "2026-03-01T12:00:00Z",
          "GIT_COMMITTER_DATE", "2026-03-01T12:00:00Z");

  /** Makes it below a folder that exists. */
  public static CorpusWorld in(Path folder) {
    try {
      CorpusWorld world = new CorpusWorld(Files.createDirectories(folder).toRealPath());
      world.write();
      world.commit();
      world.plantHostileRepository();
      return world;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the project in " + folder, e);
    }
  }

  /** Where the commands run. */
  public Path project() {
    return root.resolve("project");
  }

  /** The person's home. */
  public Path home() {
    return root.resolve("home");
  }

  /** A folder that is no business of the project. */
  public Path outside() {
    return root.resolve("outside");
  }

  /** A text of a corpus with the folders of this world. */
  String placed(String text) {
    return text.replace("@PROJECT@", project().toString())
        .replace("@HOME@", home().toString())
        .replace("@OUTSIDE@", outside().toString());
  }

  private void write() throws IOException {
    @Nullable Path file = null;
    StringBuilder text = new StringBuilder();
    for (String line : resource().split("\n")) {
      if (line.startsWith("=== ")) {
        save(file, text);
        boolean program = line.endsWith(" x");
        file = root.resolve(line.substring(4, line.length() - (program ? 2 : 0)));
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        if (program && !file.toFile().setExecutable(true)) {
          throw new IOException("cannot make " + file + " executable");
        }
        text.setLength(0);
      } else if (line.startsWith("--> ")) {
        save(file, text);
        file = null;
        String[] parts = line.split(" ");
        Files.createSymbolicLink(root.resolve(parts[1]), Path.of(parts[2]));
      } else {
        text.append(line).append('\n');
      }
    }
    save(file, text);
  }

  private static void save(@Nullable Path file, StringBuilder text) throws IOException {
    if (file != null) {
      Files.writeString(file, text);
    }
  }

  private static String resource() throws IOException {
    try (InputStream in = CorpusWorld.class.getResourceAsStream("world.txt")) {
      if (in == null) {
        throw new IOException("the resource world.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void commit() throws IOException {
    git("init", "-q", "-b", "main");
    Files.delete(project().resolve(".gitconfig"));
    git("add", "-A");
    git("commit", "-q", "-m", "first");
    git("tag", "v1.0");
    append("docs/api.md", "More is to come.\n");
    git("commit", "-q", "-am", "second");
    git("branch", "feature");
    append("docs/guide.md", "With care.\n");
    git("commit", "-q", "-am", "third");
    git("checkout", "-q", "feature");
    append("LICENSE", "No warranty.\n");
    git("commit", "-q", "-am", "on the branch");
    git("checkout", "-q", "main");
    git("remote", "add", "origin", "https://example.invalid/shop.git");
    git("gc", "-q");
    append("src/app.js", "// changed\n");
    Files.writeString(
        project().resolve(".gitconfig"), "[diff]\n\texternal = touch made-by-git;:\n");
    deleteHooks(project().resolve(".git"));
  }

  /** Git's examples of hooks. */
  private static void deleteHooks(Path repository) throws IOException {
    Path folder = repository.resolve("hooks");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path hook : files.toList()) {
          Files.delete(hook);
        }
      }
    }
  }

  private void append(String path, String text) throws IOException {
    Path file = project().resolve(path);
    Files.writeString(file, Files.readString(file) + text);
  }

  /** A folder that git takes for a repository whose configuration starts programs. */
  private void plantHostileRepository() throws IOException {
    Path bare = project().resolve("vendor/hostile.git");
    Files.createDirectories(bare.getParent());
    git("clone", "-q", "--bare", ".", bare.toString());
    deleteHooks(bare);
    Files.createDirectories(bare.resolve("info"));
    Files.writeString(bare.resolve("info/attributes"), "* filter=x diff=x\n");
    git("--git-dir=" + bare, "read-tree", "HEAD");
    String mark = "touch " + project().resolve("made-by-git") + ";";
    Files.writeString(
        bare.resolve("config"),
        """
        [core]
        	repositoryformatversion = 0
        	bare = false
        	worktree = ../..
        	fsmonitor = "MARK:"
        [diff]
        	external = "MARK:"
        [filter "x"]
        	clean = "MARK cat"
        """
            .replace("MARK", mark));
  }

  private void git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=Ada", "-c", "user.email=ada@example.com"));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new LinkedHashMap<>(DATES);
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("HOME", home().toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    ProgramRun.Result result = ProgramRun.of(command).in(project()).environment(environment).run();
    if (result.exitCode() != 0) {
      throw new IOException("git failed: " + result.text());
    }
  }
}
