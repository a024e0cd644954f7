package dev.muster.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A shell in a temporary folder, with the pids that its commands write down. */
final class Fixture implements AutoCloseable {

  static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LC_ALL", "C.UTF-8");

  final Supervisor supervisor;
  final Shell shell;
  final Path work;
  final Path output;

  Fixture(Path folder) throws IOException {
    this(folder, new Supervisor(), Shell.MOST_OUTPUT_BYTES);
  }

  Fixture(Path folder, Supervisor supervisor, long mostOutputBytes) throws IOException {
    this.supervisor = supervisor;
    work = Files.createDirectories(folder.resolve("work"));
    output = folder.resolve("output");
    shell = new Shell(supervisor, output, mostOutputBytes);
  }

  ShellJob start(String text) throws IOException {
    return start(text, Map.of());
  }

  ShellJob start(String text, Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(more);
    return shell.start(
        new ShellCommand(text, work, environment, false, new Confinement.Unconfined()));
  }

  /** Runs a text to its end; output, errors and code in one string. */
  String run(String text) throws Exception {
    return told(finish(text));
  }

  ShellJob finish(String text) throws Exception {
    ShellJob job = start(text);
    assertThat(job.await(Duration.ofSeconds(20))).as("ended").isTrue();
    return job;
  }

  static String told(ShellJob job) throws IOException {
    return Files.readString(job.stdout())
        + "|"
        + Files.readString(job.stderr())
        + "|"
        + job.end().orElseThrow().exitCode();
  }

  /** Waits until a file in the work folder holds that many pids. */
  List<Long> pids(String file, int count) throws IOException {
    Path path = work.resolve(file);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline) {
      if (Files.exists(path)) {
        String text = Files.readString(path);
        List<Long> pids = text.lines().map(String::strip).map(Long::valueOf).toList();
        if (pids.size() >= count && text.endsWith("\n")) {
          return pids;
        }
      }
      pause(5);
    }
    throw new AssertionError("no " + count + " pids in " + file);
  }

  static boolean isAlive(long pid) {
    ProcessTable table = new ProcTable();
    return table.all().stream().anyMatch(entry -> entry.pid() == pid);
  }

  static void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }

  /** Waits up to some seconds for something to become true. */
  static void eventually(java.util.function.BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      pause(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Override
  public void close() {
    supervisor.close();
  }
}
