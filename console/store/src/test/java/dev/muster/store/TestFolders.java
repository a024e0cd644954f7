package dev.muster.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Folders that the database's account may enter, which JUnit's are not; gone when tests end. */
public final class TestFolders {

  private static final List<Path> MADE = new CopyOnWriteArrayList<>();
  private static final List<Runnable> AT_END = new CopyOnWriteArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(TestFolders::removeAll));
  }

  private TestFolders() {}

  /** A folder of one's own. */
  public static Path fresh() throws IOException {
    Path folder = Files.createTempDirectory("muster-store-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    MADE.add(folder);
    return folder;
  }

  /** Where PostgreSQL's programs are unpacked once for all tests of this user, and stay. */
  public static Path programs() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "muster-test-postgresql-" + System.getProperty("user.name"));
  }

  /** Does something when tests end, before folders are removed. */
  public static void atEnd(Runnable work) {
    AT_END.add(work);
  }

  private static void removeAll() {
    AT_END.forEach(Runnable::run);
    for (Path folder : MADE) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | UncheckedIOException busy) {
        System.err.println("left behind: " + folder);
      }
    }
  }
}
