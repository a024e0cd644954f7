package dev.muster.exec.sandbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The private folder of one agent's sandbox: the temporary folder of its commands, the filters and
 * argument lists that start them, the socket of its proxy, and the list of the mount points that it
 * made.
 *
 * <p>Its name cannot be guessed and its mode is 0700. What an agent that was killed left behind is
 * cleared away by the next one.
 */
final class RunFolder implements AutoCloseable {

  private static final String PREFIX = "muster-run-";
  private static final String OWNER = "owner";
  private static final String PLACES = "mount-points";
  private static final int MOST_PLACES = 100_000;

  private final Path folder;
  private final Path temp;
  private final Path unreadable;

  private RunFolder(Path folder) throws IOException {
    this.folder = folder;
    this.temp = Files.createDirectory(folder.resolve("tmp"), mode("rwx------"));
    this.unreadable = write("unreadable", new byte[0]);
    Files.setPosixFilePermissions(unreadable, Set.of());
  }

  /** Makes a folder below that one, after clearing away what dead agents left there. */
  static RunFolder in(Path temporary) throws IOException {
    Path real = temporary.toRealPath();
    clearAway(real);
    RunFolder made = new RunFolder(Files.createTempDirectory(real, PREFIX, mode("rwx------")));
    made.write(OWNER, signature(ProcessHandle.current()).getBytes(StandardCharsets.UTF_8));
    return made;
  }

  private static java.nio.file.attribute.FileAttribute<?> mode(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  private static String signature(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Instant::toString).orElse("");
  }

  /** The folder itself. */
  Path path() {
    return folder;
  }

  /** The temporary folder of the commands. */
  Path temp() {
    return temp;
  }

  /** An empty file that nobody may read. */
  Path unreadable() {
    return unreadable;
  }

  /** Writes a file of that name, where none is yet. */
  Path write(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            mode("rw-------"))) {
      java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
    return file;
  }

  /** Notes that a mount point is about to be made, so that it is cleared away in any case. */
  synchronized void note(Path place) throws IOException {
    Files.writeString(
        folder.resolve(PLACES),
        place + "\0",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.APPEND);
  }

  @Override
  public void close() {
    TreeRemoval.removeAll(folder);
  }

  private static void clearAway(Path temporary) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      folders.forEach(found::add);
    } catch (IOException | DirectoryIteratorException cannotLook) {
      return;
    }
    for (Path candidate : found) {
      try {
        if (isOurs(candidate) && isDead(candidate)) {
          removePlaces(candidate);
          TreeRemoval.remove(candidate);
        }
      } catch (IOException | IllegalArgumentException unclear) {
        // Whoever made it may still need it.
      }
    }
  }

  private static boolean isOurs(Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  private static boolean isDead(Path folder) throws IOException {
    String owner = Files.readString(folder.resolve(OWNER), StandardCharsets.UTF_8);
    long pid = Long.parseLong(owner.substring(0, Math.max(0, owner.indexOf(' '))));
    return ProcessHandle.of(pid).map(process -> !signature(process).equals(owner)).orElse(true);
  }

  /** Removes the mount points that are still there, and still as empty as they were made. */
  private static void removePlaces(Path folder) throws IOException {
    Path list = folder.resolve(PLACES);
    if (!Files.exists(list, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Set<Path> places = new HashSet<>();
    for (String place : Files.readString(list, StandardCharsets.UTF_8).split("\0", -1)) {
      if (place.startsWith("/") && places.size() < MOST_PLACES) {
        places.add(Path.of(place));
      }
    }
    places.forEach(MountPoints::removeEmpty);
  }
}
