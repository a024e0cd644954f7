package dev.muster.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;

/** What came of opening a file for reading. */
public sealed interface FileOpen {

  /**
   * The file is open; whoever has this closes it.
   *
   * @param size in bytes, as the file system tells it; 0 for some files that are not empty ({@code
   *     /proc})
   */
  record Open(InputStream stream, long size, FileTime modified) implements FileOpen, Closeable {
    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** It was not opened; the reason as in {@link FileRead.Refused}. */
  record Refused(Refusal reason, String why) implements FileOpen {}
}
