package dev.muster.cli;

import dev.muster.exec.Processes;
import dev.muster.exec.Supervisor;
import org.jspecify.annotations.Nullable;

/** The processes of this run; made when the first one is started. Safe for several threads. */
final class Machine implements AutoCloseable {

  private @Nullable Supervisor supervisor;
  private @Nullable Processes processes;
  private boolean closed;

  synchronized Supervisor supervisor() {
    if (supervisor == null) {
      supervisor = new Supervisor();
      if (closed) {
        supervisor.close();
      }
    }
    return supervisor;
  }

  synchronized Processes processes() {
    if (processes == null) {
      processes = new Processes(supervisor());
    }
    return processes;
  }

  /** Ends everything that was started, and starts nothing any more. */
  @Override
  public void close() {
    Supervisor started;
    synchronized (this) {
      closed = true;
      started = supervisor;
    }
    if (started != null) {
      started.close();
    }
  }
}
