package dev.muster.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells which of the standard streams are terminals. */
final class Terminal {

  private Terminal() {}

  /** Whether standard input is a terminal. */
  static boolean isStdin() {
    return is(0);
  }

  /** Whether standard output is a terminal. */
  static boolean isStdout() {
    return is(1);
  }

  /** Whether standard error is a terminal. */
  static boolean isStderr() {
    return is(2);
  }

  private static boolean is(int descriptor) {
    try {
      Path stream = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
      return stream.startsWith("/dev/pts") || stream.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException noProc) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
