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
    assertThat(folder.after(link, real.resolve("sub"))).isEmpty();
    assertThat(folder.current()).isEqualTo(link.resolve("sub"));
    assertThat(folder.after(link.resolve("sub"), real)).isEmpty();
    assertThat(folder.current()).isEqualTo(link);
  }

  @Test
  void takesEveryWorkingFolder() {
    SessionFolder folder = new SessionFolder(List.of(real, temp.resolve("added")), false);
    assertThat(folder.after(real, temp.resolve("added/deep"))).isEmpty();
    assertThat(folder.current()).isEqualTo(temp.resolve("added/deep"));
  }

  @Test
  void comparesByComponent() {
    SessionFolder folder = new SessionFolder(List.of(real), false);
    assertThat(folder.after(real, temp.resolve("real-evil"))).isPresent();
    assertThat(folder.after(real, temp)).isPresent();
    assertThat(folder.after(real, Path.of("/"))).isPresent();
    assertThat(folder.after(real, real.resolve("gone"))).isPresent();
    assertThat(folder.current()).isEqualTo(real);
  }

  @Test
  void putsBackToWhereTheCommandStarted() {
    SessionFolder folder = new SessionFolder(List.of(real), false);
    folder.after(real, real.resolve("sub"));
    assertThat(folder.after(real.resolve("sub"), Path.of("/"))).isPresent();
    assertThat(folder.current()).isEqualTo(real.resolve("sub"));
  }

  @Test
  void staysWhenNothingWasReported() {
    SessionFolder folder = new SessionFolder(List.of(real), false);
    assertThat(folder.after(real, null)).isEmpty();
    assertThat(folder.current()).isEqualTo(real);
  }
}
