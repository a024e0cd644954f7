package dev.muster.verify.e2e;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks for processes of this machine by a word of their command lines. */
final class Leftovers {

  private Leftovers() {}

  /** The command lines that begin with that text. */
  static List<String> of(String beginning) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.startsWith(beginning) || line.contains("/" + beginning))
        .toList();
  }

  /** Waits until that holds; whether it came to hold in time. */
  static boolean comes(Duration longest, BooleanSupplier what) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!what.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
    }
    return true;
  }
}
