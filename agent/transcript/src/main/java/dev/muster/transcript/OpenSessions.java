package dev.muster.transcript;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The session files that this process holds locked.
 *
 * <p>State of the whole process, because the operating system keeps such locks by process: closing
 * any channel to a file ends all of them (POSIX {@code fcntl}). So a file that is open here is read
 * through the channel that it is open by, and never opened again.
 */
final class OpenSessions {

  private static final Map<Path, Session> OPEN = new ConcurrentHashMap<>();

  private OpenSessions() {}

  /** Reads something from a channel. */
  @FunctionalInterface
  interface Reader<T> {
    T read(FileChannel channel) throws IOException;
  }

  static void add(Session session) {
    OPEN.put(key(session.file()), session);
  }

  static void remove(Session session) {
    OPEN.remove(key(session.file()), session);
  }

  static boolean has(Path file) {
    return OPEN.containsKey(key(file));
  }

  /** Reads from a session file, open here or not. */
  static <T> T read(Path file, Reader<T> reader) throws IOException {
    Session session = OPEN.get(key(file));
    if (session != null) {
      @Nullable T result = session.whileOpen(reader);
      if (result != null) {
        return result;
      }
    }
    try (FileChannel channel = SessionFile.openForReading(file)) {
      return reader.read(channel);
    }
  }

  private static Path key(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
