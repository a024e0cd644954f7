package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.Confinement.HiddenPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceScanTest {

  @TempDir Path folder;
  private final List<Path> asked = new ArrayList<>();
  private HiddenPlace.Matching keys;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.createDirectories(folder.resolve("keys/deep"));
    Files.writeString(folder.resolve("a/b/x.pem"), "");
    Files.writeString(folder.resolve("a/y.txt"), "");
    Files.createSymbolicLink(folder.resolve("a/loop"), folder);
    keys =
        new HiddenPlace.Matching(
            folder,
            (path, isFolder) -> {
              asked.add(path);
              return path.toString().endsWith(".pem") || (isFolder && path.endsWith("keys"));
            });
  }

  @Test
  void findsWhatIsMeantAndFollowsNoLink() throws IOException {
    assertThat(new PlaceScan(InstantSource.system()).find(keys))
        .containsExactlyInAnyOrder(folder.resolve("a/b/x.pem"), folder.resolve("keys"));
    assertThat(asked).doesNotContain(folder.resolve("keys/deep"));
  }

  @Test
  void looksAgainOnlyWhereSomethingChanged() throws IOException {
    Instant later = Instant.EPOCH.plus(Duration.ofDays(100_000));
    PlaceScan scan = new PlaceScan(InstantSource.fixed(later));
    scan.find(keys);
    asked.clear();
    assertThat(scan.find(keys)).hasSize(2);
    assertThat(asked).isEmpty();
    Files.writeString(folder.resolve("a/b/z.pem"), "");
    Files.setLastModifiedTime(
        folder.resolve("a/b"), java.nio.file.attribute.FileTime.fromMillis(1));
    assertThat(scan.find(keys)).hasSize(3).contains(folder.resolve("a/b/z.pem"));
    assertThat(asked).allMatch(path -> path.startsWith(folder.resolve("a/b")));
  }

  @Test
  void aFolderThatHasJustChangedIsLookedIntoAgain() throws IOException {
    PlaceScan scan = new PlaceScan(InstantSource.fixed(Instant.EPOCH));
    scan.find(keys);
    asked.clear();
    scan.find(keys);
    assertThat(asked).isNotEmpty();
  }

  @Test
  void aBaseThatIsMissingHidesNothing() throws IOException {
    PlaceScan scan = new PlaceScan(InstantSource.system());
    assertThat(
            scan.find(
                new HiddenPlace.Matching(folder.resolve("missing"), (path, isFolder) -> true)))
        .isEmpty();
  }
}
