package dev.muster.exec.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tries whether a program starts and ends well. */
final class Attempt {

  private static final int SECONDS = 30;
  private static final int MOST = 400;

  private Attempt() {}

  /** How it ended, and the beginning of what it said. */
  record Outcome(int exitCode, String said) {}

  /** Runs an argv without environment or input; what went wrong in one line, or nothing. */
  static String run(List<String> argv) throws IOException, InterruptedException {
    Outcome outcome = tell(argv);
    if (outcome.exitCode() == 0) {
      return "";
    }
    String line = outcome.said().strip().replace('\n', ' ');
    return line.isEmpty() ? "exit code " + outcome.exitCode() : line;
  }

  /** Runs an argv without environment or input. */
  static Outcome tell(List<String> argv) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.environment().clear();
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readNBytes(MOST), StandardCharsets.UTF_8);
    }
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new Outcome(-1, "it does not end");
    }
    return new Outcome(process.exitValue(), said);
  }
}
