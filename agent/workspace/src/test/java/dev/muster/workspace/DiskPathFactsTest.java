package dev.muster.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PathIdentity.Kind;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskPathFactsTest {

  @TempDir Path temporary;
  private Path base;
  private final DiskPathFacts facts = new DiskPathFacts();

  @BeforeEach
  void realBase() throws IOException {
    base = temporary.toRealPath();
  }

  @Test
  void tellsAPlainFile() throws IOException {
    Path file = Files.writeString(base.resolve("a.txt"), "x");
    PathIdentity identity = facts.identify(file);
    assertThat(identity.hops()).containsExactly(file);
    assertThat(identity.canonical()).isEqualTo(file);
    assertThat(identity.kind()).isEqualTo(Kind.FILE);
    assertThat(identity.fileKey()).isNotNull();
  }

  @Test
  void tellsEveryHopOfAChainOfLinks() throws IOException {
    Path target = Files.createDirectories(base.resolve("real/deep"));
    Path file = Files.writeString(target.resolve("f"), "x");
    Files.createSymbolicLink(base.resolve("two"), Path.of("real"));
    Files.createSymbolicLink(base.resolve("one"), base.resolve("two/deep"));
    PathIdentity identity = facts.identify(base.resolve("one/f"));
    assertThat(identity.hops())
        .containsExactly(base.resolve("one/f"), base.resolve("two/deep/f"), file);
    assertThat(identity.canonical()).isEqualTo(file);
    assertThat(identity.fileKey()).isEqualTo(facts.identify(file).fileKey());
  }

  @Test
  void countsDotDotInALinkFromWhereTheLinkBeforeItLed() throws IOException {
    Files.createDirectories(base.resolve("elsewhere/inner"));
    Path secret = Files.writeString(base.resolve("elsewhere/secret"), "x");
    Files.createDirectories(base.resolve("work"));
    Files.createSymbolicLink(base.resolve("work/jump"), base.resolve("elsewhere/inner"));
    Files.createSymbolicLink(base.resolve("work/link"), Path.of("jump/../secret"));
    PathIdentity identity = facts.identify(base.resolve("work/link"));
    assertThat(identity.canonical())
        .isEqualTo(secret)
        .isEqualTo(base.resolve("work/link").toRealPath());
  }

  @Test
  void aLinkThatIsLeftUpwardsIsToldAsWell() throws IOException {
    Files.createDirectories(base.resolve("far/deep"));
    Files.writeString(base.resolve("far/x"), "");
    Files.createSymbolicLink(base.resolve("link"), base.resolve("far/deep"));
    PathIdentity found = facts.identify(base.resolve("link/../x"));
    assertThat(found.canonical()).isEqualTo(base.resolve("far/x"));
    assertThat(found.hops()).contains(base.resolve("link"));
  }

  @Test
  void refusesALoop() throws IOException {
    Files.createSymbolicLink(base.resolve("a"), Path.of("b"));
    Files.createSymbolicLink(base.resolve("b"), Path.of("a"));
    assertThatThrownBy(() -> facts.identify(base.resolve("a/x")))
        .isInstanceOf(FileSystemLoopException.class);
  }

  @Test
  void followsFortyLinksAndNoMore() throws IOException {
    Files.writeString(base.resolve("l0"), "x");
    for (int i = 1; i <= 41; i++) {
      Files.createSymbolicLink(base.resolve("l" + i), Path.of("l" + (i - 1)));
    }
    assertThat(facts.identify(base.resolve("l40")).canonical()).isEqualTo(base.resolve("l0"));
    assertThatThrownBy(() -> facts.identify(base.resolve("l41"))).isInstanceOf(IOException.class);
  }

  @Test
  void tellsAMissingTailBelowALink() throws IOException {
    Files.createDirectories(base.resolve("real"));
    Files.createSymbolicLink(base.resolve("link"), Path.of("real"));
    PathIdentity identity = facts.identify(base.resolve("link/new/file"));
    assertThat(identity.kind()).isEqualTo(Kind.MISSING);
    assertThat(identity.canonical()).isEqualTo(base.resolve("real/new/file"));
    assertThat(identity.hops()).last().isEqualTo(identity.canonical());
    assertThat(identity.fileKey()).isNull();
  }

  @Test
  void tellsWhereADanglingLinkWouldCreate() throws IOException {
    Files.createSymbolicLink(base.resolve("dangling"), Path.of("not/there"));
    PathIdentity identity = facts.identify(base.resolve("dangling"));
    assertThat(identity.kind()).isEqualTo(Kind.MISSING);
    assertThat(identity.canonical()).isEqualTo(base.resolve("not/there"));
  }

  @Test
  void refusesDotDotAfterWhatIsMissing() throws IOException {
    Files.createSymbolicLink(base.resolve("l"), Path.of("missing/../x"));
    Files.writeString(base.resolve("x"), "x");
    assertThatThrownBy(() -> facts.identify(base.resolve("l")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void treatsWhatIsBelowAFileAsMissing() throws IOException {
    Files.writeString(base.resolve("f"), "x");
    assertThat(facts.identify(base.resolve("f/x")).kind()).isEqualTo(Kind.MISSING);
  }

  @Test
  void tellsFoldersPipesAndTheRoot() throws IOException {
    assertThat(facts.identify(base).kind()).isEqualTo(Kind.FOLDER);
    assertThat(facts.identify(Path.of("/")).kind()).isEqualTo(Kind.FOLDER);
    assertThat(facts.identify(Path.of("/dev/null")).kind()).isEqualTo(Kind.OTHER);
    LocalRunner.sh(base, "mkfifo", "pipe");
    assertThat(facts.identify(base.resolve("pipe")).kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void agreesWithTheKernelOnRandomTreesOfLinks() throws IOException {
    java.util.Random random = new java.util.Random(7);
    for (int i = 0; i < 30; i++) {
      Path parent = base.resolve(i < 5 ? "" : "d" + random.nextInt(5));
      if (i < 5) {
        Files.createDirectories(base.resolve("d" + i));
        Files.writeString(base.resolve("d" + i + "/f"), "" + i);
      } else {
        String target =
            (random.nextBoolean() ? "../" : base + "/")
                + "d"
                + random.nextInt(5)
                + (random.nextBoolean() ? "/l" + random.nextInt(30) : "/../d1/f");
        Files.createSymbolicLink(parent.resolve("l" + i), Path.of(target));
      }
    }
    int resolved = 0;
    for (int d = 0; d < 5; d++) {
      for (int l = 5; l < 30; l++) {
        Path path = base.resolve("d" + d + "/l" + l);
        Path kernel;
        try {
          kernel = path.toRealPath();
        } catch (IOException missingOrLoop) {
          continue;
        }
        resolved++;
        assertThat(facts.identify(path).canonical()).isEqualTo(kernel);
      }
    }
    assertThat(resolved).isPositive();
  }
}
