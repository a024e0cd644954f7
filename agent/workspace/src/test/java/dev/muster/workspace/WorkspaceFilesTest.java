package dev.muster.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFilesTest {

  @TempDir Path temporary;
  private Path base;
  private final DiskPathFacts facts = new DiskPathFacts();
  private final WorkspaceFiles files = new WorkspaceFiles();

  @BeforeEach
  void realBase() throws IOException {
    base = temporary.toRealPath();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private FileState state(Path file) throws IOException {
    return ((FileRead.Content) files.read(facts.identify(file), 1 << 20)).state();
  }

  private Refusal readRefusal(PathIdentity identity) throws IOException {
    assertThat(files.read(identity, 100)).isInstanceOf(FileRead.Refused.class);
    return ((FileRead.Refused) files.read(identity, 100)).reason();
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void readsThroughALinkToTheDecidedFile() throws IOException {
    Files.writeString(base.resolve("f"), "hello");
    Files.createSymbolicLink(base.resolve("l"), Path.of("f"));
    FileRead read = files.read(facts.identify(base.resolve("l")), 100);
    assertThat(((FileRead.Content) read).bytes()).isEqualTo(bytes("hello"));
  }

  @Test
  void refusesAFileSwappedForALink() throws IOException {
    Path secret = Files.writeString(base.resolve("secret"), "s3cret");
    Path file = Files.writeString(base.resolve("f"), "hello");
    PathIdentity decided = facts.identify(file);
    Files.delete(file);
    Files.createSymbolicLink(file, secret);
    assertThat(readRefusal(decided)).isEqualTo(Refusal.SWAPPED);
    assertThat(files.replace(decided, bytes("x"), state(secret)))
        .isInstanceOf(FileWrite.Refused.class);
    assertThat(secret).hasContent("s3cret");
  }

  @Test
  void refusesAFolderSwappedForALink() throws IOException {
    Path file = Files.writeString(Files.createDirectory(base.resolve("d")).resolve("f"), "hello");
    Path other = Files.createDirectory(base.resolve("other"));
    Files.writeString(other.resolve("f"), "s3cret");
    PathIdentity decided = facts.identify(file);
    PathIdentity missing = facts.identify(base.resolve("d/new"));
    FileState before = state(file);
    Files.move(base.resolve("d"), base.resolve("moved"));
    Files.createSymbolicLink(base.resolve("d"), other);
    assertThat(readRefusal(decided)).isEqualTo(Refusal.SWAPPED);
    assertThat(files.replace(decided, bytes("x"), before)).isInstanceOf(FileWrite.Refused.class);
    assertThat(thrownOrRefused(missing)).isTrue();
    assertThat(names(other)).containsExactly("f");
    assertThat(other.resolve("f")).hasContent("s3cret");
  }

  private boolean thrownOrRefused(PathIdentity missing) {
    try {
      return files.create(missing, bytes("x")) instanceof FileWrite.Refused;
    } catch (IOException alsoFine) {
      return true;
    }
  }

  @Test
  @Timeout(10)
  void doesNotBlockOnAPipePutInPlaceOfAFile() throws IOException {
    Path file = Files.writeString(base.resolve("f"), "hello");
    PathIdentity decided = facts.identify(file);
    Files.delete(file);
    LocalRunner.sh(base, "mkfifo", "f");
    assertThat(readRefusal(decided)).isEqualTo(Refusal.SWAPPED);
    assertThat(readRefusal(facts.identify(file))).isEqualTo(Refusal.NOT_REGULAR);
  }

  @Test
  void refusesWhatIsTooLargeMissingOrAFolder() throws IOException {
    Files.writeString(base.resolve("big"), "x".repeat(101));
    assertThat(readRefusal(facts.identify(base.resolve("big")))).isEqualTo(Refusal.TOO_LARGE);
    assertThat(readRefusal(facts.identify(base.resolve("no")))).isEqualTo(Refusal.MISSING);
    assertThat(readRefusal(facts.identify(base))).isEqualTo(Refusal.FOLDER);
  }

  @Test
  void replacesTheTargetOfALinkAndKeepsItsMode() throws IOException {
    Path file = Files.writeString(base.resolve("f"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
    Path link = Files.createSymbolicLink(base.resolve("l"), Path.of("f"));
    Path hard = Files.createLink(base.resolve("hard"), file);
    assertThat(files.replace(facts.identify(link), bytes("new"), state(file)))
        .isInstanceOf(FileWrite.Written.class);
    assertThat(Files.isSymbolicLink(link)).isTrue();
    assertThat(file).hasContent("new");
    assertThat(hard).hasContent("old");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x--x");
    assertThat(names(base)).containsExactly("f", "hard", "l");
  }

  @Test
  void keepsTheOwnerWhenItMay() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
    Path file = Files.writeString(base.resolve("f"), "old");
    LocalRunner.sh(base, "chown", "1234:4321", "f");
    files.replace(facts.identify(file), bytes("new"), state(file));
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(1234);
    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(4321);
  }

  @Test
  void refusesWhenTheContentIsNotTheExpectedOne() throws IOException {
    Path file = Files.writeString(base.resolve("f"), "old");
    FileState before = state(file);
    Files.writeString(file, "odd");
    FileWrite result = files.replace(facts.identify(file), bytes("new"), before);
    assertThat(((FileWrite.Refused) result).reason()).isEqualTo(Refusal.CHANGED);
    assertThat(file).hasContent("odd");
  }

  @Test
  void takesANewerTimeWithTheSameContent() throws IOException {
    Path file = Files.writeString(base.resolve("f"), "old");
    FileState before = state(file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));
    assertThat(files.replace(facts.identify(file), bytes("new"), before))
        .isInstanceOf(FileWrite.Written.class);
  }

  @Test
  void createsFilesAndFoldersByUmask() throws IOException {
    Path file = base.resolve("a/b/c.txt");
    Path plain = Files.writeString(base.resolve("plain"), "");
    assertThat(files.create(facts.identify(file), bytes("new")))
        .isInstanceOf(FileWrite.Written.class);
    assertThat(file).hasContent("new");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
    assertThat(names(base.resolve("a/b"))).containsExactly("c.txt");
  }

  @Test
  void doesNotOverwriteWhatAppearedMeanwhile() throws IOException {
    PathIdentity decided = facts.identify(base.resolve("f"));
    Files.writeString(base.resolve("f"), "somebody else's");
    assertThat(files.create(decided, bytes("new"))).isInstanceOf(FileWrite.Refused.class);
    assertThat(base.resolve("f")).hasContent("somebody else's");
    assertThat(names(base)).containsExactly("f");
  }

  @Test
  void refusesToCreateBelowAFile() throws IOException {
    Files.writeString(base.resolve("f"), "x");
    FileWrite result = files.create(facts.identify(base.resolve("f/x")), bytes("new"));
    assertThat(((FileWrite.Refused) result).why()).contains("not a folder");
  }

  @Test
  void removesOldLeftoversOfACrashAndNoOthers() throws IOException {
    Path old = Files.writeString(base.resolve(".muster-abc.tmp"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Files.writeString(base.resolve(".muster-def.tmp"), "another writer's");
    files.create(facts.identify(base.resolve("f")), bytes("new"));
    assertThat(names(base)).containsExactly(".muster-def.tmp", "f");
  }

  @Test
  void leavesTheOldFileOnAFullDisk() throws IOException {
    Path disk = Files.createDirectory(base.resolve("disk"));
    assumeTrue(
        LocalRunner.sh(base, "mount", "-t", "tmpfs", "-o", "size=64k", "none", disk.toString())
            == 0,
        "mounting needs root");
    try {
      Path file = Files.writeString(disk.resolve("f"), "old");
      FileState before = state(file);
      boolean failed = false;
      try {
        files.replace(facts.identify(file), new byte[200_000], before);
      } catch (IOException full) {
        failed = true;
      }
      assertThat(failed).isTrue();
      assertThat(file).hasContent("old");
      assertThat(names(disk)).containsExactly("f");
    } finally {
      LocalRunner.sh(base, "umount", disk.toString());
    }
  }

  @Test
  void letsOneOfTwoWritersWin() throws Exception {
    Path file = Files.writeString(base.resolve("f"), "0");
    for (int round = 0; round < 20; round++) {
      FileState before = state(file);
      PathIdentity decided = facts.identify(file);
      List<FileWrite> results = new java.util.concurrent.CopyOnWriteArrayList<>();
      List<Thread> threads = new java.util.ArrayList<>();
      for (String text : List.of("a" + round, "b" + round)) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    results.add(files.replace(decided, bytes(text), before));
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(results).hasSize(2).anyMatch(FileWrite.Written.class::isInstance);
      assertThat(Files.readString(file)).matches("[ab]" + round);
    }
  }
}
