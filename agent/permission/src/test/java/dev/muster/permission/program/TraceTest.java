package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.permission.program.ProfileText.Block;
import dev.muster.permission.program.TracedRun.Act;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading.Understood;
import dev.muster.permission.shell.Word;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example of a profile that must only read is run by the real program where it is installed:
 * the kernel's calls must show no write, no connection, no other program, and in the folder no file
 * opened but those that the deeds tell of.
 */
class TraceTest {

  /** What the JVM keeps for its tools while it runs. */
  private static final String OF_JAVA = "hsperfdata";

  @TempDir Path root;
  private Path folder;
  private final List<String> problems = new ArrayList<>();
  private final KnownPrograms programs = new KnownPrograms(there -> false, name -> true);

  @Test
  void whatIsCalledReadingOnlyReads() throws Exception {
    folder = Files.createDirectories(root.toRealPath().resolve("project"));
    assumeTrue(TracedRun.works(folder), "programs cannot be traced here");
    prepare();
    TracedRun traced = new TracedRun(folder, folder.resolveSibling("log"));
    int run = 0;
    for (Block block : ExamplesTest.blocks()) {
      for (String line : block.lines()) {
        Example example = Example.in(line);
        List<String> argv = example == null ? List.of() : argv(example);
        if (!argv.isEmpty()) {
          check(example.command(), argv, traced.run(argv));
          run++;
        }
      }
    }
    assertThat(problems).isEmpty();
    assertThat(run).as("examples that were run").isGreaterThan(100);
    System.out.println("traced: " + run + " examples only read");
  }

  private void prepare() throws Exception {
    Files.createDirectories(root.toRealPath().resolve("home"));
    for (String name :
        List.of(
            "a",
            "b",
            "f",
            "g",
            "x",
            "d/x",
            "src/x",
            "src/a.c",
            "test/t",
            "log",
            "a.sh",
            "script.sh")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "1 a b\n2 c a,d\n10 x:y\n");
    }
    Files.writeString(folder.resolve("x.js"), "let a = 1;\n");
    Files.writeString(folder.resolve("package.json"), "{\"name\": \"a\"}\n");
    for (List<String> make :
        List.of(
            List.of("tar", "cf", "a.tar", "src"),
            List.of("tar", "czf", "a.tgz", "src"),
            List.of(
                "sh", "-c", "gzip -c a >a.gz; xz -c a >a.xz; zstd -qc a >a.zst; zip -q a.zip a"),
            List.of("sh", "-c", "cp /bin/true a.o; git init -q; git add a b f src"),
            List.of("git", "-c", "user.name=n", "-c", "user.email=e@x", "commit", "-qm", "one"),
            List.of("sh", "-c", "mkdir sub; git branch x; git tag v1; git stash -q || true"))) {
      ProcessBuilder builder = new ProcessBuilder(make).directory(folder.toFile());
      builder.environment().put("HOME", root.toRealPath().resolve("home").toString());
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.start().waitFor();
    }
  }

  /** The program with its arguments, or nothing where it cannot be run as it stands. */
  private List<String> argv(Example example) {
    if (!example.kind().equals("safe")
        || !(new BashAnalysis(Map.of()).analyse(example.command(), folder)
            instanceof Understood understood)) {
      return List.of();
    }
    ShellCommand command = understood.commands().getLast();
    if (!command.assignments().isEmpty() || !DeedText.readsWhatItTells(programs.of(command))) {
      return List.of();
    }
    List<String> argv = new ArrayList<>();
    for (Word word : command.words()) {
      String text = Words.literal(word);
      if (text == null) {
        return List.of();
      }
      argv.add(text);
    }
    for (String bin : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
      Path program = Path.of(bin, argv.getFirst());
      if (argv.getFirst().indexOf('/') < 0 && Files.isExecutable(program)) {
        argv.set(0, program.toString());
        return argv;
      }
    }
    return List.of();
  }

  private void check(String line, List<String> argv, List<Act> acts) {
    String name = Path.of(argv.getFirst()).getFileName().toString();
    Profile profile = Objects.requireNonNull(Profiles.builtIn().program(name));
    List<Path> reads = reads(line);
    boolean java = name.startsWith("java");
    for (Act act : acts) {
      String path = path(act.line());
      switch (act.call()) {
        case "open", "openat" -> {
          boolean writes =
              act.line().contains("O_WRONLY")
                  || act.line().contains("O_RDWR")
                  || act.line().contains("O_CREAT");
          if (writes && !isDevice(path) && !java) {
            problems.add(line + " wrote: " + act.line());
          } else if (!name.equals("git") && isUntold(path, reads)) {
            problems.add(line + " read what it does not tell: " + act.line());
          }
        }
        case "execve" -> {
          String started = String.valueOf(Path.of(path).getFileName());
          if (!started.equals(name) && !profile.starts().contains(started)) {
            problems.add(line + " started: " + act.line());
          }
        }
        case "connect" -> {
          if (!act.line().contains("nscd") && !act.line().contains("AF_NETLINK")) {
            problems.add(line + " connected: " + act.line());
          }
        }
        case "bind" -> {
          if (!act.line().contains("AF_NETLINK")) {
            problems.add(line + " listened: " + act.line());
          }
        }
        case "chdir" -> {}
        default -> {
          if (!act.line().contains(OF_JAVA)) {
            problems.add(line + " changed something: " + act.line());
          }
        }
      }
    }
  }

  private static boolean isDevice(String path) {
    return path.equals("/dev/null") || path.equals("/dev/tty") || path.startsWith("/proc/self/");
  }

  /** Whether a file of the folder is opened that is not among what is told. */
  private boolean isUntold(String path, List<Path> reads) {
    Path opened = folder.resolve(path).normalize();
    if (path.isEmpty() || !opened.startsWith(folder) || opened.equals(folder)) {
      return false;
    }
    boolean ignores = path.endsWith("ignore") || path.endsWith(".git/info/exclude");
    return !ignores && reads.stream().noneMatch(opened::startsWith) && Files.isRegularFile(opened);
  }

  private List<Path> reads(String line) {
    List<Path> reads = new ArrayList<>();
    Understood understood = (Understood) new BashAnalysis(Map.of()).analyse(line, folder);
    Deeds deeds = programs.of(understood.commands().getLast());
    for (Deed deed : ((Deeds.Known) deeds).deeds()) {
      if (deed instanceof Deed.Reads(Word path, boolean tree)) {
        reads.add(folder.resolve(String.valueOf(Words.literal(path))).normalize());
      }
    }
    return reads;
  }

  private static String path(String line) {
    int start = line.indexOf('"');
    int end = line.indexOf('"', start + 1);
    return start < 0 || end < 0 ? "" : line.substring(start + 1, end);
  }
}
