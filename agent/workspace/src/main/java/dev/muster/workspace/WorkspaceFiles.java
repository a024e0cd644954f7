package dev.muster.workspace;

import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PathIdentity.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads and replaces the user's files, each exactly the one that was decided about.
 *
 * <p>A file is reached from the root without following a link, and refused when it is no longer the
 * one whose identity the decision carries. Only regular files are opened: a pipe put in the place
 * of a file is refused before it could block. What remains: whoever swaps an entry twice within the
 * microseconds between the two looks around the opening, in the same folder, goes unnoticed.
 *
 * <p>Safe for use by several threads. Writes of two threads to one file are ordered by {@code
 * expected}: the later one is refused when the content is not what it was told to expect.
 */
public final class WorkspaceFiles {

  private final AtomicReplacement replacement = new AtomicReplacement();

  /**
   * Opens a file for reading.
   *
   * @throws IOException when the disk fails, or permission to look is missing
   */
  public FileOpen open(PathIdentity file) throws IOException {
    FileOpen.Refused refused = refuseKind(file);
    if (refused != null) {
      return refused;
    }
    Path name = nameOf(file);
    try (FolderHandle folder = FolderHandle.open(folderOf(file))) {
      BasicFileAttributes before = folder.attributes(name);
      FileOpen.Refused swapped = refuseSwapped(file, before);
      if (swapped != null || before == null) {
        return swapped != null ? swapped : gone(file);
      }
      SeekableByteChannel channel = folder.openForReading(name);
      boolean handedOver = false;
      try {
        swapped = refuseSwapped(file, folder.attributes(name));
        if (swapped != null) {
          return swapped;
        }
        handedOver = true;
        InputStream stream = Channels.newInputStream(channel);
        return new FileOpen.Open(stream, before.size(), before.lastModifiedTime());
      } finally {
        if (!handedOver) {
          channel.close();
        }
      }
    } catch (FileSystemException e) {
      return refused(e, file);
    }
  }

  /**
   * Reads a file whole.
   *
   * @param maxBytes a longer file is refused
   * @throws IOException when the disk fails
   */
  public FileRead read(PathIdentity file, int maxBytes) throws IOException {
    return switch (open(file)) {
      case FileOpen.Refused(Refusal reason, String why) -> new FileRead.Refused(reason, why);
      case FileOpen.Open open -> {
        try (open) {
          if (open.size() > maxBytes) {
            yield tooLarge(open.size(), maxBytes);
          }
          byte[] bytes = open.stream().readNBytes(maxBytes + 1);
          yield bytes.length > maxBytes
              ? tooLarge(bytes.length, maxBytes)
              : new FileRead.Content(bytes, FileState.of(bytes, open.modified()));
        }
      }
    };
  }

  private static FileRead.Refused tooLarge(long size, int maxBytes) {
    return new FileRead.Refused(
        Refusal.TOO_LARGE, "the file has " + size + " bytes, more than the limit of " + maxBytes);
  }

  /**
   * Creates a file that was missing when it was decided, and the folders above it; mode by umask.
   *
   * @throws IOException when the disk fails; the file is then not there
   */
  public FileWrite create(PathIdentity file, byte[] content) throws IOException {
    if (file.kind() != Kind.MISSING) {
      return new FileWrite.Refused(Refusal.SWAPPED, file.canonical() + " exists already");
    }
    return write(file, content, null);
  }

  /**
   * Replaces a file's content in one step: a crash at any moment leaves the old content or the new.
   *
   * <p>The new content takes the name by a rename, with the old mode and, where permitted, the old
   * owner. A symbolic link that led here stays a link. Other hard links to the old file keep the
   * old content: writing through them could change a file elsewhere that nobody decided about.
   *
   * @param expected the content on which the new one is based
   * @throws IOException when the disk fails; the old file is then as it was
   */
  public FileWrite replace(PathIdentity file, byte[] content, FileState expected)
      throws IOException {
    FileOpen.Refused refused = refuseKind(file);
    if (refused != null) {
      return new FileWrite.Refused(refused.reason(), refused.why());
    }
    if (!Files.isWritable(file.canonical())) {
      return new FileWrite.Refused(
          Refusal.FORBIDDEN, file.canonical() + " is write-protected by its mode");
    }
    FileRead now = read(file, Integer.MAX_VALUE - 16);
    return switch (now) {
      case FileRead.Refused(Refusal reason, String why) -> new FileWrite.Refused(reason, why);
      case FileRead.Content found when !found.state().sameContent(expected) ->
          new FileWrite.Refused(
              Refusal.CHANGED, file.canonical() + " was changed by somebody else meanwhile");
      case FileRead.Content found -> write(file, content, found.state());
    };
  }

  private FileWrite write(PathIdentity file, byte[] content, @Nullable FileState before)
      throws IOException {
    try (FolderHandle folder =
        before == null
            ? FolderHandle.openOrCreate(folderOf(file))
            : FolderHandle.open(folderOf(file))) {
      return replacement.write(folder, file, content, before);
    } catch (AccessDeniedException e) {
      return new FileWrite.Refused(
          Refusal.FORBIDDEN, "writing in " + folderOf(file) + " is not permitted");
    } catch (NotDirectoryException e) {
      return new FileWrite.Refused(Refusal.SWAPPED, e.getFile() + " is not a folder");
    }
  }

  private static FileOpen.@Nullable Refused refuseKind(PathIdentity file) {
    return switch (file.kind()) {
      case FILE -> null;
      case MISSING ->
          new FileOpen.Refused(Refusal.MISSING, "there is no file at " + file.canonical());
      case FOLDER -> new FileOpen.Refused(Refusal.FOLDER, file.canonical() + " is a folder");
      case OTHER ->
          new FileOpen.Refused(
              Refusal.NOT_REGULAR,
              file.canonical() + " is a device, pipe or socket, not a regular file");
    };
  }

  /** The refusal when what stands there is not what was decided; else {@code null}. */
  static FileOpen.@Nullable Refused refuseSwapped(
      PathIdentity file, @Nullable BasicFileAttributes now) {
    boolean same =
        file.kind() == Kind.MISSING
            ? now == null
            : now != null
                && now.isRegularFile()
                && (file.fileKey() == null || file.fileKey().equals(now.fileKey()));
    return same ? null : gone(file);
  }

  private static FileOpen.Refused gone(PathIdentity file) {
    return new FileOpen.Refused(
        Refusal.SWAPPED,
        file.canonical() + " was replaced by another file after the call was decided");
  }

  private static FileOpen refused(FileSystemException e, PathIdentity file)
      throws FileSystemException {
    if (e instanceof AccessDeniedException) {
      return new FileOpen.Refused(
          Refusal.FORBIDDEN, "reading " + file.canonical() + " is not permitted by its mode");
    }
    if (e.getReason() == null || e instanceof NoSuchFileException) {
      return gone(file);
    }
    if (Files.isSymbolicLink(file.canonical()) || !sameFolder(file)) {
      return gone(file);
    }
    throw e;
  }

  private static boolean sameFolder(PathIdentity file) {
    Path folder = folderOf(file);
    try {
      return folder.toRealPath().equals(folder);
    } catch (IOException swapped) {
      return false;
    }
  }

  private static Path folderOf(PathIdentity file) {
    Path folder = file.canonical().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("the root is not a file: " + file.canonical());
    }
    return folder;
  }

  private static Path nameOf(PathIdentity file) {
    return Objects.requireNonNull(file.canonical().getFileName());
  }
}
