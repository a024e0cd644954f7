package dev.muster.tools.bash;

import dev.muster.exec.Shell;
import dev.muster.exec.ShellCommand;
import dev.muster.exec.ShellEnd;
import dev.muster.exec.ShellJob;
import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import dev.muster.tools.task.BackgroundTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command in bash.
 *
 * <p>Each command has a shell of its own: the folder carries over to the next one, variables and
 * functions do not. Standard input is empty. A command that outlives its timeout goes on in the
 * background, unless it only sleeps or background tasks are switched off. Commands that are known
 * only to read may run beside each other, each in its own shell and begun in the same folder.
 */
public final class BashTool implements Tool {

  /** The canonical name. */
  public static final String NAME = "Bash";

  private final Shell shell;
  private final BackgroundTasks tasks;
  private final SessionFolder folder;
  private final Map<String, String> environment;
  private final BashLimits limits;
  private final boolean confined;
  private final BashResult result;
  private @Nullable ToolSpec spec;

  /**
   * The tool of one session.
   *
   * @param shell writes its output files to the session's folder of tool results
   * @param environment what commands see, as {@link dev.muster.exec.ChildEnvironment} makes it
   */
  public BashTool(
      Shell shell,
      BackgroundTasks tasks,
      SessionFolder folder,
      Map<String, String> environment,
      BashLimits limits) {
    this(shell, tasks, folder, environment, limits, false);
  }

  /**
   * The same.
   *
   * @param confined whether the model is told that commands run in a sandbox; whether one does is
   *     decided call by call
   */
  public BashTool(
      Shell shell,
      BackgroundTasks tasks,
      SessionFolder folder,
      Map<String, String> environment,
      BashLimits limits,
      boolean confined) {
    this.confined = confined;
    this.shell = shell;
    this.tasks = tasks;
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.limits = limits;
    this.result = new BashResult(limits.mostCharacters());
  }

  @Override
  public synchronized ToolSpec spec() {
    if (spec == null) {
      spec = new ToolSpec(NAME, BashText.description(limits, confined), BashText.schema(limits));
    }
    return spec;
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    BashInput read = BashInput.read(input, limits);
    return read.faults().isPresent()
        ? new Plan.Invalid(read.faults().get())
        : new Plan.Ready(
            List.of(new Effect.RunShell(read.command(), folder)), !read.inBackground());
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException {
    for (PathIdentity decided : call.paths()) {
      if (decided.written().equals(context.folder()) && !isStill(decided)) {
        return ToolOutcome.error(
            "The command was not run: the folder "
                + context.folder()
                + " is no longer the one for which it was decided.");
      }
    }
    return execute(call.call(), call.confinement(), context);
  }

  ToolOutcome execute(ToolCall call, Confinement confinement, ToolContext context)
      throws InterruptedException {
    BashInput input = BashInput.read(call.input(), limits);
    if (input.faults().isPresent()) {
      return ToolOutcome.error(input.faults().get());
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!Files.isDirectory(context.folder())) {
      return ToolOutcome.error(
          "The command was not run. "
              + folder.fallBack(context.folder(), context.place())
              + " Run it again if that is where it belongs.");
    }
    ShellJob job;
    try {
      job =
          shell.start(
              new ShellCommand(
                  input.command(),
                  context.folder(),
                  environment,
                  input.inBackground(),
                  confinement));
    } catch (IOException e) {
      return ToolOutcome.error("The command could not be started: " + e.getMessage());
    }
    return input.inBackground()
        ? result.started(adopt(job, call, input, context))
        : foreground(job, call, input, context, confinement);
  }

  private ToolOutcome foreground(
      ShellJob job, ToolCall call, BashInput input, ToolContext context, Confinement confinement)
      throws InterruptedException {
    try {
      if (!job.await(input.timeout())) {
        if (limits.background() && !CommandWords.onlySleeps(input.command())) {
          return result.movedToBackground(adopt(job, call, input, context), job, input.timeout());
        }
        job.kill();
        return finished(job, input, context, confinement, result.timedOut(input.timeout()));
      }
    } catch (InterruptedException e) {
      job.kill();
      job.discard();
      throw e;
    }
    return finished(job, input, context, confinement, "");
  }

  private ToolOutcome finished(
      ShellJob job, BashInput input, ToolContext context, Confinement confinement, String stopped) {
    ShellEnd end = job.end().orElse(new ShellEnd.Killed(137));
    String moved =
        folder.after(context.folder(), job.lastFolder().orElse(null), context.place()).orElse("");
    String denied =
        confinement instanceof Confinement.Confined limits
            ? SandboxNote.of(limits, job, end, input.unsandboxed())
            : "";
    String note = moved.isEmpty() || denied.isEmpty() ? moved + denied : moved + "\n" + denied;
    try {
      return result.finished(job, end, CommandWords.isSilent(input.command()), stopped, note);
    } catch (IOException e) {
      return ToolOutcome.error(
          "The command ended with exit code "
              + end.exitCode()
              + ", but its output cannot be read: "
              + e.getMessage());
    }
  }

  private BackgroundTask adopt(ShellJob job, ToolCall call, BashInput input, ToolContext context) {
    return tasks.adopt(job, call.id(), input.description(), context.events());
  }

  /** Whether the path still leads to what it led to when the call was decided. */
  private static boolean isStill(PathIdentity decided) {
    try {
      Path now = decided.written().toRealPath();
      Object key = Files.readAttributes(now, BasicFileAttributes.class).fileKey();
      return now.equals(decided.canonical()) && Objects.equals(key, decided.fileKey());
    } catch (IOException gone) {
      return false;
    }
  }
}
