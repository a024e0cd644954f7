package dev.muster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A home of its own for one test: a home folder, the configuration folder within it, a project
 * folder, a folder for temporary files, and an environment that inherits nothing.
 *
 * <p>All of it lies below one folder, which the caller (usually {@code @TempDir}) removes. Paths
 * are real paths, so that they compare with what programs print. For use by one thread.
 */
public final class HermeticHome {

  private final Path root;
  private final Map<String, String> environment = new LinkedHashMap<>();

  private HermeticHome(Path root) {
    this.root = root;
  }

  /** Makes the folders below that one, which must exist. */
  public static HermeticHome in(Path root) {
    try {
      HermeticHome home = new HermeticHome(root.toRealPath());
      for (Path folder : List.of(home.config(), home.project(), home.temporary())) {
        Files.createDirectories(folder);
      }
      home.environment.put("HOME", home.home().toString());
      home.environment.put("CLAUDE_CONFIG_DIR", home.config().toString());
      home.environment.put("TMPDIR", home.temporary().toString());
      home.environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
      home.environment.put("JAVA_HOME", System.getProperty("java.home"));
      home.environment.put("LANG", "C.UTF-8");
      home.environment.put("TZ", "UTC");
      home.environment.put("GIT_CONFIG_NOSYSTEM", "1");
      home.environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a home in " + root, e);
    }
  }

  /** The folder that holds all others. */
  public Path root() {
    return root;
  }

  /** The user's home. */
  public Path home() {
    return root.resolve("home");
  }

  /** The user's configuration folder, {@code .claude} in the home. */
  public Path config() {
    return home().resolve(".claude");
  }

  /** The project to work in. */
  public Path project() {
    return root.resolve("project");
  }

  /** Where temporary files go. */
  public Path temporary() {
    return root.resolve("tmp");
  }

  /** The environment for programs; it has what is here and nothing else. */
  public Map<String, String> environment() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** Sets a variable. */
  public HermeticHome set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Takes a variable away. */
  public HermeticHome unset(String name) {
    environment.remove(name);
    return this;
  }

  /** Points the agent at a model's URL with a key that is good for nothing. */
  public HermeticHome model(String baseUrl) {
    return set("ANTHROPIC_BASE_URL", baseUrl).set("ANTHROPIC_API_KEY", "test-key");
  }

  /** Writes a file of the project and returns its path; folders are made as needed. */
  public Path write(String path, String text) {
    return write(project(), path, text);
  }

  /** Writes a file of the home and returns its path; folders are made as needed. */
  public Path writeInHome(String path, String text) {
    return write(home(), path, text);
  }

  private static Path write(Path base, String path, String text) {
    Path file = base.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The text of a file of the project. */
  public String read(String path) {
    try {
      return Files.readString(project().resolve(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** Makes the project a repository with one commit of all that is there. */
  public HermeticHome git() {
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "first");
    return this;
  }

  /** Runs git in the project, as nobody in particular; fails when git does. */
  public HermeticHome git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=Test", "-c", "user.email=test@example.org"));
    command.addAll(List.of(arguments));
    ProgramRun.Result result =
        ProgramRun.of(command)
            .in(project())
            .environment(environment)
            .environment("GIT_AUTHOR_DATE", "2026-03-01T12:00:00Z")
            .environment("GIT_COMMITTER_DATE", "2026-03-01T12:00:00Z")
            .run();
    if (result.exitCode() != 0) {
      throw new AssertionError("git failed: " + result.text());
    }
    return this;
  }

  /** A normaliser that knows this home's folders by name. */
  public Normaliser normaliser() {
    return Normaliser.create()
        .path(project(), "<project>")
        .path(config(), "<config>")
        .path(home(), "<home>")
        .path(temporary(), "<tmp>")
        .path(root, "<root>");
  }
}
