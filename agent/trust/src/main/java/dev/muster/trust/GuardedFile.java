package dev.muster.trust;

import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file of the person that several programs change: read whole, replaced whole, one changer at a
 * time, and never left half written.
 */
final class GuardedFile {

  /** What a change makes of the content; {@code null} leaves the file alone. */
  @FunctionalInterface
  interface Change {
    byte @Nullable [] apply(byte @Nullable [] content);
  }

  static final long MAX_BYTES = 64L << 20;

  /** How often a change is made anew when a program without our lock changed the file meanwhile. */
  private static final int ATTEMPTS = 20;

  /** File locks hold between processes only; this one holds between threads. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;
  private final @Nullable Path lockElsewhere;

  GuardedFile(Path file) {
    this(file, null);
  }

  private GuardedFile(Path file, @Nullable Path lockElsewhere) {
    this.file = file;
    this.lockElsewhere = lockElsewhere;
  }

  /**
   * A file that is left alone where it, or the folder in which it is, is a symbolic link.
   *
   * @param lock by which one changer at a time is let in, so that nothing is left beside the file
   */
  static GuardedFile withoutLinks(Path file, Path lock) {
    return new GuardedFile(file, lock);
  }

  /** The content, or {@code null} when there is no such file. */
  byte @Nullable [] read() throws IOException {
    return read(file);
  }

  private static byte @Nullable [] read(Path path) throws IOException {
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (!found.isRegularFile()) {
        throw new IOException("it is not a file");
      }
      if (found.size() > MAX_BYTES) {
        throw new IOException("it is larger than 64 MB");
      }
    } catch (NoSuchFileException none) {
      return null;
    }
    try (var in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes((int) MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new IOException("it is larger than 64 MB");
      }
      return content;
    }
  }

  /**
   * Changes the content under the lock and returns whether it changed.
   *
   * @throws ProblemException as {@code change} does; the file is then as it was
   */
  boolean change(Change change) throws IOException {
    Path target = target();
    Path folder = Objects.requireNonNull(target.getParent(), "an absolute path has a parent");
    createFolder(folder);
    Path lockFile = lockFile(target);
    THREADS.lock();
    try (FileChannel channel = openPrivate(lockFile, StandardOpenOption.CREATE);
        var lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("the lock " + lockFile + " was lost");
      }
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Stamp before = Stamp.of(target);
        byte[] content = read(target);
        byte[] changed = change.apply(content);
        if (changed == null) {
          return false;
        }
        if (replaced(target, before, changed)) {
          return true;
        }
      }
    } finally {
      THREADS.unlock();
    }
    throw new ProblemException(
        new Problem(
            ProblemCode.DISK,
            file + " was changed by another program each time that it was to be changed",
            "end the other program, or try again"));
  }

  /** The file itself: where a symbolic link leads, so that the link stays one. */
  private Path target() throws IOException {
    Path absolute = file.toAbsolutePath();
    if (lockElsewhere != null) {
      refuseLinks(absolute);
    }
    if (!Files.isSymbolicLink(absolute)) {
      return absolute;
    }
    try {
      return absolute.toRealPath();
    } catch (NoSuchFileException dangling) {
      throw new IOException("it is a symbolic link to a file that does not exist", dangling);
    }
  }

  private Path lockFile(Path target) throws IOException {
    Path elsewhere = lockElsewhere;
    if (elsewhere == null) {
      return target.resolveSibling(target.getFileName() + ".muster-lock");
    }
    createFolder(Objects.requireNonNull(elsewhere.getParent(), "an absolute path has a parent"));
    return elsewhere;
  }

  private static void refuseLinks(Path absolute) throws IOException {
    Path folder = Objects.requireNonNull(absolute.getParent(), "an absolute path has a parent");
    for (Path path : new Path[] {folder, absolute}) {
      if (Files.isSymbolicLink(path)) {
        throw new IOException(path + " is a symbolic link");
      }
    }
  }

  private static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode(folder, "rwx------"));
    }
  }

  /** Writes a file beside the target and puts it in its place; false when the target changed. */
  private static boolean replaced(Path target, Stamp before, byte[] content) throws IOException {
    // One writer at a time, so that one name will do and a file left by a crash is cleared away.
    Path fresh = target.resolveSibling(target.getFileName() + ".muster-new");
    Files.deleteIfExists(fresh);
    try {
      try (FileChannel out = openPrivate(fresh, StandardOpenOption.CREATE_NEW)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        before.keepOn(fresh);
        out.force(true);
      }
      if (!before.equals(Stamp.of(target))) {
        return false;
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    forceFolder(Objects.requireNonNull(target.getParent()));
    return true;
  }

  private static FileChannel openPrivate(Path path, OpenOption creation) throws IOException {
    return FileChannel.open(
        path,
        Set.of(creation, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
        mode(path, "rw-------"));
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Makes the new name last through a loss of power, where the system can. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notOffered) {
      // Windows does not open folders; the file itself is safe already.
    }
  }

  /** By what a change of a file is noticed, and what its replacement keeps. */
  private record Stamp(
      long size,
      long modified,
      @Nullable Object key,
      @Nullable Set<PosixFilePermission> permissions,
      @Nullable String owner) {

    static Stamp of(Path path) throws IOException {
      try {
        if (isPosix(path)) {
          PosixFileAttributes found = Files.readAttributes(path, PosixFileAttributes.class);
          return new Stamp(
              found.size(),
              found.lastModifiedTime().to(TimeUnit.NANOSECONDS),
              found.fileKey(),
              found.permissions(),
              found.owner().getName());
        }
        BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
        return new Stamp(
            found.size(),
            found.lastModifiedTime().to(TimeUnit.NANOSECONDS),
            found.fileKey(),
            null,
            null);
      } catch (NoSuchFileException none) {
        return new Stamp(-1, 0, null, null, null);
      }
    }

    /** Gives a new file the mode and the owner of the one that it replaces. */
    void keepOn(Path fresh) throws IOException {
      if (permissions != null) {
        Files.setPosixFilePermissions(fresh, permissions);
      }
      if (owner != null && !owner.equals(Files.getOwner(fresh).getName())) {
        Files.setOwner(
            fresh,
            fresh.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
      }
    }
  }
}
