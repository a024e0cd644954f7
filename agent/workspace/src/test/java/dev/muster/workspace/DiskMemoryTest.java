package dev.muster.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DiskMemoryTest {

  @TempDir Path temporary;
  private Path base;
  private final DiskMemory memory = new DiskMemory();

  @BeforeEach
  void realBase() throws IOException {
    base = temporary.toRealPath();
  }

  @Test
  void readsTextWithReplacementAndWithoutAMark() throws IOException {
    Files.write(
        base.resolve("A.md"), new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'h', (byte) 0xFF});
    assertThat(memory.read(base.resolve("A.md"), base).orElseThrow().text()).isEqualTo("h\uFFFD");
  }

  @Test
  void followsALinkOnlyInsideTheBoundary() throws IOException {
    Path project = Files.createDirectory(base.resolve("project"));
    Files.writeString(base.resolve("secret"), "s");
    Files.writeString(project.resolve("real.md"), "r");
    Files.createSymbolicLink(project.resolve("out.md"), base.resolve("secret"));
    Files.createSymbolicLink(project.resolve("in.md"), Path.of("real.md"));
    assertThat(memory.read(project.resolve("out.md"), project)).isEmpty();
    assertThat(memory.read(project.resolve("out.md"), base)).isPresent();
    assertThat(memory.read(project.resolve("in.md"), project).orElseThrow().canonical())
        .isEqualTo(project.resolve("real.md"));
    Files.createSymbolicLink(base.resolve("alias"), project);
    assertThat(memory.read(base.resolve("alias/real.md"), base.resolve("alias"))).isPresent();
  }

  @Test
  @Timeout(10)
  void takesPipesFoldersAndDevicesForAbsent() {
    LocalRunner.sh(base, "mkfifo", "p.md");
    assertThat(memory.read(base.resolve("p.md"), base)).isEmpty();
    assertThat(memory.read(base, base)).isEmpty();
    assertThat(memory.read(base.resolve("none.md"), base)).isEmpty();
    assertThat(memory.read(Path.of("/dev/zero"), Path.of("/"))).isEmpty();
  }

  @Test
  void cutsAtOneMegabyte() throws IOException {
    Files.write(base.resolve("big.md"), new byte[3 << 20]);
    assertThat(memory.read(base.resolve("big.md"), base).orElseThrow().text()).hasSize(1 << 20);
  }

  @Test
  void listsMarkdownAtAnyDepthInOrder() throws IOException {
    Files.createDirectories(base.resolve("rules/b"));
    Files.writeString(base.resolve("rules/z.md"), "");
    Files.writeString(base.resolve("rules/b/a.md"), "");
    Files.writeString(base.resolve("rules/no.txt"), "");
    Files.createSymbolicLink(base.resolve("rules/loop"), base.resolve("rules"));
    assertThat(memory.markdownBelow(base.resolve("rules")))
        .containsExactly(base.resolve("rules/b/a.md"), base.resolve("rules/z.md"));
    assertThat(memory.markdownBelow(base.resolve("none"))).isEmpty();
  }
}
