package dev.muster.store.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server in a folder, as a direct child that is started again when it dies.
 *
 * <p>It listens on the loopback address alone, with a random password. Never runs as root: see
 * {@link DatabaseAccount}. A server that an earlier console left behind in the same folder is
 * recognised by its process id, its command and its data folder, and stopped in an orderly way
 * before the new one starts; another console that still runs there, and a foreign process on the
 * port, are errors. What PostgreSQL says of an error is part of the message. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String ROLE = "muster";
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final EmbeddedFiles files;
  private final DatabaseAccount account;
  private final Path home;
  private final int port;
  private final String password;
  private final FileChannel lockFile;
  private final Consumer<String> notices;
  private @Nullable Process server;
  private boolean stopping;

  /**
   * How a server is to be.
   *
   * @param folder made when it does not exist
   * @param port 0 for the one of the last start, or a free one at the first
   * @param account the account to run as when the console runs as root
   * @param programs where PostgreSQL's programs are unpacked, which several servers may share;
   *     empty for the server's own folder
   * @param notices told of deaths and restarts, one line each
   */
  public record Options(
      Path folder,
      int port,
      Optional<String> account,
      Optional<Path> programs,
      Consumer<String> notices) {

    /** With the programs in the server's own folder. */
    public Options(Path folder, int port, Optional<String> account, Consumer<String> notices) {
      this(folder, port, account, Optional.empty(), notices);
    }
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @throws IOException with what PostgreSQL said, when it does not start
   */
  public static EmbeddedPostgres start(Options options) throws IOException {
    Path folder = options.folder().toAbsolutePath().normalize();
    Files.createDirectories(folder);
    EmbeddedFiles files = new EmbeddedFiles(folder.toRealPath());
    FileChannel lock = lock(files);
    try {
      EmbeddedPostgres postgres = new EmbeddedPostgres(files, lock, options);
      postgres.begin();
      return postgres;
    } catch (IOException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  private EmbeddedPostgres(EmbeddedFiles files, FileChannel lockFile, Options options)
      throws IOException {
    this.files = files;
    this.lockFile = lockFile;
    this.notices = options.notices();
    this.account = DatabaseAccount.choose(options.account());
    account.mustReach(files.folder());
    this.home =
        options.programs().isPresent()
            ? PostgresBinaries.shared(options.programs().get())
            : PostgresBinaries.in(files.programs());
    account.mustReach(home);
    this.password = files.password();
    int known = options.port() > 0 ? options.port() : files.port();
    this.port = known > 0 ? known : freePort();
  }

  private static FileChannel lock(EmbeddedFiles files) throws IOException {
    FileChannel channel =
        FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ours) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new IOException(
          "another console is running with the data folder " + files.folder() + "; stop it first");
    }
    return channel;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void begin() throws IOException {
    Files.createDirectories(files.log().getParent());
    if (!Files.exists(files.log())) {
      Files.createFile(files.log());
    }
    Files.createDirectories(files.data());
    account.own(files.data());
    stopOrphan();
    if (!Files.exists(files.data().resolve("PG_VERSION"))) {
      initialise();
    }
    launch();
    files.port(port);
  }

  /** The address for JDBC of one of its databases, without credentials. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** The role that owns everything. */
  public String user() {
    return ROLE;
  }

  /** The role's password; never to be logged. */
  public String password() {
    return password;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** The process id of the running server; empty while it is down. */
  public synchronized Optional<Long> pid() {
    return server != null && server.isAlive() ? Optional.of(server.pid()) : Optional.empty();
  }

  private void initialise() throws IOException {
    Path secret = Files.createTempFile(files.folder(), "initial-", "");
    try {
      Files.writeString(secret, password, StandardCharsets.US_ASCII);
      account.own(secret);
      run(
          "could not make a database",
          List.of(
              home.resolve("bin/initdb").toString(),
              "--pgdata=" + files.data(),
              "--username=" + ROLE,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--no-locale",
              "--no-instructions"));
    } finally {
      Files.delete(secret);
    }
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(home.resolve("bin/postgres").toString(), "-D", files.data().toString()));
    Map<String, String> settings =
        Map.of(
            "listen_addresses", "127.0.0.1",
            "port", Integer.toString(port),
            "unix_socket_directories", "",
            "timezone", "UTC",
            "log_timezone", "UTC",
            "max_wal_size", "2GB");
    settings.forEach((name, value) -> {
      command.add("-c");
      command.add(name + "=" + value);
    });
    return command;
  }

  /** Starts the server and waits until it is ready. */
  private synchronized void launch() throws IOException {
    long deadline = System.nanoTime() + READY.toNanos();
    while (true) {
      ServerLog log = ServerLog.fromHere(files.log());
      Process started = process(command());
      if (ready(started, deadline)) {
        server = started;
        var _ =
            started.onExit().thenAcceptAsync(this::died, task -> Thread.ofVirtual().start(task));
        return;
      }
      boolean alive = started.isAlive();
      started.destroyForcibly();
      boolean lingering = log.text().contains("is still in use");
      if (!lingering || System.nanoTime() > deadline) {
        throw new IOException(
            (alive
                    ? "PostgreSQL was not ready after " + READY.toSeconds() + " s"
                    : "PostgreSQL did not start")
                + " (its log is "
                + files.log()
                + "):\n"
                + log.telling());
      }
      pause(Duration.ofMillis(100));
    }
  }

  private boolean ready(Process started, long deadline) throws IOException {
    while (System.nanoTime() < deadline) {
      List<String> lines = postmaster();
      boolean ours = !lines.isEmpty() && lines.getFirst().equals(Long.toString(started.pid()));
      if (ours && lines.size() > 7 && lines.get(7).strip().equals("ready")) {
        return true;
      }
      if (exits(started, Duration.ofMillis(20))) {
        return false;
      }
    }
    return false;
  }

  private List<String> postmaster() throws IOException {
    return Files.exists(files.postmaster())
        ? Files.readString(files.postmaster(), StandardCharsets.UTF_8).lines().toList()
        : List.of();
  }

  /** Stops what an earlier console left behind in this folder. */
  private void stopOrphan() throws IOException {
    List<String> lines = postmaster();
    if (lines.size() < 2 || !lines.getFirst().matches("\\d{1,9}")) {
      return;
    }
    long pid = Long.parseLong(lines.getFirst());
    Optional<ProcessHandle> found = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (found.isEmpty() || !Path.of(lines.get(1)).equals(files.data()) || !isOurs(pid)) {
      return;
    }
    notices.accept("stopping the PostgreSQL server that an earlier console left (" + pid + ")");
    stopServer();
  }

  /** Whether a process's command is PostgreSQL's with this data folder. */
  private boolean isOurs(long pid) throws IOException {
    Path words = Path.of("/proc", Long.toString(pid), "cmdline");
    if (!Files.exists(words)) {
      return false;
    }
    List<String> argv =
        Arrays.asList(Files.readString(words, StandardCharsets.UTF_8).split("\0", -1));
    int folder = argv.indexOf("-D");
    return Path.of(argv.getFirst()).endsWith("bin/postgres")
        && folder > 0
        && folder + 1 < argv.size()
        && Path.of(argv.get(folder + 1)).equals(files.data());
  }

  private void stopServer() throws IOException {
    run(
        "could not stop PostgreSQL",
        List.of(
            home.resolve("bin/pg_ctl").toString(),
            "stop",
            "--pgdata=" + files.data(),
            "--mode=fast",
            "--wait",
            "--timeout=60"));
  }

  private void died(Process process) {
    synchronized (this) {
      if (stopping || server == null || server.pid() != process.pid()) {
        return;
      }
      notices.accept("PostgreSQL ended with " + process.exitValue() + "; starting it again");
    }
    while (true) {
      try {
        synchronized (this) {
          if (stopping) {
            return;
          }
          launch();
        }
        notices.accept("PostgreSQL runs again");
        return;
      } catch (IOException failed) {
        notices.accept(String.valueOf(failed.getMessage()));
        pause(AGAIN);
      }
    }
  }

  private Process process(List<String> program) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(account.argv(program));
    builder.environment().clear();
    builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC", "PATH", "/usr/bin:/bin"));
    builder.directory(files.data().toFile());
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(files.log().toFile()));
    return builder.start();
  }

  private void run(String otherwise, List<String> program) throws IOException {
    ServerLog log = ServerLog.fromHere(files.log());
    Process process = process(program);
    if (!exits(process, READY.plusSeconds(10))) {
      process.destroyForcibly();
      throw new IOException(otherwise + ": it took too long\n" + log.telling());
    }
    if (process.exitValue() != 0) {
      throw new IOException(otherwise + ":\n" + log.telling());
    }
  }

  private static boolean exits(Process process, Duration within) throws IOException {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for PostgreSQL", stop);
    }
  }

  private static void pause(Duration length) {
    LockSupport.parkNanos(length.toNanos());
  }

  /** Stops the server in an orderly way: sessions end, everything is written. */
  @Override
  public synchronized void close() throws IOException {
    if (stopping) {
      return;
    }
    stopping = true;
    try {
      if (server != null && server.isAlive()) {
        stopServer();
      }
    } finally {
      lockFile.close();
    }
  }
}
