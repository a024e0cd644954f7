package dev.muster.verify;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small program for Node with packages of npm, installed once below {@code target}. Needs Node
 * and npm; a test is skipped where they, or the packages, are not to be had.
 */
public final class NodeProject {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path work;

  private NodeProject(Path work) {
    this.work = work;
  }

  /** Installs the project of a folder of the repository. */
  public static NodeProject installed(Path source, Path work) throws IOException {
    assumeTrue(there("node") && there("npm"), "it needs Node and npm");
    NodeProject project = new NodeProject(work);
    Files.createDirectories(work);
    Path lock = work.resolve("package-lock.json");
    boolean fresh =
        Files.isDirectory(work.resolve("node_modules"))
            && Files.exists(lock)
            && Files.mismatch(lock, source.resolve("package-lock.json")) < 0;
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, work.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!fresh) {
      ProgramRun.Result installed =
          project.program(List.of("npm", "ci", "--no-audit", "--no-fund")).run();
      if (installed.exitCode() != 0) {
        Files.delete(lock);
      }
      assumeTrue(installed.exitCode() == 0, "npm could not install: " + installed.text());
    }
    return project;
  }

  /** Runs one of its scripts. */
  public ProgramRun.Result run(String... words) throws IOException {
    return program(Stream.concat(Stream.of("node"), Stream.of(words)).toList()).run();
  }

  private ProgramRun program(List<String> command) {
    // The environment is the developer's own, since npm finds its registry and its cache by it.
    return ProgramRun.of(command.toArray(String[]::new))
        .in(work)
        .environment(Map.copyOf(System.getenv()))
        .timeout(PATIENCE);
  }

  private static boolean there(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
