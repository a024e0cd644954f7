package dev.muster.tools.bash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.exec.ChildEnvironment;
import dev.muster.exec.Shell;
import dev.muster.exec.Supervisor;
import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Event;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.ToolContext;
import dev.muster.tools.task.BackgroundTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A Bash tool over a real shell in a temporary project. */
final class BashFixture implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  final Supervisor supervisor = new Supervisor();
  final Path project;
  final Path results;
  final SessionFolder folder;
  final BackgroundTasks tasks;
  final BashTool tool;
  final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  BashFixture(Path home, Map<String, String> variables) throws IOException {
    Path real = home.toRealPath();
    project = Files.createDirectories(real.resolve("project"));
    results = real.resolve("tool-results");
    Map<String, String> environment = new HashMap<>(variables);
    environment.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.putIfAbsent("LC_ALL", "C.UTF-8");
    BashLimits limits = BashLimits.of(environment);
    Shell shell = new Shell(supervisor, results);
    folder = new SessionFolder(List.of(project), limits.returnsToProject());
    tasks = new BackgroundTasks(shell, InstantSource.fixed(NOW));
    tool = new BashTool(shell, tasks, folder, ChildEnvironment.of(environment, Map.of()), limits);
  }

  ToolOutcome run(String command) throws Exception {
    return run(Json.Obj.builder().put("command", command).build());
  }

  ToolOutcome run(Json.Obj input) throws Exception {
    return tool.execute(
        new ToolCall("toolu_1", "Bash", input),
        new Confinement.Unconfined(),
        new ToolContext("session", folder.current(), events::add));
  }

  /** The outcome as one line: whether it failed, then the text. */
  static String told(ToolOutcome outcome) {
    assertThat(outcome.content()).hasSize(1);
    return (outcome.isError() ? "error: " : "ok: ")
        + ((ContentBlock.Text) outcome.content().getFirst()).text();
  }

  static Json.Obj detail(ToolOutcome outcome) {
    return (Json.Obj) outcome.detail();
  }

  static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 8_000_000_000L;
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  static boolean isAlive(Path pidFile) throws IOException {
    long pid = Long.parseLong(Files.readString(pidFile).strip());
    Path stat = Path.of("/proc/" + pid + "/stat");
    try {
      String text = Files.readString(stat);
      return !text.substring(text.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException gone) {
      return false;
    }
  }

  List<Path> resultFiles() throws IOException {
    if (!Files.exists(results)) {
      return List.of();
    }
    try (var files = Files.list(results)) {
      return files.sorted().toList();
    }
  }

  @Override
  public void close() {
    supervisor.close();
  }
}
