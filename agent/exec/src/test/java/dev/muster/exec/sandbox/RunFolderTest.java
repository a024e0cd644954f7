package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What an agent that was killed leaves behind is cleared away, and nothing else. */
@DisabledOnOs(OS.WINDOWS)
class RunFolderTest {

  @TempDir Path given;
  private Path temporary;
  private Path work;

  @BeforeEach
  void begin() throws IOException {
    temporary = Files.createDirectory(given.toRealPath().resolve("tmp"));
    work = Files.createDirectory(given.toRealPath().resolve("work"));
  }

  private static long deadPid() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor(10, TimeUnit.SECONDS);
    return ended.pid();
  }

  /** A folder as an agent leaves it that is killed while a command runs. */
  private Path leftBehind(String owner) throws Exception {
    RunFolder run = RunFolder.in(temporary);
    MountPoints places = new MountPoints(run);
    assertThat(places.hold(work.resolve(".claude"), true)).isTrue();
    assertThat(places.hold(work.resolve(".mcp.json"), false)).isTrue();
    assertThat(places.hold(work.resolve(".envrc"), false)).isTrue();
    Files.writeString(work.resolve(".envrc"), "of a person");
    Files.writeString(run.path().resolve("owner"), owner);
    return run.path();
  }

  @Test
  void theNextAgentClearsAwayWhatADeadOneLeft() throws Exception {
    Path left = leftBehind(deadPid() + " 2020-01-01T00:00:00Z");
    try (RunFolder next = RunFolder.in(temporary)) {
      assertThat(left).doesNotExist();
      assertThat(next.path()).exists();
      assertThat(work.resolve(".claude")).doesNotExist();
      assertThat(work.resolve(".mcp.json")).doesNotExist();
      assertThat(work.resolve(".envrc")).hasContent("of a person");
    }
  }

  @Test
  void anAgentThatWasGivenTheSameNumberIsNotTheSame() throws Exception {
    Path left = leftBehind(ProcessHandle.current().pid() + " 2020-01-01T00:00:00Z");
    RunFolder.in(temporary).close();
    assertThat(left).doesNotExist();
  }

  @Test
  void whatALivingOneNeedsStays() throws Exception {
    try (RunFolder living = RunFolder.in(temporary)) {
      MountPoints places = new MountPoints(living);
      assertThat(places.hold(work.resolve(".claude"), true)).isTrue();
      RunFolder.in(temporary).close();
      assertThat(living.path()).exists();
      assertThat(work.resolve(".claude")).exists();
      places.releaseAll();
      assertThat(work.resolve(".claude")).doesNotExist();
    }
  }

  @Test
  void whatIsNotUnderstoodStays() throws Exception {
    Path left = leftBehind("not a number");
    RunFolder.in(temporary).close();
    assertThat(left).exists();
    Path link = Files.createSymbolicLink(temporary.resolve("muster-run-link"), work);
    RunFolder.in(temporary).close();
    assertThat(link).exists();
    assertThat(work).exists();
  }

  @Test
  void nobodyElseLooksIntoIt() throws Exception {
    try (RunFolder run = RunFolder.in(temporary)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
          .isEqualTo("rwx------");
      assertThat(Files.getPosixFilePermissions(run.unreadable())).isEmpty();
      Path inside = Files.createDirectories(run.temp().resolve("a/b"));
      Files.writeString(inside.resolve("c"), "x");
      Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("---------"));
      Files.createSymbolicLink(run.temp().resolve("out"), work);
      run.close();
      assertThat(run.path()).doesNotExist();
      assertThat(work).exists();
    }
  }

  @Test
  void placesAreCountedAndOnlyTheEmptyOnesGo() throws Exception {
    try (RunFolder run = RunFolder.in(temporary)) {
      MountPoints places = new MountPoints(run);
      Path place = work.resolve(".idea");
      assertThat(places.hold(place, true)).isTrue();
      assertThat(places.hold(place, true)).isTrue();
      assertThat(places.without(DiskView.REAL).look(place)).isEqualTo(DiskView.Entry.MISSING);
      places.release(place);
      assertThat(place).exists();
      places.release(place);
      assertThat(place).doesNotExist();
      places.release(place);

      Files.createDirectory(place);
      assertThat(places.hold(place, true)).as("it is somebody else's").isFalse();
      places.releaseAll();
      assertThat(place).exists();

      Path other = work.resolve(".vscode");
      assertThat(places.hold(other, true)).isTrue();
      Files.writeString(other.resolve("settings.json"), "{}");
      places.release(other);
      assertThat(other.resolve("settings.json")).exists();
    }
  }
}
