package dev.muster.tools.task;

import dev.muster.exec.OutputText;
import dev.muster.json.Json;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.BackgroundTask.Status;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import dev.muster.tool.ToolInput;
import dev.muster.tool.ToolText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a background command stands and what it wrote, after waiting for its end where asked.
 */
public final class TaskOutputTool implements Tool {

  /** The canonical name. */
  public static final String NAME = "TaskOutput";

  private static final long DEFAULT_WAIT_MILLIS = 30_000;
  private static final long MAX_WAIT_MILLIS = 600_000;
  private static final int DEFAULT_CHARACTERS = 30_000;
  private static final int MOST_CHARACTERS = 160_000;

  private final BackgroundTasks tasks;
  private final int mostCharacters;
  private @Nullable ToolSpec spec;

  /**
   * The tool over a registry.
   *
   * @param environment where {@code TASK_MAX_OUTPUT_LENGTH} may set how many characters are shown
   *     (30,000; at most 160,000)
   */
  public TaskOutputTool(BackgroundTasks tasks, Map<String, String> environment) {
    this.tasks = tasks;
    this.mostCharacters = characters(environment.get("TASK_MAX_OUTPUT_LENGTH"));
  }

  @Override
  public synchronized ToolSpec spec() {
    if (spec == null) {
      spec = new ToolSpec(NAME, ToolText.beside(TaskOutputTool.class, "TaskOutput.md"), schema());
    }
    return spec;
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    return Request.read(input).faults().<Plan>map(Plan.Invalid::new).orElse(READY);
  }

  private static final Plan READY = new Plan.Ready(List.of(), true);

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException {
    return execute(call.call().input());
  }

  ToolOutcome execute(Json.Obj input) throws InterruptedException {
    Request request = Request.read(input);
    if (request.faults().isPresent()) {
      return ToolOutcome.error(request.faults().get());
    }
    Duration wait = request.block() ? Duration.ofMillis(request.millis()) : Duration.ZERO;
    Optional<BackgroundTask> found = tasks.await(request.id(), wait);
    if (found.isEmpty()) {
      return ToolOutcome.error(TaskStopTool.noSuchTask(request.id(), tasks));
    }
    BackgroundTask task = found.get();
    OutputText output;
    try {
      output = tasks.output(task.id(), mostCharacters);
    } catch (IOException e) {
      return ToolOutcome.error(
          "The output of task " + task.id() + " cannot be read: " + e.getMessage());
    }
    String text = OutputText.withoutLastNewlines(output.text());
    return ToolOutcome.text(describe(task, output.whole(), text), detail(task, request, text));
  }

  private static String describe(BackgroundTask task, boolean whole, String text) {
    StringBuilder told = new StringBuilder("Task ").append(task.id()).append(": ");
    told.append(
        switch (task.status()) {
          case RUNNING -> "still running";
          case COMPLETED -> "completed, exit code 0";
          case FAILED -> "failed, exit code " + task.exitCode();
          case KILLED -> "stopped";
        });
    if (text.isEmpty()) {
      return told.append("\n(no output").append(soFar(task)).append(')').toString();
    }
    told.append("\nOutput").append(soFar(task));
    if (!whole) {
      told.append(", the last part; the whole is in ").append(task.outputFile());
    }
    return told.append(":\n").append(text).toString();
  }

  private static String soFar(BackgroundTask task) {
    return task.status() == Status.RUNNING ? " so far" : "";
  }

  private static Json.Obj detail(BackgroundTask task, Request request, String text) {
    boolean running = task.status() == Status.RUNNING;
    String retrieval = !running ? "success" : request.block() ? "timeout" : "not_ready";
    Json.Builder inner =
        Json.Obj.builder()
            .put("task_id", task.id())
            .put("task_type", "local_bash")
            .put("status", task.status().name().toLowerCase(Locale.ROOT))
            .put("description", task.description())
            .put("output", text);
    Integer code = task.exitCode();
    if (code == null) {
      inner.putNull("exitCode");
    } else {
      inner.put("exitCode", code.longValue());
    }
    return Json.Obj.builder().put("retrieval_status", retrieval).put("task", inner.build()).build();
  }

  private static Json.Obj schema() {
    Json.Obj properties =
        Json.Obj.builder()
            .put("task_id", described("string", "The id of the task"))
            .put(
                "block",
                described("boolean", "Whether to wait for its end")
                    .with("default", new Json.Bool(true)))
            .put(
                "timeout",
                described("number", "How long to wait at most, in milliseconds")
                    .with("default", Json.of(DEFAULT_WAIT_MILLIS))
                    .with("minimum", Json.of(0))
                    .with("maximum", Json.of(MAX_WAIT_MILLIS)))
            .build();
    return TaskStopTool.object(properties, List.of("task_id", "block", "timeout"));
  }

  private static Json.Obj described(String type, String description) {
    return Json.Obj.builder().put("type", type).put("description", description).build();
  }

  private static int characters(@Nullable String value) {
    try {
      int wanted = value == null ? 0 : Integer.parseInt(value.strip());
      return wanted > 0 ? Math.min(wanted, MOST_CHARACTERS) : DEFAULT_CHARACTERS;
    } catch (NumberFormatException notANumber) {
      return DEFAULT_CHARACTERS;
    }
  }

  /**
   * The input, read; {@code block} and {@code timeout} are required by the schema but defaulted.
   */
  private record Request(String id, boolean block, long millis, Optional<String> faults) {

    static Request read(Json.Obj input) {
      ToolInput reader = new ToolInput(input, Set.of("task_id", "block", "timeout"));
      String id = reader.required("task_id");
      boolean block = reader.bool("block").orElse(true);
      long millis = reader.whole("timeout", 0, MAX_WAIT_MILLIS).orElse(DEFAULT_WAIT_MILLIS);
      return new Request(id, block, millis, reader.faults());
    }
  }
}
