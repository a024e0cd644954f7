package dev.muster.tools.task;

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
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends a background command with everything that came from it. */
public final class TaskStopTool implements Tool {

  /** The canonical name. */
  public static final String NAME = "TaskStop";

  private static final Plan READY = new Plan.Ready(List.of(), false);

  private final BackgroundTasks tasks;
  private @Nullable ToolSpec spec;

  /** The tool over a registry. */
  public TaskStopTool(BackgroundTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  public synchronized ToolSpec spec() {
    if (spec == null) {
      spec = new ToolSpec(NAME, ToolText.beside(TaskStopTool.class, "TaskStop.md"), schema());
    }
    return spec;
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    return Request.read(input).faults().<Plan>map(Plan.Invalid::new).orElse(READY);
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) {
    return execute(call.call().input());
  }

  ToolOutcome execute(Json.Obj input) {
    Request request = Request.read(input);
    if (request.faults().isPresent()) {
      return ToolOutcome.error(request.faults().get());
    }
    Optional<BackgroundTask> found = tasks.find(request.id());
    if (found.isEmpty()) {
      return ToolOutcome.error(noSuchTask(request.id(), tasks));
    }
    BackgroundTask task = found.get();
    if (task.status() != Status.RUNNING) {
      return ToolOutcome.error(
          "Task "
              + task.id()
              + " is not running: "
              + task.status().name().toLowerCase(Locale.ROOT)
              + ".");
    }
    tasks.stop(task.id());
    String message = "Stopped task " + task.id() + " (" + task.description() + ").";
    return ToolOutcome.text(
        message,
        Json.Obj.builder()
            .put("message", message)
            .put("task_id", task.id())
            .put("task_type", "local_bash")
            .build());
  }

  /** Says that there is no such task, and which ones run. */
  static String noSuchTask(String id, BackgroundTasks tasks) {
    StringBuilder ids = new StringBuilder();
    for (BackgroundTask task : tasks.running()) {
      ids.append(ids.isEmpty() ? "" : ", ").append(task.id());
    }
    return "There is no background task `"
        + id
        + "`. "
        + (ids.isEmpty() ? "No task is running." : "Running: " + ids + ".");
  }

  /** A closed object schema, in the form of the established tool schemas. */
  static Json.Obj object(Json.Obj properties, List<String> required) {
    Json.Builder schema =
        Json.Obj.builder()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("type", "object")
            .put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", Json.strings(required));
    }
    return schema.put("additionalProperties", false).build();
  }

  private static Json.Obj schema() {
    return object(
        Json.Obj.builder()
            .put("task_id", text("The id of the task to end"))
            .put("shell_id", text("An older name of task_id"))
            .build(),
        List.of());
  }

  private static Json.Obj text(String description) {
    return Json.Obj.builder().put("type", "string").put("description", description).build();
  }

  private record Request(String id, Optional<String> faults) {

    static Request read(Json.Obj input) {
      ToolInput reader = new ToolInput(input, Set.of("task_id", "shell_id"));
      Optional<String> task = reader.text("task_id");
      Optional<String> shell = reader.text("shell_id");
      if (task.isEmpty() && shell.isEmpty()) {
        reader.fault("the parameter `task_id` is missing");
      }
      if (task.isPresent() && shell.isPresent() && !task.equals(shell)) {
        reader.fault("`task_id` and `shell_id` name two different tasks");
      }
      return new Request(task.or(() -> shell).orElse(""), reader.faults());
    }
  }
}
