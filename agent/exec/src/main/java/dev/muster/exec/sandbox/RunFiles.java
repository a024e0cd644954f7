package dev.muster.exec.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The run folder of a backend, made when it is first needed, and what it keeps there under names of
 * their own. Thread-safe.
 */
final class RunFiles implements AutoCloseable {

  private final Path temporary;
  private final AtomicInteger number = new AtomicInteger();
  private @Nullable RunFolder folder;

  /** Makes the folder, once it is needed, below that one. */
  RunFiles(Path temporary) {
    this.temporary = temporary;
  }

  /** The folder. */
  synchronized RunFolder folder() throws IOException {
    if (folder == null) {
      folder = RunFolder.in(temporary);
    }
    return folder;
  }

  /** The temporary folder of the commands. */
  Path temp() throws IOException {
    return folder().temp();
  }

  /** A place of that kind where nothing is yet. */
  Path place(String kind) throws IOException {
    return folder().path().resolve(name(kind));
  }

  /** Writes another file of that kind. */
  Path write(String kind, byte[] content) throws IOException {
    return folder().write(name(kind), content);
  }

  private String name(String kind) {
    return kind + "-" + number.incrementAndGet();
  }

  @Override
  public synchronized void close() {
    if (folder != null) {
      folder.close();
    }
  }
}
