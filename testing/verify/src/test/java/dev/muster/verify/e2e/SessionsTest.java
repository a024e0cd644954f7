package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.Pace;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are kept, resumed, forked, shared and thrown away. */
class SessionsTest {

  private static final String ID = "11111111-2222-4333-8444-555555555555";
  private static final String OTHER = "99999999-2222-4333-8444-555555555555";
  private static final Script CHAT = Script.of().otherwise(Turn.text("answer ${number}"));

  @TempDir Path folder;

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isKeptForItsOwnerAlone() throws IOException {
    try (Scene scene = Scene.of(folder, CHAT)) {
      Outcome outcome = scene.json("hi", "--session-id", ID);
      assertThat(outcome.sessionId()).isEqualTo(ID);
      List<Path> files = scene.sessionFiles();
      assertThat(files).hasSize(1);
      assertThat(files.getFirst()).hasFileName(ID + ".jsonl");
      assertThat(String.valueOf(files.getFirst().getParent().getFileName()))
          .isEqualTo(scene.home().project().toString().replaceAll("[^A-Za-z0-9]", "-"));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.getFirst())))
          .isEqualTo("rw-------");
      assertThat(read(files.getFirst())).contains("hi", "answer 1");
    }
  }

  @Test
  void goesOnWithTheLastOrWithThatOne() {
    try (Scene scene = Scene.of(folder, CHAT)) {
      scene.json("the first", "--session-id", ID);
      scene.json("the second", "--session-id", OTHER);
      Outcome last = scene.json("and then?", "-c");
      assertThat(last.sessionId()).isEqualTo(OTHER);
      assertThat(scene.request(2).body().at("messages").json())
          .contains("the second", "answer 2", "and then?")
          .doesNotContain("the first");
      Outcome named = scene.json("and then?", "-r", ID);
      assertThat(named.sessionId()).isEqualTo(ID);
      assertThat(scene.request(3).body().at("messages").json())
          .contains("the first", "answer 1")
          .doesNotContain("the second");
      assertThat(scene.model().violations()).isEmpty();
    }
  }

  @Test
  void nothingIsKeptOfWhatGoesOnWithoutPersistence() {
    try (Scene scene = Scene.of(folder, CHAT)) {
      scene.json("the first", "--session-id", ID);
      Path file = scene.sessionFiles().getFirst();
      String before = read(file);
      Outcome resumed = scene.json("and?", "-r", ID, "--no-session-persistence");
      assertThat(resumed.sessionId()).isEqualTo(ID);
      scene.json("and?", "-c", "--no-session-persistence");
      Outcome forked = scene.json("and?", "-r", ID, "--fork-session", "--no-session-persistence");
      assertThat(forked.sessionId()).isNotEqualTo(ID);
      for (int request = 1; request <= 3; request++) {
        assertThat(scene.request(request).body().at("messages").json())
            .as("what was said is known")
            .contains("the first", "answer 1", "and?");
      }
      assertThat(scene.sessionFiles()).containsExactly(file);
      assertThat(read(file)).isEqualTo(before);
      Outcome unknown = scene.json("and?", "-r", OTHER, "--no-session-persistence");
      assertThat(unknown.exitCode()).isEqualTo(1);
      assertThat(unknown.text()).contains("there is no session " + OTHER);
    }
  }

  @Test
  void aForkLeavesTheOldOneAsItIs() {
    try (Scene scene = Scene.of(folder, CHAT)) {
      scene.json("the first", "--session-id", ID);
      Path old = scene.sessionFiles().getFirst();
      String before = read(old);
      Outcome fork = scene.json("and then?", "-r", ID, "--fork-session");
      Outcome named = scene.json("and?", "-r", ID, "--fork-session", "--session-id", OTHER);
      assertThat(fork.sessionId()).isNotEqualTo(ID);
      assertThat(named.sessionId()).isEqualTo(OTHER);
      assertThat(read(old)).isEqualTo(before);
      assertThat(scene.request(1).body().at("messages").json()).contains("the first", "answer 1");
      Outcome again = scene.json("still there?", "-r", fork.sessionId());
      assertThat(again.exitCode()).as(again.text()).isZero();
      assertThat(scene.request(3).body().at("messages").json())
          .contains("the first", "and then?", "answer 2");
    }
  }

  @Test
  void anIdIsUsedOnce() {
    try (Scene scene = Scene.of(folder, CHAT)) {
      scene.json("hi", "--session-id", ID);
      Outcome again = scene.json("hi", "--session-id", ID);
      assertThat(again.exitCode()).isEqualTo(1);
      assertThat(again.stderr()).contains(ID);
      assertThat(scene.requests()).hasSize(1);
    }
  }

  @Test
  void belongsToItsFolder() {
    try (Scene scene = Scene.of(folder, CHAT)) {
      scene.json("hi", "--session-id", ID);
      var elsewhere = scene.muster("-p", "hi", "-r", ID).in(scene.home().temporary()).run();
      assertThat(elsewhere.exitCode()).isEqualTo(1);
      assertThat(elsewhere.stderr()).contains("folder");
      assertThat(scene.requests()).hasSize(1);
    }
  }

  @Test
  void nothingIsKeptWhereNothingIsWanted() {
    try (Scene scene = Scene.of(folder, CHAT)) {
      Outcome outcome = scene.json("hi", "--no-session-persistence");
      assertThat(outcome.exitCode()).isZero();
      assertThat(scene.sessionFiles()).isEmpty();
      assertThat(scene.json("hi", "-r", outcome.sessionId()).exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aSessionOfAnotherProgramIsNeitherResumedNorTouched() throws IOException {
    String foreign =
        "{\"type\":\"user\",\"uuid\":\"u1\",\"parentUuid\":null,\"sessionId\":\""
            + ID
            + "\",\"message\":{\"role\":\"user\",\"content\":\"from elsewhere\"}}\n";
    try (Scene scene = Scene.of(folder, CHAT)) {
      String slug = scene.home().project().toString().replaceAll("[^A-Za-z0-9]", "-");
      Path file =
          scene.home().writeInHome(".claude/projects/" + slug + "/" + ID + ".jsonl", foreign);
      assertThat(scene.json("hi", "-r", ID).exitCode()).isEqualTo(1);
      Outcome next = scene.json("hi", "-c");
      assertThat(next.exitCode()).as(next.text()).isZero();
      assertThat(next.sessionId()).isNotEqualTo(ID);
      assertThat(Files.readString(file)).isEqualTo(foreign);
    }
  }

  @Test
  void anOldSessionExpiresAndAForeignOneStays() throws IOException {
    try (Scene scene = Scene.of(folder, CHAT)) {
      scene.home().writeInHome(".claude/settings.json", "{\"cleanupPeriodDays\":10}");
      scene.json("hi", "--session-id", ID);
      scene.json("hi", "--session-id", OTHER);
      Path old = scene.sessionFiles().get(0);
      Path young = scene.sessionFiles().get(1);
      Path foreign = old.resolveSibling("aaaaaaaa-2222-4333-8444-555555555555.jsonl");
      Files.writeString(foreign, "{\"type\":\"user\"}\n");
      age(old, 11);
      age(foreign, 100);
      age(young, 9);
      // It is looked for once a day.
      try (var marks = Files.list(scene.home().config().resolve("projects"))) {
        for (Path mark : marks.filter(Files::isRegularFile).toList()) {
          Files.delete(mark);
        }
      }
      scene.json("hi");
      assertThat(old).doesNotExist();
      assertThat(foreign).exists();
      assertThat(young).exists();
    }
  }

  private static void age(Path file, int days) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(days))));
  }

  @Test
  void twoProcessesOnOneSessionDoNotCorruptIt() {
    Turn slow = Turn.text("one word after the other ".repeat(40)).pace(Pace.every(60));
    Script script =
        Script.of(
            Turn.text("begun"),
            slow.afterNewHistory(),
            Turn.text("quick").afterNewHistory(),
            Turn.text("after").afterNewHistory());
    try (Scene scene = Scene.of(folder, script)) {
      scene.json("hi", "--session-id", ID);
      try (RunningProgram first =
          scene.streaming("slowly", "-r", ID, "--include-partial-messages").start()) {
        first.endInput();
        first.awaitOutput("content_block_delta");
        Outcome second = scene.json("quickly", "-r", ID);
        if (second.exitCode() != 0) {
          assertThat(second.stderr()).as("refused with a reason").contains(ID);
        }
        assertThat(first.await().exitCode()).isZero();
      }
      Outcome after = scene.json("are you well?", "-r", ID);
      assertThat(after.exitCode()).as(after.text()).isZero();
      assertThat(scene.request(-1).body().at("messages").json()).contains("slowly", "one word");
      assertThat(scene.model().violations()).isEmpty();
    }
  }

  @Test
  void aResumedSessionShowsItsToolCallsAgain() {
    try (Scene scene =
        Scene.of(folder, bash("echo marker-17"), Turn.text("ok"), Turn.text("yes"))) {
      scene.json("hi", "--session-id", ID);
      scene.json("and?", "-r", ID);
      scene.model().assertPlayed();
      assertThat(scene.request(2).body().at("messages").json())
          .contains("tool_use", "tool_result", "marker-17");
    }
  }
}
