package dev.muster.bench;

import dev.muster.cli.Engines;
import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.permission.Policy;
import dev.muster.permission.PolicyEngine;
import dev.muster.permission.WorkingFolders;
import dev.muster.protocol.Effect;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PermissionMode;
import dev.muster.settings.PermissionSettings;
import dev.muster.settings.RuleText;
import dev.muster.workspace.DiskPathFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Times decisions through the whole engine, wired as in a session and with the real disk: how many
 * a second of a typical mix, and how the time grows with the length of hostile texts and with the
 * number of rules.
 *
 * <p>One thread. Decisions a second are those of a second of the processor's time, so that other
 * programs beside it cost nothing but quiet. Every decision of the mix is timed by itself, so that
 * the slowest are told. Run its {@code main} by hand on a quiet machine, pinned to a core, with the
 * seconds to measure for: {@code taskset -c 1 java -cp ... dev.muster.bench.DecisionFigures 10}.
 */
public final class DecisionFigures {

  private static final int LONGEST = 1 << 20;

  /** About as many lines as a pipe holds. */
  private static final int TOGETHER_CALLS = 400;

  private final Path project;
  private final Path home;
  private final PrintStream out;

  private DecisionFigures(Path root, PrintStream out) throws IOException {
    this.project = Files.createDirectories(root.resolve("project")).toRealPath();
    this.home = Files.createDirectories(root.resolve("home")).toRealPath();
    this.out = out;
    for (String file : List.of("src/app/Main.java", "src/test/MainTest.java", "docs/a.md")) {
      write(project.resolve(file), "text\n");
    }
    write(project.resolve("package.json"), "{}\n");
    write(project.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    write(project.resolve(".git/config"), "[core]\n\trepositoryformatversion = 0\n");
    write(home.resolve(".ssh/id"), "key\n");
  }

  private static void write(Path file, String text) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, text);
  }

  /**
   * Measures; the first argument is the seconds for the mix, 10 where there is none, others are
   * what to measure: {@code mix}, {@code each}, {@code rules}, {@code hostile}; else all.
   */
  public static void main(String[] args) throws IOException {
    int seconds = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    Path root = Files.createTempDirectory("muster-decisions-");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    DecisionFigures figures = new DecisionFigures(root, out);
    List<String> wanted = List.of(args).subList(Math.min(1, args.length), args.length);
    if (wanted.isEmpty() || wanted.contains("mix")) {
      figures.mix(seconds);
    }
    if (wanted.isEmpty() || wanted.contains("each")) {
      figures.each();
    }
    if (wanted.isEmpty() || wanted.contains("rules")) {
      figures.rules();
    }
    if (wanted.isEmpty() || wanted.contains("hostile")) {
      figures.hostile();
    }
  }

  /** A call, and what it would do. */
  private record Asked(ToolCall call, List<Effect> effects) {}

  private Asked bash(String command) {
    return new Asked(
        new ToolCall("", "Bash", Json.Obj.builder().put("command", command).build()),
        List.of(new Effect.RunShell(command, project)));
  }

  private Asked file(String tool, String path) {
    Path file = project.resolve(path).normalize();
    Effect effect = tool.equals("Read") ? new Effect.ReadFile(file) : new Effect.WriteFile(file);
    Json.Obj input = Json.Obj.builder().put("file_path", file.toString()).build();
    return new Asked(new ToolCall("", tool, input), List.of(effect));
  }

  /** What sessions ask for, about as often as they do. */
  private List<Asked> typical() {
    List<Asked> mix = new ArrayList<>();
    for (String path : List.of("src/app/Main.java", "docs/a.md", "package.json", "src/none")) {
      mix.add(file("Read", path));
      mix.add(file("Edit", path));
    }
    for (String command :
        List.of(
            "ls -la src",
            "ls",
            "pwd",
            "cat package.json",
            "cat src/app/Main.java | head -50",
            "grep -rn \"registerHandler\" src --include=*.java",
            "rg -n 'class \\w+' src/app",
            "find . -name '*.java' -not -path './build/*'",
            "git status",
            "git diff --stat HEAD~1",
            "git log --oneline -10",
            "git add -A && git commit -m \"Mend the handler\"",
            "git push origin main",
            "npm test -- --watch=false",
            "npm run build 2>&1 | tail -20",
            "mvn -q -pl app test",
            "cd src && ls && cat app/Main.java",
            "mkdir -p build/out && cp docs/a.md build/out/",
            "rm -rf build",
            "echo \"done\" > build/log.txt",
            "sed -n '1,40p' src/app/Main.java",
            "wc -l src/app/*.java | sort -n | tail -5",
            "python3 scripts/check.py --all",
            "curl -s https://example.com/api | jq .name",
            "for f in src/app/*.java; do wc -l \"$f\"; done",
            "test -f package.json && echo yes || echo no",
            "FOO=1 make test",
            "diff <(sort docs/a.md) <(sort package.json)",
            "cat <<'END' > docs/b.md\nsome text\nEND",
            "docker ps --format '{{.Names}}'",
            "bash -c 'ls && pwd'",
            "timeout 60 make lint")) {
      mix.add(bash(command));
    }
    return mix;
  }

  private PolicyEngine engine(int more) {
    List<RuleText> allow =
        rules(
            "Bash(npm test:*)",
            "Bash(npm run build:*)",
            "Bash(make:*)",
            "Bash(mvn -q *)",
            "Edit(/src/**)",
            "Read(~/notes/**)",
            "WebFetch(domain:docs.example.com)",
            "mcp__tickets");
    List<RuleText> ask = rules("Bash(git push:*)", "Edit(/src/generated/**)");
    List<RuleText> deny =
        rules(
            "Bash(rm -rf /:*)", "Bash(sudo:*)", "Read(~/.ssh/**)", "Read(.env)", "Edit(/LICENSE)");
    for (int i = 0; i < more; i++) {
      allow.addAll(rules("Bash(tool-" + i + " run:*)"));
      deny.addAll(rules("Bash(forbidden-" + i + ":*)", "Read(/secret-" + i + "/**)"));
    }
    PermissionSettings none = PermissionSettings.NONE;
    PermissionSettings settings =
        new PermissionSettings(
            allow, ask, deny, List.of(), none.defaultMode(), Optional.empty(), Optional.empty());
    DiskPathFacts facts = new DiskPathFacts();
    WorkingFolders folders =
        new WorkingFolders(project, List.of(), List.of(), home, home.resolve(".claude"), false);
    if (!(Policy.read(settings, folders, facts) instanceof Policy.Reading.Usable usable)) {
      throw new IllegalStateException("the rules of the benchmark are no rules");
    }
    String path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    return Engines.of(usable.policy(), facts, Map.of("PATH", path), List.of(project));
  }

  private List<RuleText> rules(String... texts) {
    List<RuleText> rules = new ArrayList<>();
    for (String text : texts) {
      rules.add(new RuleText(text, new Origin(Layer.PROJECT, "settings.json", 1), project));
    }
    return rules;
  }

  private static long decide(PolicyEngine engine, Asked asked) {
    long start = System.nanoTime();
    engine.decide(asked.call(), asked.effects(), PermissionMode.DEFAULT, null);
    return System.nanoTime() - start;
  }

  private void mix(int seconds) {
    PolicyEngine engine = engine(0);
    List<Asked> mix = typical();
    long first = decide(engine, mix.get(8));
    out.printf(Locale.ROOT, "the first decision of the process: %.1f ms%n", first / 1e6);
    for (View view : View.values()) {
      mix(engine, mix, view, seconds);
    }
  }

  private void mix(PolicyEngine engine, List<Asked> mix, View view, int seconds) {
    run(engine, mix, view, Math.max(5, seconds));
    long cpu = cpuNanos();
    long[] times = run(engine, mix, view, seconds);
    cpu = cpuNanos() - cpu;
    Arrays.sort(times);
    out.printf(
        Locale.ROOT,
        "typical mix, "
            + view.text
            + ": %,d a second; p50 %.1f µs, p90 %.1f µs, p99 %.1f µs, p99.9 %.1f µs%n",
        Math.round(times.length / (cpu / 1e9)),
        at(times, 0.5),
        at(times, 0.9),
        at(times, 0.99),
        at(times, 0.999));
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) (part * (sorted.length - 1))] / 1e3;
  }

  /** How often the disk is looked at. */
  private enum View {
    /** As in a session. */
    EACH("the disk looked at for every decision"),
    /** As {@code muster policy decide} does for lines that arrive together. */
    TOGETHER("one look at the disk for " + TOGETHER_CALLS + " calls that arrive together");

    private final String text;

    View(String text) {
      this.text = text;
    }
  }

  private static long[] run(PolicyEngine engine, List<Asked> mix, View view, int seconds) {
    long[] times = new long[1 << 16];
    int count = 0;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    PolicyEngine deciding = engine;
    int round = 0;
    while (System.nanoTime() < end) {
      if (view == View.TOGETHER && round++ % (TOGETHER_CALLS / mix.size()) == 0) {
        deciding = engine.ofOneMoment();
      }
      for (Asked asked : mix) {
        if (count == times.length) {
          times = Arrays.copyOf(times, 2 * count);
        }
        times[count++] = decide(deciding, asked);
      }
    }
    return Arrays.copyOf(times, count);
  }

  /** The median of each of the mix. */
  private void each() {
    PolicyEngine engine = engine(0);
    out.println("each of the mix, median in µs:");
    for (Asked asked : typical()) {
      long[] times = new long[2_001];
      for (int i = 0; i < times.length; i++) {
        times[i] = decide(engine, asked);
      }
      Arrays.sort(times);
      String what = asked.call().input().members().values().iterator().next().toString();
      out.printf(Locale.ROOT, "  %8.1f  %s %s%n", at(times, 0.5), asked.call().name(), what);
    }
  }

  private void rules() {
    for (int more : List.of(0, 100, 1_000, 3_000)) {
      PolicyEngine engine = engine(more);
      List<Asked> mix = typical();
      run(engine, mix, View.EACH, 2);
      long cpu = cpuNanos();
      long[] times = run(engine, mix, View.EACH, 3);
      cpu = cpuNanos() - cpu;
      out.printf(
          Locale.ROOT,
          "with %,5d rules: %,d a second%n",
          15 + 3 * more,
          Math.round(times.length / (cpu / 1e9)));
    }
  }

  /** Hostile texts of growing length: milliseconds, and how often as long twice the text takes. */
  private void hostile() {
    PolicyEngine engine = engine(0);
    out.println("hostile texts: milliseconds for 64 KB, 128 KB ... 1 MB");
    for (String piece :
        List.of(
            "a;",
            "a|",
            "a b ",
            "'",
            "\"",
            "\\",
            "$(",
            "`",
            "((",
            "{a,",
            "<<a\n",
            "a=b ",
            ">a ",
            "$a",
            "*",
            "\"$(",
            "if a;then ",
            "case a in a)",
            "cat x;",
            "f(){ f;};",
            "[[ a && ",
            "${a:-",
            "bash -c '",
            "cd x;",
            "xargs ",
            "env ",
            "&",
            "\n",
            "é",
            "a\\\n")) {
      StringBuilder line = new StringBuilder(String.format("  %-16s", piece.replace("\n", "\\n")));
      for (int length = LONGEST >> 4; length <= LONGEST; length <<= 1) {
        Asked asked = bash(piece.repeat(length / piece.length()));
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
          best = Math.min(best, decide(engine, asked));
        }
        line.append(String.format(Locale.ROOT, " %9.1f", best / 1e6));
      }
      out.println(line);
    }
  }
}
