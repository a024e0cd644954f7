package dev.muster.exec;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The private files of one shell command.
 *
 * @param stdout what it writes
 * @param stderr its errors; the same file as {@code stdout} where both go to one
 * @param cwd where it reports the folder in which it ended
 */
record JobFiles(Path stdout, Path stderr, Path cwd) {

  static JobFiles create(Path folder, String id, boolean merged) throws IOException {
    Path stdout = folder.resolve(id + ".out");
    Path stderr = merged ? stdout : folder.resolve(id + ".err");
    Path cwd = folder.resolve(id + ".cwd");
    JobFiles files = new JobFiles(stdout, stderr, cwd);
    PrivateFiles.file(stdout);
    if (!merged) {
      PrivateFiles.file(stderr);
    }
    PrivateFiles.file(cwd);
    return files;
  }

  boolean merged() {
    return stdout.equals(stderr);
  }

  /** How much was written so far, in bytes. */
  long written() {
    return PrivateFiles.size(stdout) + (merged() ? 0 : PrivateFiles.size(stderr));
  }

  /** Puts the errors behind the output, so that one file holds the whole and is the only one. */
  void unite() throws IOException {
    PrivateFiles.delete(cwd);
    if (merged()) {
      return;
    }
    try (FileChannel from = FileChannel.open(stderr, StandardOpenOption.READ);
        FileChannel to =
            FileChannel.open(stdout, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      long size = from.size();
      long at = 0;
      while (at < size) {
        long moved = from.transferTo(at, size - at, to);
        if (moved <= 0) {
          break;
        }
        at += moved;
      }
    }
    PrivateFiles.delete(stderr);
  }

  void delete() {
    PrivateFiles.delete(stdout);
    if (!merged()) {
      PrivateFiles.delete(stderr);
    }
    PrivateFiles.delete(cwd);
  }
}
