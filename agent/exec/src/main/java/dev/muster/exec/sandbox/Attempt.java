package dev.muster.exec.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Tries whether a program starts and ends well. */
final class Attempt {

  private static final int SECONDS = 10;
  private static final int MOST = 400;

  private Attempt() {}

  /** Runs an argv without environment or input; what went wrong in one line, or nothing. */
  static String run(List<String> argv) throws IOException, InterruptedException {
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
      return "it does not end";
    }
    if (process.exitValue() == 0) {
      return "";
    }
    String line = said.strip().replace('\n', ' ');
    return line.isEmpty() ? "exit code " + process.exitValue() : line;
  }
}
