package dev.muster.exec.sandbox;

import dev.muster.pattern.HostPattern;
import dev.muster.pattern.HostRules;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import dev.muster.protocol.Confinement.Pattern;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A home, a project and a place outside of it, with services and a process beside the agent. */
final class EscapeWorld implements AutoCloseable {

  static final String VICTIM = "7654321";

  final Path base;
  final Path project;
  final Path home;
  final AtomicInteger reached = new AtomicInteger();
  final Process victim;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Map<String, String> variables = new HashMap<>();

  EscapeWorld(Path base) throws Exception {
    this.base = base;
    this.project = base.resolve("project");
    this.home = base.resolve("home");
    files();
    git(project);
    git(project.resolve("nested"));
    services();
    victim = new ProcessBuilder("sleep", VICTIM).start();
    Thread.ofVirtual()
        .start(() -> {
          try {
            victim.waitFor();
            reached.addAndGet(1000);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void files() throws IOException {
    write("outside/file", "outside");
    write("outside/dir/file", "outside");
    write("home/.bashrc", "# bash");
    write("home/.profile", "# profile");
    write("home/.ssh/id", "SECRET-ssh");
    write("home/.aws/credentials", "SECRET-aws");
    write("home/.netrc", "SECRET-netrc");
    write("home/.claude/settings.json", "{}");
    write("home/.claude/.credentials.json", "SECRET-claude");
    write("home/.claude.json", "{}");
    write("project/project.txt", "text\n");
    write("project/.npmrc", "a=b");
    write("project/.claude/settings.json", "{}");
    write("project/.vscode/settings.json", "{}");
    write("project/denied.txt", "SECRET-denied");
    write("project/secrets/key", "SECRET-key");
    write("project/src/deep/.env", "SECRET-env");
    write("project/src/a.txt", "a");
    write("project/src/a.lock", "lock");
    write("project/lib/x", "x");
    write("project/plain/x", "x");
    write("project/nested/x", "x");
    Files.createSymbolicLink(project.resolve("link-out"), base.resolve("outside"));
    Files.createSymbolicLink(project.resolve("link-file"), base.resolve("outside/file"));
    Files.createSymbolicLink(project.resolve("link-dangling"), base.resolve("outside/not-there"));
    Files.createDirectories(base.resolve("sock"));
  }

  private void write(String name, String text) throws IOException {
    Path file = base.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private static void git(Path folder) throws Exception {
    for (List<String> argv :
        List.of(
            List.of("git", "init", "-q", "."),
            List.of("git", "add", "project.txt", "x"),
            List.of(
                "git",
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b.example",
                "commit",
                "-qm",
                "x"))) {
      List<String> words = new ArrayList<>(argv);
      words.removeIf(word ->
          (word.equals("x") && argv.contains("add") && !Files.exists(folder.resolve("x")))
              || (word.equals("project.txt") && !Files.exists(folder.resolve("project.txt"))));
      Process git = new ProcessBuilder(words).directory(folder.toFile()).inheritIO().start();
      if (git.waitFor() != 0) {
        throw new IOException("git: " + words);
      }
    }
    for (String name : List.of("nested/", "made", "*.o")) {
      Files.writeString(
          folder.resolve(".git/info/exclude"),
          name + "\n",
          java.nio.file.StandardOpenOption.APPEND);
    }
    Files.writeString(
        folder.resolve(".git/info/exclude"),
        "/.*\n/*\n!/project.txt\n",
        java.nio.file.StandardOpenOption.APPEND);
  }

  private void services() throws IOException {
    variables.put("TCP", Integer.toString(listen(InetAddress.getByAddress(new byte[4]))));
    variables.put("TCP6", Integer.toString(listen6()));
    DatagramSocket udp = new DatagramSocket(new InetSocketAddress(0));
    open.add(udp);
    variables.put("UDP", Integer.toString(udp.getLocalPort()));
    background(() -> {
      udp.receive(new DatagramPacket(new byte[10], 10));
      reached.incrementAndGet();
    });
    ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    unix.bind(UnixDomainSocketAddress.of(base.resolve("sock/path.sock")));
    accept(unix);
    variables.put("OWN", own());
  }

  private int listen(InetAddress address) throws IOException {
    ServerSocketChannel tcp = ServerSocketChannel.open();
    tcp.bind(new InetSocketAddress(address, 0));
    accept(tcp);
    return ((InetSocketAddress) tcp.getLocalAddress()).getPort();
  }

  private int listen6() {
    try {
      return listen(
          InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
    } catch (IOException noSuchFamily) {
      return 1;
    }
  }

  private void accept(ServerSocketChannel listener) {
    open.add(listener);
    background(() -> {
      listener.accept().close();
      reached.incrementAndGet();
    });
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void background(Step step) {
    Thread.ofVirtual()
        .start(() -> {
          while (true) {
            try {
              step.run();
            } catch (IOException closed) {
              return;
            }
          }
        });
  }

  /** An address of this machine that is not its loopback. */
  private static String own() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> a.getAddress().length == 4 && !a.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst()
        .orElse("127.0.0.1");
  }

  Confinement.Confined confinement() {
    List<Frozen> frozen = new ArrayList<>();
    for (String name :
        List.of(
            ".claude",
            ".mcp.json",
            ".vscode",
            ".idea",
            ".husky",
            ".devcontainer",
            ".cargo",
            ".envrc",
            ".git/hooks",
            ".git/config",
            ".git/config.worktree",
            "nested/.git/hooks",
            "nested/.git/config",
            "plain/HEAD")) {
      frozen.add(new Frozen(project.resolve(name), WhenAbsent.FOLDER));
    }
    frozen.add(new Frozen(project.resolve(".npmrc"), WhenAbsent.LEAVE));
    frozen.add(new Frozen(project.resolve(".git/commondir"), WhenAbsent.REMOVE));
    List<Path> hidden = new ArrayList<>();
    for (String name : List.of(".ssh", ".aws", ".netrc", ".claude/.credentials.json", ".kube")) {
      hidden.add(home.resolve(name));
    }
    hidden.add(project.resolve("denied.txt"));
    hidden.add(project.resolve("secrets"));
    List<Pattern> patterns =
        List.of(
            new Pattern(project, (path, folder) -> path.endsWith(".env"), true),
            new Pattern(base, (path, folder) -> path.toString().endsWith(".lock"), false));
    HostRules rules =
        new HostRules(
            List.of(pattern("allowed.test"), pattern("*.example.com")),
            List.of(pattern("denied.test"), pattern("*.denied.test")),
            false);
    return new Confinement.Confined(
        new Confinement.Disk.Limited(List.of(project), frozen, hidden, List.of(), patterns),
        new Confinement.Network(rules, false),
        Confinement.Services.NONE,
        Set.of("WITHHELD"),
        false);
  }

  private static HostPattern pattern(String text) {
    return Objects.requireNonNull(HostPattern.parse(text));
  }

  Map<String, String> environment(String backend, String mark) {
    Map<String, String> all = new HashMap<>(CallNumbers.variables());
    all.putAll(variables);
    all.put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    all.put("HOME", home.toString());
    all.put("B", base.toString());
    all.put("LC_ALL", "C");
    all.put("BACKEND", backend);
    all.put("AGENT", Long.toString(ProcessHandle.current().pid()));
    all.put("VICTIM", Long.toString(victim.pid()));
    all.put("VICTIM_NAME", "sleep " + VICTIM);
    all.put("MARK", mark);
    all.put("WITHHELD", "SECRET-withheld");
    all.put("JAVA_BIN", System.getProperty("java.home") + "/bin");
    return all;
  }

  /** Everything outside, and everything protected inside, as it is now. */
  Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    for (String root :
        List.of(
            "outside",
            "home",
            "sock",
            "project/.claude",
            "project/.vscode",
            "project/.npmrc",
            "project/.mcp.json",
            "project/.idea",
            "project/.husky",
            "project/.devcontainer",
            "project/.cargo",
            "project/.envrc",
            "project/.git/hooks",
            "project/.git/config",
            "project/.git/config.worktree",
            "project/.git/commondir",
            "project/nested/.git/hooks",
            "project/nested/.git/config",
            "project/denied.txt",
            "project/secrets",
            "project/src/deep",
            "project/plain/HEAD")) {
      note(base.resolve(root), state);
    }
    try (var names = Files.list(base)) {
      names.forEach(name -> state.put(name.toString(), state.getOrDefault(name.toString(), "")));
    }
    return state;
  }

  private static void note(Path root, Map<String, String> state) throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found)
              throws IOException {
            state.put(folder.toString(), "folder " + mode(folder));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found)
              throws IOException {
            String content =
                found.isRegularFile()
                    ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    : "";
            state.put(
                file.toString(), mode(file) + found.lastModifiedTime() + found.fileKey() + content);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public void close() throws Exception {
    victim.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    for (AutoCloseable one : open) {
      one.close();
    }
  }
}
