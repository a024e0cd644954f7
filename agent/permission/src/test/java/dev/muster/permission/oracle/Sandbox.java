package dev.muster.permission.oracle;

import dev.muster.permission.program.SafeGitEnvironment;
import dev.muster.testkit.corpus.CorpusWorld;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs texts in the shell for real: as an ordinary user, in a throwaway copy of a world that stands
 * at the world's own place, without network, under strace. For one thread.
 *
 * <p>Needs strace, bubblewrap and user namespaces, or root.
 */
final class Sandbox implements AutoCloseable {
  private static final int TRIES = 4;
  private static final int SECONDS = 4;
  private static final String AT = "/tmp/muster-oracle-at";
  private static final String SPOKEN = "/tmp/muster-oracle-spoken";

  /** What agent/exec hands to bash (Shell.RUNNER). */
  private static final String RUNNER =
      "{ _muster_at=$1; shift; IFS= builtin read -r -d '' _muster_text || exit 126;"
          + " exec </dev/null;"
          + " trap -- '{ builtin pwd -P >| \"$_muster_at\"; } 2>/dev/null' EXIT;"
          + " eval -- \"$_muster_text\";"
          + " { set -- \"$?\"; builtin pwd -P >| \"$_muster_at\"; set +x; } 2>/dev/null;"
          + " exit \"$1\"; }";

  /** The same, telling every command before it runs. */
  private static final String TELLER =
      RUNNER.replace(
          " eval -- ",
          " exec 9>>" + SPOKEN + "; BASH_XTRACEFD=9; PS4=$'\\001\\002'; set -x; eval -- ");

  private static final String CALLS =
      "execve,execveat,open,openat,openat2,creat,unlink,unlinkat,rename,renameat,renameat2,link,"
          + "linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,truncate,ftruncate,chmod,fchmod,fchmodat,"
          + "chown,fchown,lchown,fchownat,mknod,mknodat,utimensat,setxattr,lsetxattr,fsetxattr,"
          + "removexattr,connect,bind,sendto,sendmsg,chdir,fchdir,kill,clone,clone3,"
          + "fork,vfork,set_tid_address,gettid";

  private final CorpusWorld world;
  private final Path folder;
  private final Path scratch;
  private final Path traces;
  private final Path spoken;
  private final boolean userNamespace;

  /**
   * Makes one.
   *
   * @param base for what it needs, where the machine has no memory file system
   * @throws IOException where strace, bubblewrap or namespaces cannot be used; the message says so
   */
  Sandbox(CorpusWorld world, Path base) throws IOException {
    this.world = world;
    this.folder = Files.createTempDirectory(fast(base), "muster-oracle");
    this.scratch = folder.resolve("scratch");
    this.traces = folder.resolve("traces");
    this.spoken = folder.resolve("spoken");
    reset();
    IOException problem = null;
    boolean usable = false;
    boolean own = true;
    for (boolean namespace : new boolean[] {true, false}) {
      try {
        own = namespace;
        usable |= !usable && traced("/bin/true", namespace).execs().size() == 1;
        if (usable) {
          break;
        }
      } catch (IOException reason) {
        problem = reason;
      }
    }
    if (!usable) {
      throw new IOException(
          "the sandbox of the oracle cannot be used; install strace and bubblewrap, and allow user"
              + " namespaces or run as root: "
              + (problem == null ? "nothing was traced" : problem.getMessage()),
          problem);
    }
    this.userNamespace = own;
  }

  /** The world is copied after every text that changes it; that had better be fast. */
  private static Path fast(Path base) throws IOException {
    Path memory = Path.of("/dev/shm");
    return Files.isWritable(memory) ? memory : Files.createDirectories(base);
  }

  @Override
  public void close() throws IOException {
    remove(folder);
  }

  /** Runs a text and tells what it did. */
  Trace trace(String text) throws IOException {
    for (int again = 0; again < TRIES; again++) {
      try {
        return traced(text, userNamespace);
      } catch (IOException unclear) {
        // two processes may have got their numbers in one order and their ids in another
        reset();
      }
    }
    return traced(text, userNamespace);
  }

  private Trace traced(String text, boolean namespace) throws IOException {
    remove(traces);
    Files.createDirectories(traces);
    List<String> command =
        new ArrayList<>(
            List.of(
                "prlimit",
                "--fsize=33554432",
                "strace",
                "-ff",
                "--seccomp-bpf",
                "-xx",
                "-y",
                "-s",
                "140000",
                "-e",
                "abbrev=!execve",
                "--signal=none",
                "-qqq",
                "-o",
                traces.resolve("t").toString(),
                "-e",
                "trace=" + CALLS));
    command.addAll(isolated(namespace, RUNNER));
    boolean finished = run(command, text);
    Trace trace;
    try {
      trace = TraceReader.read(traces, "_muster_text", world.project().toString(), finished);
    } catch (IOException e) {
      String said = Files.readString(traces.resolveSibling("output"));
      throw new IOException(e.getMessage() + ": " + said.lines().limit(5).toList(), e);
    }
    Trace own = new Trace(finished, trace.execs(), withoutRunner(trace.touches()));
    if (own.changes(world.root().toString()) || !finished) {
      reset();
    }
    return own;
  }

  /**
   * What the shell says that it runs, every simple command in words; nothing where it did not end.
   *
   * @param trace what the same text did before
   */
  List<List<String>> commands(String text, Trace trace) throws IOException {
    Files.deleteIfExists(spoken);
    Files.createFile(spoken);
    boolean finished = run(isolated(userNamespace, TELLER), text);
    List<List<String>> commands = SpokenCommands.read(spoken);
    if (trace.changes(world.root().toString()) || !finished) {
      reset();
    }
    return finished ? commands : List.of();
  }

  private static List<Trace.Touch> withoutRunner(List<Trace.Touch> touches) {
    return touches.stream().filter(touch -> !touch.written().equals(AT)).toList();
  }

  private List<String> isolated(boolean namespace, String runner) throws IOException {
    List<String> command = new ArrayList<>(List.of("bwrap"));
    if (namespace) {
      command.addAll(List.of("--unshare-user", "--uid", "1000", "--gid", "1000"));
    }
    command.addAll(
        List.of(
            "--unshare-pid",
            "--unshare-net",
            "--unshare-ipc",
            "--unshare-uts",
            "--die-with-parent",
            "--new-session",
            "--ro-bind",
            "/",
            "/",
            "--proc",
            "/proc",
            "--dev",
            "/dev",
            "--tmpfs",
            "/tmp",
            "--bind",
            scratch.toString(),
            world.root().toString()));
    if (runner.equals(TELLER)) {
      command.addAll(List.of("--bind", spoken.toString(), SPOKEN));
    }
    command.addAll(
        List.of(
            "--chdir",
            world.project().toString(),
            "/bin/bash",
            "--noprofile",
            "--norc",
            "-c",
            runner,
            "bash",
            AT));
    return command;
  }

  private boolean run(List<String> command, String text) throws IOException {
    Path output = traces.resolveSibling("output");
    ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment());
    builder.redirectErrorStream(true).redirectOutput(Redirect.to(output.toFile()));
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write((text + "\0").getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      // it ended before it had read everything; the trace tells
    }
    try {
      if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return true;
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What commands find in their environment; a secret among it. */
  Map<String, String> environment() {
    Map<String, String> environment =
        new java.util.HashMap<>(SafeGitEnvironment.additionsTo(Map.of()));
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("HOME", world.home().toString());
    environment.put("LC_CTYPE", "C.UTF-8");
    environment.put("TERM", "dumb");
    environment.put("CLAUDECODE", "1");
    environment.put("MUSTER", "1");
    environment.put("SECRET", "of the environment");
    environment.put("PWD", world.project().toString());
    return environment;
  }

  private void reset() throws IOException {
    remove(scratch);
    helper("cp", "-a", world.root().toString(), scratch.toString());
  }

  private static void remove(Path folder) throws IOException {
    helper("rm", "-rf", folder.toString());
    if (Files.exists(folder)) {
      helper("chmod", "-R", "u+rwX", folder.toString());
      helper("rm", "-rf", folder.toString());
    }
  }

  private static void helper(String... command) throws IOException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
