package dev.muster.tools.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.exec.Shell;
import dev.muster.exec.ShellCommand;
import dev.muster.exec.Supervisor;
import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.BackgroundTask.Status;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskToolsTest {

  @TempDir Path temp;
  private final Supervisor supervisor = new Supervisor();
  private Shell shell;
  private BackgroundTasks tasks;
  private TaskOutputTool output;
  private TaskStopTool stop;

  @BeforeEach
  void begin() {
    shell = new Shell(supervisor, temp.resolve("results"), 1 << 20);
    tasks = new BackgroundTasks(shell, InstantSource.fixed(Instant.EPOCH));
    output = new TaskOutputTool(tasks, Map.of("TASK_MAX_OUTPUT_LENGTH", "1000"));
    stop = new TaskStopTool(tasks);
  }

  @AfterEach
  void end() {
    supervisor.close();
  }

  private String start(String text) throws IOException {
    ShellCommand command =
        new ShellCommand(
            text, temp, Map.of("PATH", "/usr/bin:/bin"), true, new Confinement.Unconfined());
    return tasks.adopt(shell.start(command), "toolu_1", "Work", event -> {}).id();
  }

  private ToolOutcome ask(String id, boolean block, long timeout) throws Exception {
    return output.execute(
        Json.Obj.builder().put("task_id", id).put("block", block).put("timeout", timeout).build());
  }

  private static String text(ToolOutcome outcome) {
    return ((ContentBlock.Text) outcome.content().getFirst()).text();
  }

  private static Json.Obj id(String name, String id) {
    return Json.Obj.builder().put(name, id).build();
  }

  @Test
  void waitsForTheEnd() throws Exception {
    String id = start("echo one; sleep 0.3; echo two; exit 3");
    ToolOutcome outcome = ask(id, true, 10_000);
    assertThat(outcome.isError()).isFalse();
    assertThat(text(outcome)).isEqualTo("Task " + id + ": failed, exit code 3\nOutput:\none\ntwo");
    assertThat(JsonWriter.write(outcome.detail()))
        .isEqualTo(
            "{\"retrieval_status\":\"success\",\"task\":{\"task_id\":\""
                + id
                + "\",\"task_type\":\"local_bash\",\"status\":\"failed\",\"description\":\"Work\","
                + "\"output\":\"one\\ntwo\",\"exitCode\":3}}");
    assertThat(tasks.takeEnded()).as("the model knows").isEmpty();
  }

  @Test
  void looksWithoutWaiting() throws Exception {
    String id = start("echo one; sleep 1000");
    assertThat(text(ask(id, true, 400)))
        .isEqualTo("Task " + id + ": still running\nOutput so far:\none");
    ToolOutcome outcome = ask(id, false, 600_000);
    assertThat(((Json.Obj) outcome.detail()).string("retrieval_status")).contains("not_ready");
  }

  @Test
  void showsTheLastPartOfLongOutput() throws Exception {
    String id = start("seq 10000");
    String text = text(ask(id, true, 10_000));
    assertThat(text)
        .startsWith(
            "Task " + id + ": completed, exit code 0\nOutput, the last part; the whole is in ")
        .contains(temp.resolve("results").toString())
        .endsWith("\n9999\n10000");
    assertThat(text.length()).isLessThan(1_300);
  }

  @Test
  void stopsATask() throws Exception {
    String id = start("trap 'echo bye; exit 0' TERM; echo up; sleep 1000 & wait");
    ask(id, true, 300);
    ToolOutcome outcome = stop.execute(id("task_id", id));
    assertThat(text(outcome)).isEqualTo("Stopped task " + id + " (Work).");
    assertThat(tasks.find(id).map(BackgroundTask::status)).contains(Status.KILLED);
    assertThat(tasks.takeEnded()).as("the model did it itself").isEmpty();
    assertThat(text(ask(id, false, 0))).isEqualTo("Task " + id + ": stopped\nOutput:\nup\nbye");
    assertThat(stop.execute(id("shell_id", id)).isError()).isTrue();
  }

  @Test
  void saysWhyATaskWasStopped() throws Exception {
    String id = start("yes");
    assertThat(tasks.awaitEnded(Duration.ofSeconds(20))).isTrue();
    BackgroundTask ended = tasks.takeEnded().getFirst();
    assertThat(ended.status()).isEqualTo(Status.KILLED);
    assertThat(ended.exitCode()).isNull();
    assertThat(tasks.notice(ended)).contains(id, "it wrote more than 1048576 bytes");
  }

  @Test
  void namesTheTasksThatThereAre() throws Exception {
    assertThat(text(ask("nope", true, 10))).contains("`nope`", "No task is running");
    String id = start("sleep 1000");
    assertThat(text(stop.execute(id("task_id", "nope")))).contains("`nope`", id);
  }

  @Test
  void checksInput() {
    Path folder = Path.of("/");
    assertThat(output.plan(Json.Obj.EMPTY, folder)).isInstanceOf(Plan.Invalid.class);
    assertThat(output.plan(id("task_id", "x"), folder)).isEqualTo(new Plan.Ready(List.of(), true));
    assertThat(output.plan(id("task_id", "x").with("timeout", Json.of(600_001)), folder))
        .isInstanceOf(Plan.Invalid.class);
    assertThat(stop.plan(Json.Obj.EMPTY, folder)).isInstanceOf(Plan.Invalid.class);
    assertThat(stop.plan(id("task_id", "a").with("shell_id", Json.of("b")), folder))
        .isInstanceOf(Plan.Invalid.class);
    assertThat(stop.plan(id("shell_id", "a"), folder)).isEqualTo(new Plan.Ready(List.of(), false));
  }

  @Test
  void anInterruptEndsTheWaitingNotTheTask() throws Exception {
    String id = start("sleep 1000");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> ask(id, true, 10_000)).isInstanceOf(InterruptedException.class);
    assertThat(tasks.running()).hasSize(1);
  }

  @Test
  void areDescribedToTheModel() {
    assertThat(output.spec().name()).isEqualTo("TaskOutput");
    assertThat(stop.spec().name()).isEqualTo("TaskStop");
    assertThat(output.spec().description()).contains("task_id");
    assertThat(output.spec().inputSchema().items("required")).hasSize(3);
    assertThat(stop.spec().inputSchema().has("required")).isFalse();
  }
}
