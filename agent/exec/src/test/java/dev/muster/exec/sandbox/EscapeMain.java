package dev.muster.exec.sandbox;

import dev.muster.exec.Shell;
import dev.muster.exec.ShellCommand;
import dev.muster.exec.ShellJob;
import dev.muster.exec.Supervisor;
import dev.muster.protocol.Confinement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Tries every script against one backend, as whoever runs it, and says a line of each: {@code OK},
 * or what went wrong.
 */
final class EscapeMain {

  private static final String MARK = "98765";

  private final EscapeWorld world;
  private final Shell shell;
  private final String backend;
  private int number;

  private EscapeMain(EscapeWorld world, Shell shell, String backend) {
    this.world = world;
    this.shell = shell;
    this.backend = backend;
  }

  /** Runs with an empty folder and the name of a backend. */
  public static void main(String[] args) throws Exception {
    Path base = Path.of(args[0]).toRealPath();
    int failed = 0;
    try (EscapeWorld world = new EscapeWorld(base.resolve("world"));
        Supervisor supervisor = new Supervisor();
        Sandbox sandbox = Backends.only(args[1], config())) {
      Support support = sandbox.support(false);
      System.out.println("support " + support);
      if (support instanceof Support.Works) {
        Shell shell = new Shell(supervisor, base.resolve("out"), 1 << 20, sandbox);
        failed = new EscapeMain(world, shell, args[1]).all();
      }
    }
    System.out.println("end " + failed);
  }

  private static SandboxConfig config() {
    return new SandboxConfig(
        Path.of("/tmp"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        InstantSource.system());
  }

  private int all() throws Exception {
    int failed = told("planted: what is let out is noticed", planted());
    for (Map.Entry<String, String> script : Scripts.of("works.txt").entrySet()) {
      String name = script.getKey();
      if (!name.endsWith(")") || name.endsWith("(" + backend + ")")) {
        failed += told("works: " + name, works(script.getValue()));
      }
    }
    for (Map.Entry<String, String> script : Scripts.of("escapes.txt").entrySet()) {
      failed += told("escape: " + script.getKey(), escapes(script.getValue(), world.confinement()));
    }
    return failed;
  }

  private static int told(String name, String wrong) {
    System.out.println(
        "result " + name + " | " + (wrong.isEmpty() ? "OK" : wrong.replace("\n", "\\n")));
    return wrong.isEmpty() ? 0 : 1;
  }

  /** Lets commands out on purpose, since a check that never fails would prove nothing. */
  private String planted() throws Exception {
    Path file = world.base.resolve("outside/planted");
    String text =
        "echo x > \"$B\"/outside/planted; cat \"$B\"/home/.ssh/id; : < /dev/tcp/127.0.0.1/$TCP";
    Confinement.Confined tight = world.confinement();
    Confinement.Confined openDisk =
        new Confinement.Confined(
            new Confinement.Disk.Open(),
            tight.network(),
            tight.services(),
            tight.withheld(),
            tight.weakerNesting());
    List<String> missed = new ArrayList<>();
    for (Confinement loose : List.of(openDisk, new Confinement.Unconfined())) {
      String found = escapes(text, loose);
      Files.deleteIfExists(file);
      boolean network = loose instanceof Confinement.Unconfined;
      if (!found.contains("changed or made: " + file)
          || !found.contains("SECRET-ssh")
          || found.contains("reached a service") != network) {
        missed.add(loose + ": " + found);
      }
    }
    return String.join("; ", missed);
  }

  private ShellJob run(String text, Confinement confinement) throws Exception {
    number++;
    ShellJob job =
        shell.start(
            new ShellCommand(
                text,
                world.project,
                world.environment(backend, MARK + number),
                false,
                confinement));
    job.await(Duration.ofSeconds(25));
    job.kill();
    for (int i = 0; i < 500 && Files.exists(world.project.resolve(".husky")); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    return job;
  }

  private String works(String text) throws Exception {
    ShellJob job = run(text, world.confinement());
    String out = Files.readString(job.stdout(), StandardCharsets.ISO_8859_1);
    return out.contains("WORKED") ? "" : "failed: " + out + Files.readString(job.stderr());
  }

  private String escapes(String text, Confinement confinement) throws Exception {
    Map<String, String> before = world.state();
    int reached = world.reached.get();
    ShellJob job = run(text, confinement);
    List<String> wrong = new ArrayList<>();
    String out = Files.readString(job.stdout(), StandardCharsets.ISO_8859_1);
    String err = Files.readString(job.stderr(), StandardCharsets.ISO_8859_1);
    for (String line : (out + "\n" + err).split("\n", -1)) {
      if (line.contains("ESCAPED") || line.contains("SECRET-")) {
        wrong.add(line);
      }
    }
    settle(before);
    Map<String, String> after = world.state();
    for (String path : after.keySet()) {
      if (!after.get(path).equals(before.get(path))) {
        wrong.add("changed or made: " + path);
      }
    }
    for (String path : before.keySet()) {
      if (!after.containsKey(path)) {
        wrong.add("removed: " + path);
      }
    }
    if (world.reached.get() != reached) {
      wrong.add("reached a service or the process beside: " + (world.reached.get() - reached));
    }
    wrong.addAll(leftovers());
    return String.join("; ", wrong);
  }

  /** Gives what is taken back after a command the time to be so. */
  private void settle(Map<String, String> before) throws Exception {
    for (int i = 0; i < 100 && !world.state().equals(before); i++) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private List<String> leftovers() {
    List<String> found = running();
    // what is being ended is still seen for a moment
    for (int i = 0; i < 200 && !found.isEmpty(); i++) {
      LockSupport.parkNanos(10_000_000);
      found = running();
    }
    return found;
  }

  private List<String> running() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains("sleep " + MARK + number))
        .map(line -> "still runs: " + line)
        .toList();
  }
}
