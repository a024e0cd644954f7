package dev.muster.server.run;

import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Holds a data folder for one console; the system lets go of it when the process ends. */
record FolderLock(FileChannel channel) implements AutoCloseable {

  /** Takes the folder, or fails where another console has it. */
  static FolderLock take(DataFolder folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.path().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new Failure(
            ExitCode.TAKEN,
            "Another console is running on the data folder "
                + folder.path()
                + ".\nStop it, or name another folder with --data FOLDER");
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new Failure(
          ExitCode.FAILED,
          "Cannot use the data folder " + folder.path() + ": " + e.getMessage(),
          e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
