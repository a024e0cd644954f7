package dev.muster.workspace.search;

/** Tells all threads of one search to stop. Safe for use by several threads. */
final class Cancellation {

  private volatile boolean cancelled;

  void cancel() {
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }
}
