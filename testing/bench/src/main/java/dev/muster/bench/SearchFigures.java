package dev.muster.bench;

import dev.muster.exec.Processes;
import dev.muster.exec.Supervisor;
import dev.muster.protocol.Confinement;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.Programs;
import dev.muster.workspace.search.GrepQuery;
import dev.muster.workspace.search.Search;
import dev.muster.workspace.search.SearchRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Times searches of a tree of 8,000 files: {@code rg} itself, ours through it, ours in Java, and a
 * plain parallel Java scan. Run its {@code main} by hand, with a folder for the tree.
 */
public final class SearchFigures {

  private static final int ROUNDS = 15;

  /** One thing to time. */
  private interface Work {
    void run() throws Exception;
  }

  private SearchFigures() {}

  /** Times all searches and prints the medians. */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    if (!Files.exists(root)) {
      tree(root);
    }
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/usr/local/bin");
    String rg = Programs.find("rg", environment).orElseThrow().toString();
    Search through = Search.ripgrep(Path.of(rg), new Processes(new Supervisor()), environment);
    Search java = Search.java(environment);
    SearchRequest request =
        new SearchRequest(
            new DiskPathFacts().identify(root), file -> true, new Confinement.Unconfined());
    for (String pattern :
        List.of(
            "registerHandler", "class \\w+Service", "\\b[a-z]+_[0-9]{3}\\(", "(?i)todo|fixme")) {
      GrepQuery query = GrepQuery.of(pattern, GrepQuery.Mode.CONTENT);
      time(
          "rg              " + pattern,
          () -> run(root, rg, "--no-config", "--hidden", "-n", "--no-heading", pattern, "./"));
      time("ours through rg " + pattern, () -> through.grep(request, query));
      time("ours in Java    " + pattern, () -> java.grep(request, query));
      Pattern compiled = Pattern.compile(pattern);
      time("parallel scan   " + pattern, () -> scan(root, compiled));
    }
    time(
        "rg --files",
        () -> run(root, rg, "--no-config", "--hidden", "--files", "-g", "*.java", "./"));
    time(
        "rg --files --sortr modified",
        () ->
            run(
                root,
                rg,
                "--no-config",
                "--hidden",
                "--files",
                "--sortr",
                "modified",
                "-g",
                "*.java",
                "./"));
    time("glob through rg", () -> through.glob(request, "**/*.java", 100));
    time("glob in Java", () -> java.glob(request, "**/*.java", 100));
    time("parallel list", () -> list(root));
  }

  private static void time(String what, Work work) throws Exception {
    for (int i = 0; i < 5; i++) {
      work.run();
    }
    long[] nanos = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      work.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.println(what + ": " + nanos[ROUNDS / 2] / 1_000_000.0 + " ms");
  }

  private static void run(Path root, String... argv) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(argv).directory(root.toFile()).start();
    process.getInputStream().readAllBytes();
    process.waitFor();
  }

  /** What one would write without thinking about ignore files or binary files. */
  private static long scan(Path root, Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList().parallelStream()
          .mapToLong(file -> {
            try {
              String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
              return text.lines().filter(line -> pattern.matcher(line).find()).count();
            } catch (IOException e) {
              return 0;
            }
          })
          .sum();
    }
  }

  private static long list(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.parallel().filter(file -> file.toString().endsWith(".java")).count();
    }
  }

  private static void tree(Path root) throws IOException {
    Random random = new Random(1);
    List<String> words =
        new ArrayList<>(
            List.of("class", "return", "value", "Service", "// TODO", "get_042(", "int"));
    for (int i = 0; i < 300; i++) {
      words.add(Integer.toString(random.nextInt(1 << 30), 36));
    }
    for (int i = 0; i < 8000; i++) {
      Path folder = root.resolve("m" + i % 40).resolve("p" + i % 7).resolve("q" + i % 3);
      Files.createDirectories(folder);
      StringBuilder text = new StringBuilder();
      int lines = 20 + random.nextInt(250);
      for (int line = 0; line < lines; line++) {
        for (int word = 0; word < 6; word++) {
          text.append(words.get(random.nextInt(words.size()))).append(' ');
        }
        text.append(random.nextInt(20_000) == 0 ? "registerHandler\n" : "\n");
      }
      Files.writeString(folder.resolve("F" + i + (i % 3 == 0 ? ".java" : ".txt")), text);
    }
    Files.writeString(root.resolve(".gitignore"), "target/\n*.class\nm39/p0/\n");
  }
}
