package dev.muster.permission.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The shell itself, tracing what it runs, with programs that do nothing of their own. */
final class RealBash {
  /** How a command was run. */
  record Run(List<String> argv, Path folder) {}

  /** Programs that succeed, that fail, and that print their arguments. */
  static final List<String> SUCCEED = List.of("a", "b", "c", "if", "A=b", "x y", "{", "é");

  static final List<String> FAIL = List.of("fail", "d");
  static final List<String> PRINT = List.of("say", "e");

  /** What the text finds in its environment, apart from the folders. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("E1", "x  y", "E2", "*", "E3", "-n", "E4", "q[$(a evil)]", "E5", "", "E6", "7");

  /** Marks the beginning and the end of the folder before each command that is traced. */
  private static final char BEGIN = '\u001e';

  private static final char END = '\u001f';

  private static final String RUNNER =
      "exec 9>>\"$0\"; BASH_XTRACEFD=9; PS4=$'\\x1e''${PWD}'$'\\x1f'; set -x;" + " eval -- \"$T\"";

  private final Path folder;
  private final Path bin;
  private final Path log;

  RealBash(Path root) throws IOException {
    folder = Files.createDirectories(root.resolve("work")).toRealPath();
    bin = Files.createDirectories(root.resolve("bin"));
    log = root.resolve("log");
    for (String inside : List.of("d/e", "f f", "1", "home")) {
      Files.createDirectories(folder.resolve(inside));
    }
    for (String file : List.of("in", "d/in", "m.txt", "n.txt", "o p.txt", "d/k.txt", ".hidden")) {
      Files.writeString(folder.resolve(file), "");
    }
    link(SUCCEED, "true");
    link(FAIL, "false");
    link(PRINT, "echo");
    for (String program : List.of("cat", "basename", "dirname")) {
      link(List.of(program), program);
    }
  }

  private void link(List<String> names, String program) throws IOException {
    for (String name : names) {
      Files.createSymbolicLink(bin.resolve(name), Path.of("/bin", program));
    }
  }

  static boolean exists() {
    return Files.isExecutable(Path.of("/bin/bash"));
  }

  Path folder() {
    return folder;
  }

  String home() {
    return folder.resolve("home").toString();
  }

  boolean accepts(String text) throws Exception {
    return start(List.of("-n", "-c", text), text) == 0;
  }

  List<Run> run(String text) throws Exception {
    Files.deleteIfExists(log);
    start(List.of("-c", RUNNER, log.toString()), text);
    List<Run> runs = new ArrayList<>();
    String[] parts = Files.readString(log, UTF_8).split(String.valueOf(BEGIN));
    boolean first = true;
    for (String part : parts) {
      int end = part.indexOf(END);
      if (end < 0) {
        continue;
      }
      if (first) {
        // The runner's own.
        first = false;
        continue;
      }
      List<String> argv = Traces.words(part.substring(end + 1));
      if (!argv.isEmpty()) {
        runs.add(new Run(argv, Path.of(part.substring(0, end))));
      }
    }
    return runs;
  }

  private int start(List<String> arguments, String text) throws Exception {
    List<String> argv = new ArrayList<>(List.of("/bin/bash", "--noprofile", "--norc"));
    argv.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(ENVIRONMENT);
    environment.put("PATH", bin.toString());
    environment.put("HOME", home());
    environment.put("PWD", folder.toString());
    environment.put("T", text);
    environment.put("LC_ALL", "C.UTF-8");
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("bash did not end: " + text);
    }
    return process.exitValue();
  }
}
