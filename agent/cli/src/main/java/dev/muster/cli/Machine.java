package dev.muster.cli;

import dev.muster.exec.Processes;
import dev.muster.exec.Supervisor;
import dev.muster.exec.sandbox.Sandbox;
import dev.muster.exec.sandbox.SandboxConfig;
import org.jspecify.annotations.Nullable;

/** The processes of this run; made when the first one is started. Safe for several threads. */
final class Machine implements AutoCloseable {

  private @Nullable Supervisor supervisor;
  private @Nullable Processes processes;
  private @Nullable Sandbox sandbox;
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

  /** The sandbox of the run's commands, made with the first configuration that is asked for. */
  synchronized Sandbox sandbox(SandboxConfig config) {
    if (sandbox == null) {
      sandbox = new Sandbox(config);
    }
    return sandbox;
  }

  /** Ends everything that was started, and starts nothing any more. */
  @Override
  public void close() {
    Supervisor started;
    Sandbox confining;
    synchronized (this) {
      closed = true;
      started = supervisor;
      confining = sandbox;
    }
    if (started != null) {
      started.close();
    }
    if (confining != null) {
      confining.close();
    }
  }
}
