package dev.muster.cli.args;

import java.util.List;
import java.util.Optional;

/** What is wanted of the sandbox. Files are as written. */
public sealed interface SandboxRequest {

  /**
   * Say what works here, and how the commands of a session would be confined.
   *
   * @param settings more settings: a file, or JSON text
   */
  record Status(Optional<String> settings) implements SandboxRequest {}

  /**
   * Run a program as a session's commands would be.
   *
   * @param argv the program and its arguments; at least one word
   */
  record Run(Optional<String> settings, List<String> argv) implements SandboxRequest {
    public Run {
      argv = List.copyOf(argv);
    }
  }
}
