package dev.muster.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program of Muster's own that serves this process while it lives: it says one line when it is
 * ready, and ends when its standard input does, so also when this process is killed. It runs in a
 * session of its own, which the signals of a terminal do not reach.
 */
public final class Companion implements AutoCloseable {

  private final Process process;
  private final String firstLine;

  private Companion(Process process, String firstLine) {
    this.process = process;
    this.firstLine = firstLine;
  }

  /**
   * Starts a program and waits for its first line.
   *
   * @param environment the whole environment; nothing is inherited
   * @throws IOException when it cannot be started, or ends without a line
   */
  public static Companion start(List<String> argv, Path folder, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(SessionStarter.ofThisSystem().inNewSession(argv));
    builder.directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException(argv.getFirst() + " ended without a word");
    }
    return new Companion(process, line);
  }

  /** The line that it said when it was ready. */
  public String firstLine() {
    return firstLine;
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException endedAlready) {
      // It has no input to end.
    }
    process.destroy();
  }
}
