package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestkitTest {

  @TempDir Path folder;

  @Test
  void theClockMovesOnlyWhenTold() {
    FakeClock clock = FakeClock.create();
    assertThat(clock.instant()).isEqualTo(clock.instant()).isEqualTo(FakeClock.START);
    clock.advance(Duration.ofSeconds(3));
    assertThat(clock.millis()).isEqualTo(FakeClock.START.plusSeconds(3).toEpochMilli());
    clock.set(Instant.EPOCH);
    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void idsCountAndAreProper() {
    FakeIds ids = FakeIds.create();
    assertThat(ids.text()).isEqualTo("00000000-0000-4000-8000-000000000001");
    UUID second = ids.get();
    assertThat(second).isEqualTo(FakeIds.id(2));
    assertThat(second.version()).isEqualTo(4);
    assertThat(second.variant()).isEqualTo(2);
  }

  @Test
  void aHomeInheritsNothing() {
    HermeticHome home = HermeticHome.in(folder).set("OWN", "1");
    ProgramRun.Result result = ProgramRun.of("/usr/bin/env").in(home).run();
    assertThat(result.stdout().lines().map(line -> line.substring(0, line.indexOf('='))))
        .containsExactlyInAnyOrder(
            "HOME",
            "CLAUDE_CONFIG_DIR",
            "TMPDIR",
            "PATH",
            "JAVA_HOME",
            "LANG",
            "TZ",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_CONFIG_GLOBAL",
            "OWN");
    assertThat(home.config()).isDirectory();
    assertThat(home.write("a/b", "text")).isEqualTo(home.project().resolve("a/b"));
    assertThat(home.read("a/b")).isEqualTo("text");
  }

  @Test
  void aProjectMayBeARepository() {
    HermeticHome home = HermeticHome.in(folder);
    home.write("file", "x");
    home.git();
    String log = ProgramRun.of("git", "log", "--format=%an %s").in(home).run().stdout();
    assertThat(log).isEqualTo("Test first\n");
    assertThatThrownBy(() -> home.git("no-such-command")).isInstanceOf(AssertionError.class);
  }

  @Test
  void aRunIsOneText() {
    ProgramRun.Result result =
        ProgramRun.of("/bin/sh", "-c", "cat; echo problem >&2; exit 3")
            .shownAs("program")
            .stdin("from stdin")
            .run();
    assertThat(result.text())
        .isEqualTo(
            """
            $ program
            --- stdout
            from stdin
            (no newline)
            --- stderr
            problem
            exit 3
            """);
  }

  @Test
  void aRunThatTakesTooLongFailsAndIsKilled() {
    ProgramRun run = ProgramRun.of("/bin/sh", "-c", "echo begun; sleep 60 & wait");
    RunningProgram running = run.timeout(Duration.ofMillis(500)).start();
    running.awaitOutput("begun");
    assertThatThrownBy(running::await)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not end in time")
        .hasMessageContaining("begun");
    assertThatThrownBy(() -> ProgramRun.of("/bin/echo", "x").start().awaitOutput("something else"))
        .hasMessageContaining("never said");
  }

  @Test
  void aProgramCanBeSignalled() {
    String script = "trap 'echo got it; exit 7' INT; echo ready; while :; do sleep 0.05; done";
    try (RunningProgram running = ProgramRun.of("/bin/sh", "-c", script).start()) {
      running.awaitOutput("ready");
      running.signal("INT");
      ProgramRun.Result result = running.await();
      assertThat(result.exitCode()).isEqualTo(7);
      assertThat(result.stdout()).endsWith("got it\n");
    }
  }

  @Test
  void aProgramCanBeTalkedTo() {
    try (RunningProgram running = ProgramRun.of("/bin/cat").start()) {
      running.write("one\n");
      running.awaitOutput("one");
      running.write("two\n");
      running.awaitOutput("two");
      running.endInput();
      assertThat(running.await().stdout()).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void whatDiffersIsNormalised() {
    String text =
        "{\"id\":\"6f1c2f0a-1b2c-4d3e-8f90-0123456789ab\",\"again\":"
            + "\"6f1c2f0a-1b2c-4d3e-8f90-0123456789ab\",\"other\":"
            + "\"7f1c2f0a-1b2c-4d3e-8f90-0123456789ab\",\"duration_ms\": 17,"
            + "\"at\":\"2026-03-01T12:00:00.123Z\",\"url\":\"http://127.0.0.1:40123/x\","
            + "\"file\":\"/tmp/a b/home/f\",\"slug\":\"-tmp-a-b-home\"}";
    assertThat(Normaliser.create().path(Path.of("/tmp/a b/home"), "<home>").apply(text))
        .isEqualTo(
            "{\"id\":\"<uuid-1>\",\"again\":\"<uuid-1>\",\"other\":\"<uuid-2>\","
                + "\"duration_ms\": \"<ms>\",\"at\":\"<time>\","
                + "\"url\":\"http://127.0.0.1:<port>/x\",\"file\":\"<home>/f\",\"slug\":\"<home>\"}");
  }

  @Test
  void goldensFailUntilTheyAreUpdated() {
    Goldens goldens = Goldens.in(folder.resolve("goldens"));
    assertThatThrownBy(() -> goldens.check("a/text.txt", "one\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dgoldens.update=true");
    goldens.updating().check("a/text.txt", "one\n");
    goldens.check("a/text.txt", "one\n");
    assertThatThrownBy(() -> goldens.check("a/text.txt", "two\n"))
        .isInstanceOf(AssertionError.class);
  }
}
