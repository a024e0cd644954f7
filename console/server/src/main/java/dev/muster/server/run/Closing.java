package dev.muster.server.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What was opened, to be closed in the opposite order, each whatever became of the others. */
final class Closing implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Closing.class.getName());

  private final Deque<Entry> entries = new ArrayDeque<>();
  private boolean closed;

  private record Entry(String what, AutoCloseable closeable) {}

  /** Remembers something to close; at once where everything is closed already. */
  synchronized <T extends AutoCloseable> T add(String what, T closeable) {
    Entry entry = new Entry(what, closeable);
    if (closed) {
      close(entry);
    } else {
      entries.push(entry);
    }
    return closeable;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!entries.isEmpty()) {
      close(entries.pop());
    }
  }

  private static void close(Entry entry) {
    try {
      entry.closeable().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "could not close " + entry.what(), e);
    }
  }
}
