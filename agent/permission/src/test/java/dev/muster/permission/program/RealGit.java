package dev.muster.permission.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A repository for git itself, and a program that leaves a mark whenever it is started. */
final class RealGit {
  private final Path root;
  private final Path mark;
  final Path program;
  final Path folder;

  RealGit(Path root) throws Exception {
    this.root = root;
    mark = root.resolve("mark");
    program = root.resolve("mark.sh");
    folder = Files.createDirectories(root.resolve("repository"));
    Files.writeString(
        program,
        "#!/bin/sh\necho \"$0 $*\" >>" + mark + "\ncat \"$1\" 2>/dev/null || cat\nexit 0\n");
    program.toFile().setExecutable(true);
    git("init", "-q", "-b", "main");
    git("config", "user.email", "a@b");
    git("config", "user.name", "n");
    commit("one");
    commit("two");
    git("tag", "v1");
    git("branch", "side");
    Files.writeString(folder.resolve("a.txt"), "stashed\n");
    git("stash", "-q");
    Files.writeString(folder.resolve("a.txt"), "changed\n");
  }

  static boolean exists() {
    return Files.isExecutable(Path.of("/usr/bin/git"));
  }

  void commit(String text) throws Exception {
    Files.writeString(folder.resolve("a.txt"), text + "\n");
    git("add", "-A");
    git("commit", "-q", "-m", text);
  }

  /** Runs git to prepare the repository. */
  void git(String... arguments) throws Exception {
    int exit = start(folder, List.of(arguments), false);
    if (exit != 0) {
      throw new IllegalStateException("git " + List.of(arguments) + " ended with " + exit);
    }
  }

  /** Runs git as it is run for the model; returns what was started by it. */
  String marksOf(List<String> arguments) throws Exception {
    Files.deleteIfExists(mark);
    start(folder, arguments, true);
    return Files.exists(mark) ? Files.readString(mark) : "";
  }

  private int start(Path where, List<String> arguments, boolean safe) throws Exception {
    List<String> argv = new ArrayList<>(List.of("/usr/bin/git"));
    argv.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(argv).directory(where.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", root.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    if (safe) {
      environment.putAll(SafeGitEnvironment.additionsTo(environment));
    }
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("git did not end: " + arguments);
    }
    return process.exitValue();
  }
}
