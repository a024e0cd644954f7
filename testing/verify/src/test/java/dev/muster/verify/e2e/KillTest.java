package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.RecordedRequest;
import dev.muster.scriptedmodel.ScriptedModel;
import dev.muster.scriptedmodel.script.Pace;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed leaves whole files and a session that goes on. */
class KillTest {

  private static final int ROUNDS = 20;
  private static final String OLD = "the old line\n".repeat(20_000);
  private static final String NEW = OLD.replace("old", "new");

  @TempDir Path folder;

  @Test
  void atAnyMomentNothingIsHalfDone() throws IOException {
    Random random = new Random(20260301);
    int resumed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path root = Files.createDirectory(folder.resolve("round" + round));
      long delay = 60L + random.nextInt(900);
      try (Scene scene = Scene.of(root, script())) {
        if (round(scene, round + " after " + delay + " ms", delay)) {
          resumed++;
        }
      }
    }
    assertThat(resumed).as("rounds that were killed late enough to matter").isGreaterThan(5);
  }

  /** Reads, edits twice and says so, at a pace that gives each part its chance. */
  private static Script script() {
    Turn read = call("Read", "file_path", "a.txt", "limit", 5);
    Turn edit =
        call(
            "Edit",
            "file_path",
            "a.txt",
            "old_string",
            "old",
            "new_string",
            "new",
            "replace_all",
            true);
    Turn back =
        call(
            "Edit",
            "file_path",
            "a.txt",
            "old_string",
            "new",
            "new_string",
            "old",
            "replace_all",
            true);
    Script script = Script.of(read.pace(Pace.every(5)));
    for (int i = 0; i < 4; i++) {
      script = script.then(edit.pace(Pace.every(5)), back.pace(Pace.every(5)), bash("echo on"));
    }
    return script.otherwise(Turn.text("all done").pace(Pace.every(5)));
  }

  private static boolean round(Scene scene, String name, long delay) {
    String id = UUID.randomUUID().toString();
    scene.home().write("a.txt", OLD);
    String[] arguments = {"go", "--permission-mode", "acceptEdits"};
    try (RunningProgram running = scene.streaming(arguments).with("--session-id", id).start()) {
      running.endInput();
      LockSupport.parkNanos(Duration.ofMillis(delay).toNanos());
      running.signal("KILL");
      running.await();
    }
    assertThat(scene.home().read("a.txt").equals(OLD) || scene.home().read("a.txt").equals(NEW))
        .as("round %s: the file is old or new", name)
        .isTrue();
    if (scene.sessionFiles().isEmpty()) {
      return false;
    }
    assertThat(scene.model().violations()).as("round %s", name).isEmpty();
    // Another model, since one that had answered in full would miss an answer that was on its way.
    try (ScriptedModel after = ScriptedModel.start(Script.of(Turn.text("all done")))) {
      scene.home().model(after.url());
      Outcome next = scene.json("go on", "-r", id, "--permission-mode", "acceptEdits");
      assertThat(next.exitCode()).as("round %s: %s", name, next.text()).isZero();
      assertThat(next.answer()).isEqualTo("all done");
      assertThat(after.violations()).as("round %s", name).isEmpty();
      assertThat(messages(after.messageRequests(), 0))
          .as("round %s: all that was sent before is there again", name)
          .isGreaterThanOrEqualTo(messages(scene.requests(), -1));
    }
    return true;
  }

  private static int messages(List<RecordedRequest> requests, int index) {
    if (requests.isEmpty()) {
      return 0;
    }
    RecordedRequest request = index < 0 ? requests.getLast() : requests.get(index);
    return request.body().items("messages").size();
  }
}
