package dev.muster.tools.bash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFolderTest {

  @TempDir Path temp;
  private Path real;

  @BeforeEach
  void begin() throws IOException {
    real = Files.createDirectories(temp.toRealPath().resolve("real"));
    Files.createDirectories(real.resolve("sub"));
    Files.createDirectories(temp.resolve("added/deep"));
    Files.createDirectories(temp.resolve("real-evil"));
  }

  @Test
  void keepsToTheSpellingOfTheWorkingFolder() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), real);
    SessionFolder folder = new SessionFolder(List.of(link), false);
    assertThat(folder.after(link, real.resolve("sub"), 0)).isEmpty();
    assertThat(folder.current()).isEqualTo(link.resolve("sub"));
    assertThat(folder.after(link.resolve("sub"), real, 0)).isEmpty();
    assertThat(folder.current()).isEqualTo(link);
  }

  @Test
  void takesEveryWorkingFolder() {
    SessionFolder folder = new SessionFolder(List.of(real, temp.resolve("added")), false);
    assertThat(folder.after(real, temp.resolve("added/deep"), 0)).isEmpty();
    assertThat(folder.current()).isEqualTo(temp.resolve("added/deep"));
  }

  @Test
  void comparesByComponent() {
    SessionFolder folder = new SessionFolder(List.of(real), false);
    assertThat(folder.after(real, temp.resolve("real-evil"), 0)).isPresent();
    assertThat(folder.after(real, temp, 0)).isPresent();
    assertThat(folder.after(real, Path.of("/"), 0)).isPresent();
    assertThat(folder.after(real, real.resolve("gone"), 0)).isPresent();
    assertThat(folder.current()).isEqualTo(real);
  }

  @Test
  void putsBackToWhereTheCommandStarted() {
    SessionFolder folder = new SessionFolder(List.of(real), false);
    folder.after(real, real.resolve("sub"), 0);
    assertThat(folder.after(real.resolve("sub"), Path.of("/"), 0)).isPresent();
    assertThat(folder.current()).isEqualTo(real.resolve("sub"));
  }

  @Test
  void staysWhenNothingWasReported() {
    SessionFolder folder = new SessionFolder(List.of(real), false);
    assertThat(folder.after(real, null, 0)).isEmpty();
    assertThat(folder.current()).isEqualTo(real);
  }

  /** Whatever the order in which commands that began together end. */
  @Test
  void ofSeveralThatMovedTheLastInTheModelsOrderCounts() throws IOException {
    Files.createDirectories(real.resolve("other"));
    for (boolean firstEndsFirst : new boolean[] {true, false}) {
      SessionFolder folder = new SessionFolder(List.of(real), false);
      if (firstEndsFirst) {
        folder.after(real, real.resolve("sub"), 1);
      }
      folder.after(real, real.resolve("other"), 2);
      folder.after(real, real, 3);
      if (!firstEndsFirst) {
        folder.after(real, real.resolve("sub"), 1);
      }
      assertThat(folder.current()).isEqualTo(real.resolve("other"));
      folder.after(real.resolve("other"), real.resolve("sub"), 4);
      assertThat(folder.current()).isEqualTo(real.resolve("sub"));
    }
  }
}
