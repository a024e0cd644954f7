package dev.muster.tools.bash;

import static dev.muster.tools.bash.BashFixture.detail;
import static dev.muster.tools.bash.BashFixture.eventually;
import static dev.muster.tools.bash.BashFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.BackgroundTask.Status;
import dev.muster.protocol.Event;
import dev.muster.protocol.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BashBackgroundTest {

  @TempDir Path home;
  private BashFixture bash;

  @BeforeEach
  void begin() throws IOException {
    bash = new BashFixture(home, Map.of());
  }

  @AfterEach
  void end() {
    bash.close();
  }

  private ToolOutcome background(String command) throws Exception {
    return bash.run(
        Json.Obj.builder()
            .put("command", command)
            .put("run_in_background", true)
            .put("description", "Do something")
            .build());
  }

  private static String id(ToolOutcome outcome) {
    return detail(outcome).string("backgroundTaskId").orElseThrow();
  }

  @Test
  void startsATaskAndTellsOfItsEnd() throws Exception {
    ToolOutcome outcome = background("echo one; echo two >&2; sleep 0.3; echo three; exit 3");
    String id = id(outcome);
    Path output = bash.results.resolve(id + ".out");
    assertThat(told(outcome)).startsWith("ok: ").contains(id, output.toString());
    BackgroundTask running =
        new BackgroundTask(id, "toolu_1", "Do something", output, Status.RUNNING, null, null);
    assertThat(bash.events).containsExactly(new Event.TaskStarted(running));
    assertThat(bash.tasks.running()).containsExactly(running);
    assertThat(bash.tasks.takeEnded()).isEmpty();
    assertThat(bash.tasks.awaitEnded(Duration.ofSeconds(10))).isTrue();
    BackgroundTask ended =
        new BackgroundTask(
            id, "toolu_1", "Do something", output, Status.FAILED, BashFixture.NOW, 3);
    assertThat(bash.tasks.takeEnded()).containsExactly(ended);
    assertThat(bash.tasks.takeEnded()).isEmpty();
    assertThat(bash.tasks.awaitEnded(Duration.ofSeconds(10))).isFalse();
    eventually(() -> bash.events.size() == 2);
    assertThat(bash.events.get(1)).isEqualTo(new Event.TaskEnded(ended));
    assertThat(Files.readString(output)).isEqualTo("one\ntwo\nthree\n");
    assertThat(bash.tasks.notice(ended)).contains(id, "exit code 3", output.toString());
    assertThat(bash.resultFiles()).containsExactly(output);
  }

  @Test
  void doesNotMoveTheSession() throws Exception {
    Files.createDirectories(bash.project.resolve("sub"));
    background("cd sub");
    assertThat(bash.tasks.awaitEnded(Duration.ofSeconds(10))).isTrue();
    assertThat(bash.folder.current()).isEqualTo(bash.project);
    assertThat(bash.tasks.takeEnded().getFirst().status()).isEqualTo(Status.COMPLETED);
  }

  @Test
  void goesOnInTheBackgroundAtItsTimeout() throws Exception {
    ToolOutcome outcome =
        bash.run(
            Json.Obj.builder()
                .put("command", "echo early; echo bad >&2; sleep 1; echo late")
                .put("timeout", 300)
                .build());
    String id = id(outcome);
    assertThat(told(outcome))
        .startsWith("ok: The command did not end within 300 ms")
        .contains(id)
        .endsWith("Output so far:\nearly\nbad");
    assertThat(detail(outcome).string("stdout")).contains("early");
    assertThat(bash.tasks.awaitEnded(Duration.ofSeconds(10))).isTrue();
    BackgroundTask ended = bash.tasks.takeEnded().getFirst();
    assertThat(ended.status()).isEqualTo(Status.COMPLETED);
    assertThat(ended.exitCode()).isZero();
    assertThat(Files.readString(ended.outputFile())).isEqualTo("early\nlate\nbad\n");
  }

  @Test
  void isEndedWithTheSession() throws Exception {
    background("sh -c 'echo $$ > a; sleep 1000; :'; :");
    background("trap '' TERM; echo $$ > b; while :; do sleep 1000; done");
    Path a = bash.project.resolve("a");
    Path b = bash.project.resolve("b");
    eventually(() -> a.toFile().length() > 1 && b.toFile().length() > 1);
    long begun = System.nanoTime();
    bash.tasks.stopAll();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    assertThat(BashFixture.isAlive(a) || BashFixture.isAlive(b)).isFalse();
    assertThat(bash.tasks.running()).isEmpty();
    assertThat(bash.tasks.takeEnded()).isEmpty();
    assertThat(bash.events.stream().filter(Event.TaskEnded.class::isInstance))
        .hasSize(2)
        .allMatch(e -> ((Event.TaskEnded) e).task().status() == Status.KILLED);
  }
}
