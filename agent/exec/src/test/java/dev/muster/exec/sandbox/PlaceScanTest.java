package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import dev.muster.protocol.Confinement.Pattern;
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
  private Pattern keys;

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));
    Files.createDirectories(folder.resolve("keys/deep"));
    Files.writeString(folder.resolve("a/b/x.pem"), "");
    Files.writeString(folder.resolve("a/y.txt"), "");
    Files.createSymbolicLink(folder.resolve("a/loop"), folder);
    keys =
        new Pattern(
            folder,
            (path, isFolder) -> {
              asked.add(path);
              return path.toString().endsWith(".pem") || (isFolder && path.endsWith("keys"));
            },
            true);
  }

  private static List<Path> find(PlaceScan scan, Pattern pattern) throws IOException {
    return scan.resolved(limits(List.of(), pattern)).limits().hidden();
  }

  private static Disk.Limited limits(List<Path> writable, Pattern pattern) {
    return new Disk.Limited(writable, List.of(), List.of(), List.of(), List.of(pattern));
  }

  @Test
  void findsWhatIsMeantAndFollowsNoLink() throws IOException {
    assertThat(find(new PlaceScan(InstantSource.system()), keys))
        .containsExactlyInAnyOrder(folder.resolve("a/b/x.pem"), folder.resolve("keys"));
    assertThat(asked).doesNotContain(folder.resolve("keys/deep"));
  }

  @Test
  void looksAgainOnlyWhereSomethingChanged() throws IOException {
    Instant later = Instant.EPOCH.plus(Duration.ofDays(100_000));
    PlaceScan scan = new PlaceScan(InstantSource.fixed(later));
    find(scan, keys);
    asked.clear();
    assertThat(find(scan, keys)).hasSize(2);
    assertThat(asked).isEmpty();
    Files.writeString(folder.resolve("a/b/z.pem"), "");
    Files.setLastModifiedTime(
        folder.resolve("a/b"), java.nio.file.attribute.FileTime.fromMillis(1));
    assertThat(find(scan, keys)).hasSize(3).contains(folder.resolve("a/b/z.pem"));
    assertThat(asked).allMatch(path -> path.startsWith(folder.resolve("a/b")));
  }

  @Test
  void aFolderThatHasJustChangedIsLookedIntoAgain() throws IOException {
    PlaceScan scan = new PlaceScan(InstantSource.fixed(Instant.EPOCH));
    find(scan, keys);
    asked.clear();
    find(scan, keys);
    assertThat(asked).isNotEmpty();
  }

  @Test
  void aBaseThatIsMissingHidesNothing() throws IOException {
    Pattern pattern = new Pattern(folder.resolve("missing"), (path, isFolder) -> true, true);
    assertThat(find(new PlaceScan(InstantSource.system()), pattern)).isEmpty();
  }

  @Test
  void whatIsFrozenIsLookedForOnlyWhereItCouldBeWritten() throws IOException {
    Pattern frozen = new Pattern(folder, keys.matcher(), false);
    PlaceScan scan = new PlaceScan(InstantSource.system());
    PlaceScan.Found found = scan.resolved(limits(List.of(folder.resolve("a")), frozen));
    assertThat(found.limits().frozen())
        .containsExactly(new Frozen(folder.resolve("a/b/x.pem"), WhenAbsent.LEAVE));
    assertThat(found.limits().hidden()).isEmpty();
    assertThat(found.limits().patterns()).isEmpty();
    assertThat(found.remark()).isEmpty();
    assertThat(asked).doesNotContain(folder.resolve("keys"));
    assertThat(scan.resolved(limits(List.of(), frozen)).limits().frozen()).isEmpty();
  }

  @Test
  void moreThanCanBeHeldIsRefusedOrAtLeastTold() throws IOException {
    for (int i = 0; i < 1001; i++) {
      Files.createFile(folder.resolve(i + ".x"));
    }
    PlaceScan scan = new PlaceScan(InstantSource.system());
    Pattern hidden = new Pattern(folder, (path, isFolder) -> path.toString().endsWith(".x"), true);
    assertThatThrownBy(() -> find(scan, hidden))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 1000 places below " + folder);
    Pattern frozen = new Pattern(folder, hidden.matcher(), false);
    PlaceScan.Found found = scan.resolved(limits(List.of(folder), frozen));
    assertThat(found.remark()).startsWith("what rules keep from being edited is not all kept");
    assertThat(found.limits().frozen()).isEmpty();
  }
}
