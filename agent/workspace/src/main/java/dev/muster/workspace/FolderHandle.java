package dev.muster.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that stays the same one however its path is swapped, and access to its entries by name.
 *
 * <p>Reached from the root by {@code openat} without following a link at any component. Where a
 * folder above may be passed but not listed, the next one is opened by its location and checked to
 * be free of links; where the system has no such handles at all, every access does that check.
 */
final class FolderHandle implements Closeable {

  private static final LinkOption NO_FOLLOW = LinkOption.NOFOLLOW_LINKS;

  private final Path location;
  private final @Nullable SecureDirectoryStream<Path> handle;

  private FolderHandle(Path location, @Nullable SecureDirectoryStream<Path> handle) {
    this.location = location;
    this.handle = handle;
  }

  /** Opens the folder at a canonical location. */
  static FolderHandle open(Path canonical) throws IOException {
    return descend(canonical, false);
  }

  /** Opens the folder at a canonical location and makes what is missing on the way. */
  static FolderHandle openOrCreate(Path canonical) throws IOException {
    return descend(canonical, true);
  }

  private static FolderHandle descend(Path canonical, boolean create) throws IOException {
    Path root = canonical.getRoot();
    if (root == null) {
      throw new IllegalArgumentException("not an absolute path: " + canonical);
    }
    FolderHandle at = byLocation(root);
    for (Path name : canonical) {
      FolderHandle above = at;
      try (above) {
        at = above.below(name, create);
      }
    }
    return at;
  }

  private FolderHandle below(Path name, boolean create) throws IOException {
    Path there = location.resolve(name);
    BasicFileAttributes found = attributes(name);
    if (found == null && create) {
      try {
        Files.createDirectory(there);
      } catch (FileAlreadyExistsException madeMeanwhile) {
        // looked at again below
      }
      found = attributes(name);
    }
    if (found == null) {
      throw new NoSuchFileException(there.toString());
    }
    if (found.isSymbolicLink()) {
      throw new FileSystemException(there.toString(), null, "is now a symbolic link");
    }
    if (!found.isDirectory()) {
      throw new NotDirectoryException(there.toString());
    }
    if (handle == null) {
      return byLocation(there);
    }
    try {
      return new FolderHandle(there, handle.newDirectoryStream(name, NO_FOLLOW));
    } catch (AccessDeniedException mayBePassedThough) {
      return new FolderHandle(there, null);
    }
  }

  private static FolderHandle byLocation(Path folder) throws IOException {
    requireNoLinks(folder);
    DirectoryStream<Path> stream;
    try {
      stream = folder.getFileSystem().provider().newDirectoryStream(folder, entry -> true);
    } catch (AccessDeniedException mayBePassedThough) {
      return new FolderHandle(folder, null);
    }
    if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
      stream.close();
      return new FolderHandle(folder, null);
    }
    Object opened =
        secure.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    requireNoLinks(folder);
    Object there = DiskPathFacts.attributes(folder).fileKey();
    if (opened == null || !opened.equals(there)) {
      secure.close();
      throw new FileSystemException(folder.toString(), null, "was swapped while it was opened");
    }
    return new FolderHandle(folder, secure);
  }

  private static void requireNoLinks(Path folder) throws IOException {
    if (!folder.toRealPath().equals(folder)) {
      throw new FileSystemException(folder.toString(), null, "leads through a symbolic link now");
    }
  }

  /** What stands at that name, itself if it is a link; {@code null} when nothing does. */
  @Nullable BasicFileAttributes attributes(Path name) throws IOException {
    try {
      if (handle != null) {
        return handle
            .getFileAttributeView(name, BasicFileAttributeView.class, NO_FOLLOW)
            .readAttributes();
      }
      requireNoLinks(location);
      return DiskPathFacts.attributes(location.resolve(name));
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /** Opens an entry for reading; a link is not followed. */
  SeekableByteChannel openForReading(Path name) throws IOException {
    return channel(name, Set.of(StandardOpenOption.READ, NO_FOLLOW));
  }

  /** Creates an entry that must not be there yet. */
  SeekableByteChannel create(Path name, FileAttribute<?>... attributes) throws IOException {
    return channel(
        name,
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, NO_FOLLOW),
        attributes);
  }

  private SeekableByteChannel channel(
      Path name, Set<OpenOption> options, FileAttribute<?>... attributes) throws IOException {
    if (handle != null) {
      return handle.newByteChannel(name, options, attributes);
    }
    requireNoLinks(location);
    return Files.newByteChannel(location.resolve(name), options, attributes);
  }

  /** Owner and mode of an entry; {@code null} where the system has none. */
  @Nullable PosixFileAttributeView owner(Path name) {
    return handle != null
        ? handle.getFileAttributeView(name, PosixFileAttributeView.class, NO_FOLLOW)
        : Files.getFileAttributeView(
            location.resolve(name), PosixFileAttributeView.class, NO_FOLLOW);
  }

  /** Renames an entry over another in one step. */
  void rename(Path from, Path to) throws IOException {
    if (handle != null) {
      handle.move(from, handle, to);
    } else {
      requireNoLinks(location);
      Files.move(
          location.resolve(from),
          location.resolve(to),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes an entry. */
  void delete(Path name) throws IOException {
    if (handle != null) {
      handle.deleteFile(name);
    } else {
      Files.delete(location.resolve(name));
    }
  }

  /** Brings the folder's entries to the disk, where the system can. */
  void force() {
    try (FileChannel channel = FileChannel.open(location, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException cannotBeForced) {
      // the rename is done; some file systems refuse to sync a folder
    }
  }

  /** The names inside, once, as the system gives them; none where they cannot be listed. */
  Iterator<Path> names() {
    return handle == null ? Collections.emptyIterator() : handle.iterator();
  }

  @Override
  public void close() throws IOException {
    if (handle != null) {
      handle.close();
    }
  }
}
