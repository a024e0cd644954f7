package dev.muster.bench;

import dev.muster.exec.Processes;
import dev.muster.exec.Supervisor;
import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.ToolCall;
import dev.muster.permission.Decision;
import dev.muster.permission.Knowledge;
import dev.muster.permission.Policy;
import dev.muster.permission.PolicyEngine;
import dev.muster.permission.WorkingFolders;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.ToolOutcome;
import dev.muster.settings.PermissionSettings;
import dev.muster.settings.RuleText;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import dev.muster.tools.glob.GlobTool;
import dev.muster.tools.grep.GrepTool;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.Programs;
import dev.muster.workspace.search.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Times searches of a tree of 8,000 files: {@code rg} itself, the tools through it, the tools in
 * Java, and a plain parallel Java scan.
 *
 * <p>A tool is timed as the loop calls it, from its plan through the real permission engine with
 * rules about files to the text for the model. {@code rg} answers the same question: the same files
 * (hidden ones too, no folders of version-control systems), the same lines with their numbers; its
 * output is read to the end. The contenders take turns in one process, and each round gives a ratio
 * of its own. Run its {@code main} by hand, with a folder for the tree.
 */
public final class SearchFigures {

  private static final int WARM_UP = 10;
  private static final int ROUNDS = 41;
  private static final List<String> PATTERNS =
      List.of("registerHandler", "class \\w+Service", "\\b[a-z]+_[0-9]{3}\\(", "(?i)todo|fixme");

  /** One thing to time. */
  private interface Work {
    void run() throws Exception;
  }

  /** One of several ways to answer a question. */
  private record Contender(String name, Work work) {}

  private final Path root;
  private final Path rg;
  private final PolicyEngine engine;
  private final Search through;
  private final Search java;

  private SearchFigures(Path root) {
    this.root = root;
    Map<String, String> environment = Map.of("PATH", "/usr/bin:/usr/local/bin");
    rg = Programs.find("rg", environment).orElseThrow();
    engine = engine(root);
    through = Search.ripgrep(rg, new Processes(new Supervisor()), environment);
    java = Search.java(environment);
  }

  /**
   * Times all searches and prints the medians.
   *
   * @param arguments the folder for the tree, and the patterns to look for if not the usual ones
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).toAbsolutePath();
    if (!Files.exists(root)) {
      tree(root);
    }
    SearchFigures figures = new SearchFigures(root);
    List<String> patterns = List.of(arguments).subList(1, arguments.length);
    for (String pattern : patterns.isEmpty() ? PATTERNS : patterns) {
      figures.contents(pattern);
    }
    if (patterns.isEmpty()) {
      figures.names();
    }
  }

  private void contents(String pattern) throws Exception {
    Json.Obj input =
        Json.Obj.builder().put("pattern", pattern).put("output_mode", "content").build();
    Tool byRipgrep = new GrepTool(through, path -> engine.mayShow(path, false));
    Tool inJava = new GrepTool(java, path -> engine.mayShow(path, false));
    Pattern compiled = Pattern.compile(pattern);
    compare(
        pattern,
        List.of(
            new Contender("rg", () -> ripgrep("-n", "--heading", pattern, "./")),
            new Contender("Grep through rg", () -> call(byRipgrep, input)),
            new Contender("Grep in Java", () -> call(inJava, input)),
            new Contender("parallel scan", () -> scan(root, compiled))));
  }

  private void names() throws Exception {
    Json.Obj input = Json.Obj.builder().put("pattern", "**/*.java").build();
    Tool byRipgrep = new GlobTool(through, path -> engine.mayShow(path, false));
    Tool inJava = new GlobTool(java, path -> engine.mayShow(path, false));
    compare(
        "**/*.java",
        List.of(
            new Contender("rg --files", () -> ripgrep("--files", "-g", "*.java", "./")),
            new Contender(
                "rg --files --sortr modified",
                () -> ripgrep("--files", "--sortr", "modified", "-g", "*.java", "./")),
            new Contender("Glob through rg", () -> call(byRipgrep, input)),
            new Contender("Glob in Java", () -> call(inJava, input)),
            new Contender("parallel list", () -> list(root))));
  }

  /** Lets the contenders take turns; prints each one's median and its median ratio to the first. */
  private static void compare(String question, List<Contender> contenders) throws Exception {
    long[][] nanos = new long[contenders.size()][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int i = 0; i < contenders.size(); i++) {
        long start = System.nanoTime();
        contenders.get(i).work().run();
        if (round >= 0) {
          nanos[i][round] = System.nanoTime() - start;
        }
      }
    }
    System.out.println(question);
    for (int i = 0; i < contenders.size(); i++) {
      double[] ratios = new double[ROUNDS];
      double[] millis = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        millis[round] = nanos[i][round] / 1e6;
        ratios[round] = (double) nanos[i][round] / nanos[0][round];
      }
      System.out.printf(
          "  %-30s %6.1f ms  %5.2f%n", contenders.get(i).name(), median(millis), median(ratios));
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private void ripgrep(String... question) throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(List.of(rg.toString(), "--no-config", "--hidden", "--no-require-git"));
    argv.addAll(List.of(question));
    Process process = new ProcessBuilder(argv).directory(root.toFile()).start();
    process.getInputStream().readAllBytes();
    process.waitFor();
  }

  private void call(Tool tool, Json.Obj input) throws InterruptedException {
    Plan.Ready plan = (Plan.Ready) tool.plan(input, root);
    ToolCall call = new ToolCall("1", tool.spec().name(), input);
    Decision.Permitted decision =
        (Decision.Permitted)
            engine.decide(call, plan.effects(), PermissionMode.BYPASS_PERMISSIONS, null);
    ToolOutcome outcome = tool.run(decision.call(), new ToolContext("s", root, event -> {}));
    if (outcome.isError() || !(outcome.content().getFirst() instanceof ContentBlock.Text)) {
      throw new IllegalStateException(outcome.toString());
    }
  }

  /** Rules such as people write; none hides anything of the tree. */
  private static PolicyEngine engine(Path root) {
    List<RuleText> rules = new ArrayList<>();
    for (String rule :
        List.of("Read(.env)", "Read(**/*.pem)", "Read(~/.ssh/**)", "Read(//etc/shadow)")) {
      rules.add(new RuleText(rule, new Origin(Layer.USER, "settings.json", 1), root));
    }
    PermissionSettings settings =
        new PermissionSettings(
            List.of(),
            List.of(),
            rules,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    DiskPathFacts facts = new DiskPathFacts();
    Path home = Path.of(System.getProperty("user.home"));
    WorkingFolders folders =
        new WorkingFolders(root, List.of(), List.of(), home, home.resolve(".claude"), false);
    Policy.Reading.Usable read = (Policy.Reading.Usable) Policy.read(settings, folders, facts);
    return new PolicyEngine(
        read.policy(),
        facts,
        new Knowledge(
            (text, folder, environment) -> new ShellReading.NotUnderstood("nothing here runs one"),
            command -> new Deeds.Unknown("nothing here runs a command"),
            (text, words) -> true));
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
