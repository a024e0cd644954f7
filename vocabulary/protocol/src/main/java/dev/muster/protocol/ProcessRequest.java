package dev.muster.protocol;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A program to run to its end.
 *
 * @param argv the program and its arguments; never a shell string
 * @param environment the whole environment; nothing is inherited
 * @param stdin what the program reads; empty for an empty input
 * @param maxOutputBytes how much of each output stream is kept; the rest is read and dropped
 */
public record ProcessRequest(
    List<String> argv,
    Path folder,
    Map<String, String> environment,
    String stdin,
    Duration timeout,
    int maxOutputBytes,
    Confinement confinement) {
  public ProcessRequest {
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("argv is empty");
    }
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }
}
