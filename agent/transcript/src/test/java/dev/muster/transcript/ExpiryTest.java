package dev.muster.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {

  private static final Path FOLDER = Path.of("/repo");

  @TempDir Path config;
  private Path old;
  private Path young;

  @BeforeEach
  void sessions() throws IOException {
    old = said(Sessions.ID, Duration.ofDays(31));
    young = said(Sessions.OTHER, Duration.ofDays(28));
  }

  private Path said(String id, Duration ago) throws IOException {
    Path file;
    try (Session session = Sessions.store(config).create(id, FOLDER)) {
      session.append(Sessions.prompt("p", "hi"));
      file = session.file();
    }
    Files.setLastModifiedTime(file, FileTime.from(Sessions.NOW.minus(ago)));
    return file;
  }

  @Test
  void removesWhatIsOlderThanThePeriodWithItsToolResults() throws IOException {
    SessionStore store = Sessions.store(config);
    Path results = Files.createDirectories(store.toolResults(FOLDER, Sessions.ID));
    Files.writeString(results.resolve("1.txt"), "output");
    Path kept = Files.createDirectories(store.toolResults(FOLDER, Sessions.OTHER));
    assertThat(store.expire(30)).isEqualTo(1);
    assertThat(old).doesNotExist();
    assertThat(results.getParent()).doesNotExist();
    assertThat(young).exists();
    assertThat(kept).exists();
  }

  @Test
  void leavesWhatElseIsInTheSessionsFolder() throws IOException {
    SessionStore store = Sessions.store(config);
    Path results = Files.createDirectories(store.toolResults(FOLDER, Sessions.ID));
    Path other = Files.writeString(results.getParent().resolve("other"), "not ours");
    assertThat(store.expire(30)).isEqualTo(1);
    assertThat(other).exists();
  }

  @Test
  void toolResultsBehindALinkAreLeft() throws IOException {
    SessionStore store = Sessions.store(config);
    Path elsewhere = Files.createDirectories(config.resolve("elsewhere"));
    Path precious = Files.writeString(elsewhere.resolve("precious"), "x");
    Path results = store.toolResults(FOLDER, Sessions.ID);
    Files.createDirectories(results.getParent());
    Files.createSymbolicLink(results, elsewhere);
    store.expire(30);
    assertThat(precious).exists();
  }

  @Test
  void looksOnceADay() throws IOException {
    assertThat(Sessions.store(config).expire(60)).isZero();
    assertThat(Sessions.store(config, Sessions.NOW.plusSeconds(3_600)).expire(30)).isZero();
    assertThat(Sessions.store(config, Sessions.NOW.plus(Duration.ofHours(25))).expire(30))
        .isEqualTo(1);
  }

  @Test
  void aSessionThatIsOpenIsKept() throws IOException {
    try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
      assertThat(Sessions.store(config).expire(30)).isZero();
      session.append(Sessions.prompt("q", "again"));
    }
    assertThat(old).exists();
  }
}
