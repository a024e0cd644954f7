package dev.muster.transcript;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Opening session files, and their first lines. Symbolic links are never followed to a file. */
final class SessionFile {

  private static final int HEADER_MOST = 64 * 1024;

  private SessionFile() {}

  /**
   * The beginning of a session file.
   *
   * @param end the offset behind the header's line
   */
  record Head(SessionHeader header, long end) {}

  /** What a file's first line says of it. */
  enum Owner {
    OURS,
    /** Ours, but cut off inside the first line: nothing was ever said in it. */
    OURS_EMPTY,
    FOREIGN
  }

  static FileChannel openForReading(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  static FileChannel openForWriting(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  static FileChannel create(Path file) throws IOException {
    Set<OpenOption> options =
        Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    return FileChannel.open(file, options, attributes(false));
  }

  static void createFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(true));
    }
  }

  /** Locks the file against every other writer, in this process and in others. */
  static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  static Optional<Head> head(FileChannel channel) throws IOException {
    byte[] line = firstLine(channel);
    int end = lineEnd(line);
    if (end < 0) {
      return Optional.empty();
    }
    return SessionHeader.decode(line, end).map(header -> new Head(header, end + 1L));
  }

  static Owner owner(FileChannel channel) throws IOException {
    if (head(channel).isPresent()) {
      return Owner.OURS;
    }
    byte[] line = firstLine(channel);
    return lineEnd(line) < 0 && SessionHeader.isOurs(line, line.length)
        ? Owner.OURS_EMPTY
        : Owner.FOREIGN;
  }

  private static byte[] firstLine(FileChannel channel) throws IOException {
    long size = channel.size();
    byte[] some = new byte[(int) Math.min(size, 1_024)];
    Lines.readFully(channel, some, some.length, 0);
    if (lineEnd(some) >= 0 || size <= some.length || !SessionHeader.isOurs(some, some.length)) {
      return some;
    }
    byte[] more = new byte[(int) Math.min(size, HEADER_MOST)];
    Lines.readFully(channel, more, more.length, 0);
    return more;
  }

  private static int lineEnd(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** For the owner only, where the file system knows owners. */
  private static FileAttribute<?>[] attributes(boolean folder) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> owner =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    if (folder) {
      owner.add(PosixFilePermission.OWNER_EXECUTE);
    }
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(owner)};
  }
}
