package dev.muster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of a program, prepared: its command, folder, environment and standard input. The program
 * inherits nothing. Immutable.
 */
public final class ProgramRun {

  /** How long a program may take unless told otherwise. */
  public static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** What came of a run. */
  public record Result(
      List<String> command, String stdout, String stderr, int exitCode, Duration took) {
    public Result {
      command = List.copyOf(command);
    }

    /** Command, output, errors and exit code as one text, for goldens and failure messages. */
    public String text() {
      return "$ "
          + String.join(" ", command)
          + "\n"
          + section("stdout", stdout)
          + section("stderr", stderr)
          + "exit "
          + exitCode
          + "\n";
    }

    private static String section(String name, String text) {
      if (text.isEmpty()) {
        return "";
      }
      return "--- " + name + "\n" + text + (text.endsWith("\n") ? "" : "\n(no newline)\n");
    }
  }

  private final List<String> command;
  private final List<String> shown;
  private final Path folder;
  private final Map<String, String> environment;
  private final String stdin;
  private final Duration timeout;

  private ProgramRun(
      List<String> command,
      List<String> shown,
      Path folder,
      Map<String, String> environment,
      String stdin,
      Duration timeout) {
    this.command = List.copyOf(command);
    this.shown = List.copyOf(shown);
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.stdin = stdin;
    this.timeout = timeout;
  }

  /** Runs of that command, the program first. */
  public static ProgramRun of(List<String> command) {
    return new ProgramRun(command, command, Path.of(""), Map.of(), "", TIMEOUT);
  }

  /** Runs of that command, the program first. */
  public static ProgramRun of(String... command) {
    return of(List.of(command));
  }

  /** This run with more arguments. */
  public ProgramRun with(String... arguments) {
    List<String> longer = new ArrayList<>(command);
    longer.addAll(List.of(arguments));
    List<String> longerShown = new ArrayList<>(shown);
    longerShown.addAll(List.of(arguments));
    return new ProgramRun(longer, longerShown, folder, environment, stdin, timeout);
  }

  /** This run, its command so far shown under a short name in {@link Result#text}. */
  public ProgramRun shownAs(String name) {
    return new ProgramRun(command, List.of(name), folder, environment, stdin, timeout);
  }

  /** This run in that folder. */
  public ProgramRun in(Path workingFolder) {
    return new ProgramRun(command, shown, workingFolder, environment, stdin, timeout);
  }

  /** This run in a home's project, with the home's environment. */
  public ProgramRun in(HermeticHome home) {
    return in(home.project()).environment(home.environment());
  }

  /** This run with these variables as well. */
  public ProgramRun environment(Map<String, String> variables) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.putAll(variables);
    return new ProgramRun(command, shown, folder, all, stdin, timeout);
  }

  /** This run with one more variable. */
  public ProgramRun environment(String name, String value) {
    return environment(Map.of(name, value));
  }

  /** This run with that text on standard input, which then ends. */
  public ProgramRun stdin(String text) {
    return new ProgramRun(command, shown, folder, environment, text, timeout);
  }

  /** This run, killed and failed after that time. */
  public ProgramRun timeout(Duration most) {
    return new ProgramRun(command, shown, folder, environment, stdin, most);
  }

  /**
   * Runs the program to its end.
   *
   * @throws AssertionError when it does not end in time; it and its children are killed then
   */
  public Result run() {
    try (RunningProgram running = start()) {
      running.write(stdin);
      running.endInput();
      return running.await();
    }
  }

  /** Starts the program; standard input stays open and {@link #stdin} is not used. */
  public RunningProgram start() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(folder.toAbsolutePath().toFile());
    try {
      return new RunningProgram(builder.start(), shown, timeout);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.getFirst(), e);
    }
  }

  /** The bytes of a stream as text. */
  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
