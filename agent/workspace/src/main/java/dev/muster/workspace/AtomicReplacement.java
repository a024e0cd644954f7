package dev.muster.workspace;

import dev.muster.protocol.PathIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Puts a new content under a name: temporary file beside it, sync, rename, sync of the folder.
 *
 * <p>A temporary file that a crash left behind is removed by the first later write to the same
 * folder once it is an hour old. Safe for use by several threads.
 */
final class AtomicReplacement {

  private static final String PREFIX = ".muster-";
  private static final String SUFFIX = ".tmp";
  private static final Duration STALE = Duration.ofHours(1);

  private final Set<Path> swept = ConcurrentHashMap.newKeySet();

  /** Whether a file of that name is a temporary of ours, which searches leave out. */
  static boolean isTemporary(String name) {
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  FileWrite write(
      FolderHandle folder, PathIdentity file, byte[] content, @Nullable FileState before)
      throws IOException {
    Path name = Objects.requireNonNull(file.canonical().getFileName());
    Path temporary =
        name.resolveSibling(
            PREFIX + Long.toHexString(ThreadLocalRandom.current().nextLong()) + SUFFIX);
    boolean renamed = false;
    try {
      fill(folder, temporary, content, before == null);
      if (before != null) {
        copyOwnerAndMode(folder, name, temporary);
      }
      BasicFileAttributes now = folder.attributes(name);
      FileOpen.Refused swapped = WorkspaceFiles.refuseSwapped(file, now);
      if (swapped != null) {
        return new FileWrite.Refused(swapped.reason(), swapped.why());
      }
      if (before != null && now != null && !sameStamp(before, now)) {
        return new FileWrite.Refused(
            Refusal.CHANGED, file.canonical() + " was changed by somebody else meanwhile");
      }
      folder.rename(temporary, name);
      renamed = true;
    } finally {
      if (!renamed) {
        discard(folder, temporary);
      }
    }
    folder.force();
    BasicFileAttributes written = folder.attributes(name);
    FileTime modified = written == null ? FileTime.fromMillis(0) : written.lastModifiedTime();
    sweep(folder, file, modified);
    return new FileWrite.Written(FileState.of(content, modified));
  }

  private static boolean sameStamp(FileState before, BasicFileAttributes now) {
    return before.size() == now.size() && before.modified().equals(now.lastModifiedTime());
  }

  private static void fill(FolderHandle folder, Path temporary, byte[] content, boolean byUmask)
      throws IOException {
    try (SeekableByteChannel channel = create(folder, temporary, byUmask)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      if (channel instanceof FileChannel file) {
        file.force(true);
      }
    }
  }

  /** Until it has the old file's mode, only the owner may read what may be a secret. */
  private static SeekableByteChannel create(FolderHandle folder, Path temporary, boolean byUmask)
      throws IOException {
    if (byUmask || folder.owner(temporary) == null) {
      return folder.create(temporary);
    }
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    return folder.create(temporary, ownerOnly);
  }

  private static void copyOwnerAndMode(FolderHandle folder, Path from, Path to) throws IOException {
    PosixFileAttributeView source = folder.owner(from);
    PosixFileAttributeView target = folder.owner(to);
    if (source == null || target == null) {
      return;
    }
    PosixFileAttributes old = source.readAttributes();
    PosixFileAttributes fresh = target.readAttributes();
    try {
      if (!old.group().equals(fresh.group())) {
        target.setGroup(old.group());
      }
      if (!old.owner().equals(fresh.owner())) {
        target.setOwner(old.owner());
      }
    } catch (FileSystemException notPermitted) {
      // somebody else's file in a folder of ours: it becomes ours, as with every editor
    }
    target.setPermissions(old.permissions());
  }

  private static void discard(FolderHandle folder, Path temporary) {
    try {
      folder.delete(temporary);
    } catch (IOException neverCreatedOrStuck) {
      // a later write to the folder sweeps it
    }
  }

  private void sweep(FolderHandle folder, PathIdentity file, FileTime now) {
    Path parent = Objects.requireNonNull(file.canonical().getParent());
    if (!swept.add(parent)) {
      return;
    }
    try {
      for (Iterator<Path> names = folder.names(); names.hasNext(); ) {
        Path name = Objects.requireNonNull(names.next().getFileName());
        BasicFileAttributes found = isTemporary(name.toString()) ? folder.attributes(name) : null;
        if (found != null
            && found.isRegularFile()
            && found.lastModifiedTime().toInstant().isBefore(now.toInstant().minus(STALE))) {
          folder.delete(name);
        }
      }
    } catch (IOException | DirectoryIteratorException leaveThem) {
      // only tidying
    }
  }
}
