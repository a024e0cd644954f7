package dev.muster.protocol;

import java.io.IOException;

/** Runs programs. Safe for use by several threads. */
public interface ProcessRunner {

  /**
   * Runs a program to its end, or to its timeout, and leaves no process of it behind.
   *
   * @throws IOException when it cannot be started
   * @throws InterruptedException when the thread is interrupted; the whole tree is then killed
   */
  ProcessResult run(ProcessRequest request) throws IOException, InterruptedException;
}
