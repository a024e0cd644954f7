package dev.muster.permission.oracle;

import dev.muster.permission.oracle.Trace.Actor;
import dev.muster.permission.oracle.Trace.Exec;
import dev.muster.permission.oracle.Trace.Kind;
import dev.muster.permission.oracle.Trace.Touch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a trace of what strace wrote, one file for each process. */
final class TraceReader {

  /** Programs that run the command or text that their arguments give. */
  static final Set<String> WRAPPERS =
      Set.of(
          "env", "nice", "nohup", "timeout", "stdbuf", "setsid", "ionice", "chrt", "taskset",
          "xargs", "find", "time", "flock", "sudo", "prlimit", "unshare", "setarch");

  static final Set<String> SHELLS = Set.of("bash", "sh", "dash", "rbash");

  private static final Set<String> IDENTITY = Set.of("set_tid_address", "gettid");

  /** By the process ids of the sandbox. */
  private final Map<Long, List<Syscall>> calls = new HashMap<>();

  private final List<Exec> execs = new ArrayList<>();
  private final List<Touch> touches = new ArrayList<>();
  private final String start;
  private List<Syscall> root;

  private TraceReader(String start) {
    this.start = start;
  }

  /**
   * Reads the files of a folder.
   *
   * @param marker a part of the arguments of the shell that runs the text
   * @param start the folder where it starts
   */
  static Trace read(Path folder, String marker, String start, boolean finished) throws IOException {
    TraceReader reader = new TraceReader(start);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted(Comparator.comparingLong(TraceReader::number)).toList()) {
        reader.load(file, marker);
      }
    }
    reader.follow();
    return new Trace(finished, reader.execs, reader.touches);
  }

  /**
   * Takes up the next process. Those of the sandbox have the ids 1, 2, 3 …, in the order in which
   * strace counts them.
   */
  private void load(Path file, String marker) throws IOException {
    List<Syscall> list = new ArrayList<>();
    long id = calls.size() + 1;
    for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
      Syscall call = Syscall.parse(line);
      if (call == null) {
        continue;
      }
      if (call.name().equals("execve") && call.strings(1).contains("--die-with-parent")) {
        return;
      }
      if (isRoot(call, marker)) {
        root = list;
      }
      // one that was ended on the way has told no number
      if (IDENTITY.contains(call.name()) && call.number() >= 0 && call.number() != id) {
        throw new IOException("process " + call.number() + " stands where " + id + " should");
      }
      list.add(call);
    }
    calls.put(id, list);
  }

  /** The process id as strace counts. */
  private static long number(Path file) {
    String name = String.valueOf(file.getFileName());
    return Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
  }

  private static boolean isRoot(Syscall call, String marker) {
    return call.name().equals("execve")
        && call.string(0).endsWith("/bash")
        && call.strings(1).stream().anyMatch(argument -> argument.contains(marker));
  }

  /** Follows the shell from where it has read the text. */
  private void follow() throws IOException {
    if (root == null) {
      throw new IOException("the shell is not in the trace of " + calls.keySet());
    }
    int at = 0;
    while (at < root.size() && !isStart(root.get(at))) {
      at++;
    }
    process(root, at + 1, new Self(Actor.SHELL, "bash", start));
  }

  private static boolean isStart(Syscall call) {
    return call.name().equals("openat")
        && call.string(1).equals("/dev/null")
        && call.arguments().get(2).startsWith("O_RDONLY");
  }

  /** What is known of a process at a moment. */
  private record Self(Actor actor, String program, String folder) {
    Self in(String other) {
      return other.isEmpty() ? this : new Self(actor, program, other);
    }
  }

  private void process(List<Syscall> all, int from, Self self) {
    Self now = self;
    for (int i = from; i < all.size(); i++) {
      Syscall call = all.get(i);
      switch (call.name()) {
        case "clone", "clone3", "fork", "vfork" -> {
          process(calls.getOrDefault(call.number(), List.of()), 0, now);
        }
        case "execve", "execveat" -> now = exec(call, all.subList(i + 1, all.size()), now);
        case "chdir" -> {
          if (!call.failed()) {
            now = now.in(real(resolved(now.folder(), call.string(0))));
          }
        }
        case "fchdir" -> {
          if (!call.failed()) {
            now = now.in(call.folder(0));
          }
        }
        default -> now = touch(call, now);
      }
    }
  }

  private Self exec(Syscall call, List<Syscall> after, Self self) {
    boolean at = call.name().equals("execveat");
    String path = resolved(self.folder(), call.string(at ? 1 : 0));
    List<String> argv = call.strings(at ? 2 : 1);
    Map<String, String> environment = new HashMap<>();
    for (String variable : call.strings(at ? 3 : 2)) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    // one that was ended on the way, and did nothing any more, has run nothing
    boolean ended = call.number() < 0 && after.isEmpty();
    boolean worked = !call.failed() && !ended;
    String folder = worked ? folderSeen(after, self.folder()) : self.folder();
    Exec exec = new Exec(self.actor(), real(path), argv, environment, folder, worked);
    execs.add(exec);
    if (call.failedWith("ENOEXEC")) {
      // the shell goes on as the interpreter of that file
      return new Self(Actor.PROGRAM, exec.name(), folder);
    }
    if (!worked) {
      return self;
    }
    boolean ours = self.actor() == Actor.SHELL || self.actor() == Actor.WRAPPER;
    boolean wraps = WRAPPERS.contains(exec.name()) || (isShell(exec.name()) && takesText(argv));
    Actor actor = ours ? (wraps ? Actor.WRAPPER : Actor.PROGRAM) : Actor.DEEPER;
    return new Self(actor, exec.name(), folder);
  }

  static boolean isShell(String name) {
    return SHELLS.contains(name);
  }

  private static boolean takesText(List<String> argv) {
    return argv.stream().skip(1).anyMatch(word -> word.matches("-[a-zA-Z]*c[a-zA-Z]*"));
  }

  /** The folder that the loader of the new program reports. */
  private static String folderSeen(List<Syscall> after, String known) {
    for (Syscall call : after) {
      if (call.name().equals("openat") && call.arguments().getFirst().startsWith("AT_FDCWD<")) {
        return call.folder(0);
      }
      if (!call.name().equals("openat")) {
        break;
      }
    }
    return known;
  }

  private Self touch(Syscall call, Self self) {
    Self now = self;
    switch (call.name()) {
      case "openat", "openat2" -> {
        if (call.arguments().getFirst().startsWith("AT_FDCWD<")) {
          now = self.in(call.folder(0));
        }
        opened(call, call.folder(0), call.string(1), call.arguments().get(2), now);
      }
      case "open" -> opened(call, self.folder(), call.string(0), call.arguments().get(1), self);
      case "creat" -> opened(call, self.folder(), call.string(0), "O_WRONLY|O_CREAT", self);
      case "connect", "bind", "sendto", "sendmsg" -> network(call, self);
      case "kill" -> signal(call, self);
      default -> {
        if (!IDENTITY.contains(call.name())) {
          changed(call, self);
        }
      }
    }
    return now;
  }

  private void opened(Syscall call, String folder, String path, String flags, Self self) {
    boolean writes =
        flags.contains("O_WRONLY")
            || flags.contains("O_RDWR")
            || flags.contains("O_CREAT")
            || flags.contains("O_TRUNC")
            || flags.contains("O_TMPFILE");
    if (flags.contains("O_PATH")) {
      return;
    }
    String reached = call.failed() ? "" : call.reached();
    reached = reached.isEmpty() ? real(resolved(folder, path)) : reached;
    // what does not exist is not read
    if (writes || !call.failed() || call.failedWith("EACCES")) {
      add(writes ? Kind.WRITE : Kind.READ, self, path, reached, call);
    }
  }

  private void network(Syscall call, Self self) {
    String address = Syscall.unescaped(String.join(" ", call.arguments()));
    boolean ours = address.contains("NETLINK") || address.contains("/nscd/socket");
    if (!ours && address.contains("sa_family=")) {
      add(Kind.CONNECT, self, address, address, call);
    }
  }

  private void signal(Syscall call, Self self) {
    if (!call.arguments().getLast().equals("0")) {
      add(Kind.SIGNAL, self, String.join(" ", call.arguments()), "", call);
    }
  }

  private void changed(Syscall call, Self self) {
    String path = "";
    String folder = self.folder();
    for (int i = 0; i < call.arguments().size(); i++) {
      String argument = call.arguments().get(i);
      if (argument.startsWith("AT_FDCWD<") || argument.matches("\\d+<.*")) {
        folder = call.folder(i);
      } else if (argument.startsWith("\"")) {
        // of two paths, the last one is the one that comes to be; both change at a rename
        path = call.string(i);
        if (call.name().startsWith("rename")) {
          add(Kind.CHANGE, self, path, resolved(folder, path), call);
        }
      }
    }
    add(Kind.CHANGE, self, path, path.isEmpty() ? folder : resolved(folder, path), call);
  }

  private void add(Kind kind, Self self, String written, String reached, Syscall call) {
    touches.add(new Touch(kind, self.actor(), self.program(), written, reached, call.name()));
  }

  private static String resolved(String folder, String path) {
    try {
      return Path.of(folder.isEmpty() ? "/" : folder).resolve(path).normalize().toString();
    } catch (IllegalArgumentException strange) {
      return folder + "/" + path;
    }
  }

  /** Without symbolic links, as far as the untouched world tells. */
  private static String real(String path) {
    try {
      return Path.of(path).toRealPath().toString();
    } catch (IOException | IllegalArgumentException unknown) {
      return path;
    }
  }
}
