package dev.muster.permission.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The shell itself, with programs that only record how they were run. */
final class RealBash {
  /** How a stub was run. */
  record Run(List<String> argv, Path folder) {}

  static final List<String> STUBS = List.of("a", "b", "c", "if", "A=b", "x y", "{", "é");

  private final Path folder;
  private final Path bin;
  private final Path log;

  RealBash(Path root) throws IOException {
    folder = Files.createDirectories(root.resolve("work")).toRealPath();
    bin = Files.createDirectories(root.resolve("bin"));
    log = Files.createDirectories(root.resolve("log"));
    for (String inside : List.of("d/e", "f f", "1")) {
      Files.createDirectories(folder.resolve(inside));
    }
    Files.writeString(folder.resolve("in"), "");
    Files.writeString(folder.resolve("d/in"), "");
    for (String name : STUBS) {
      Path stub = bin.resolve(name);
      Files.writeString(
          stub,
          "#!/bin/sh\nprintf '%s\\0' \"${0##*/}\" \"$(pwd -P)\" \"$@\" >\"$LOG/$$\"\nexit 0\n");
      stub.toFile().setExecutable(true);
    }
  }

  static boolean exists() {
    return Files.isExecutable(Path.of("/bin/bash"));
  }

  Path folder() {
    return folder;
  }

  boolean accepts(String text) throws Exception {
    return start(List.of("-n", "-c", text)) == 0;
  }

  List<Run> run(String text) throws Exception {
    start(List.of("-c", text));
    List<Run> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(log)) {
      for (Path file : files.toList()) {
        String[] parts = Files.readString(file, UTF_8).split("\0", -1);
        List<String> argv = new ArrayList<>(List.of(parts).subList(2, parts.length - 1));
        argv.addFirst(parts[0]);
        runs.add(new Run(argv, Path.of(parts[1])));
        Files.delete(file);
      }
    }
    return runs;
  }

  private int start(List<String> arguments) throws Exception {
    List<String> argv = new ArrayList<>(List.of("/bin/bash", "--noprofile", "--norc"));
    argv.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", bin.toString());
    environment.put("LOG", log.toString());
    environment.put("LC_ALL", "C.UTF-8");
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("bash did not end: " + arguments);
    }
    return process.exitValue();
  }
}
