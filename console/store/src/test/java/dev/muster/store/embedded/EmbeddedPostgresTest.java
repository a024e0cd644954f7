package dev.muster.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.store.Await;
import dev.muster.store.TestFolders;
import dev.muster.store.embedded.EmbeddedPostgres.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The supervisor, with real servers. */
class EmbeddedPostgresTest {

  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());

  private Options options(Path folder, int port) {
    return new Options(
        folder, port, Optional.empty(), Optional.of(TestFolders.programs()), notices::add);
  }

  private static Connection connect(EmbeddedPostgres server) throws SQLException {
    return DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
  }

  @Test
  void keepsItsDataAndPortOverARestartAndNeverRunsAsRoot() throws Exception {
    Path folder = TestFolders.fresh();
    int port;
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options(folder, 0));
        Connection connection = connect(server)) {
      port = server.port();
      connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
      Object owner =
          Files.getAttribute(
              Path.of("/proc", Long.toString(server.pid().orElseThrow())), "unix:uid");
      assertThat(owner).isNotEqualTo(0);
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options(folder, 0));
        Connection connection = connect(server)) {
      assertThat(server.port()).isEqualTo(port);
      var answer = connection.createStatement().executeQuery("SELECT answer FROM kept");
      assertThat(answer.next()).isTrue();
      assertThat(answer.getInt(1)).isEqualTo(42);
    }
  }

  @Test
  void programsThatAreSharedAreUnpackedOnceAndOnlyUsedWhereNobodyElseCouldWrite() throws Exception {
    Path shared = TestFolders.fresh().resolve("programs");
    List<CompletableFuture<Path>> both = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      both.add(CompletableFuture.supplyAsync(() -> unpacked(shared)));
    }
    Path home = both.getFirst().get();
    assertThat(both.getLast().get()).isEqualTo(home);
    assertThat(home.getFileName().toString()).matches("postgres-.*-[0-9a-f]+-[0-9a-f]+");
    Object first = Files.readAttributes(home, BasicFileAttributes.class).fileKey();
    assertThat(PostgresBinaries.shared(shared)).isEqualTo(home);
    assertThat(Files.readAttributes(home, BasicFileAttributes.class).fileKey()).isEqualTo(first);

    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    Options open =
        new Options(TestFolders.fresh(), 0, Optional.empty(), Optional.of(shared), notices::add);
    assertThatThrownBy(() -> EmbeddedPostgres.start(open))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("others than this user may write " + shared);
  }

  private static Path unpacked(Path shared) {
    try {
      return PostgresBinaries.shared(shared);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options(TestFolders.fresh(), 0))) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.url("postgres"), server.user(), "wrong"))
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void startsItAgainWhenItIsKilled() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options(TestFolders.fresh(), 0))) {
      long first = server.pid().orElseThrow();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      Await.until(() -> server.pid().filter(pid -> pid != first).isPresent());
      try (Connection connection = connect(server)) {
        assertThat(connection.isValid(5)).isTrue();
      }
      assertThat(notices).anyMatch(line -> line.contains("starting it again"));
    }
  }

  @Test
  void stopsTheServerThatAKilledConsoleLeft() throws Exception {
    Path folder = TestFolders.fresh();
    List<String> argv =
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ServerMain.class.getName(),
            folder.toString());
    Process console = new ProcessBuilder(argv).redirectErrorStream(true).start();
    long orphan;
    try (var out = console.inputReader()) {
      orphan = Long.parseLong(out.readLine());
      console.destroyForcibly().waitFor();
    }
    assertThat(ProcessHandle.of(orphan).orElseThrow().isAlive()).isTrue();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options(folder, 0))) {
      assertThat(server.pid().orElseThrow()).isNotEqualTo(orphan);
      assertThat(command(orphan)).isEmpty();
      assertThat(notices).anyMatch(line -> line.contains("an earlier console left"));
    }
  }

  /** A process's command; empty when it has ended, though nobody may have taken note. */
  private static String command(long pid) throws IOException {
    Path words = Path.of("/proc", Long.toString(pid), "cmdline");
    return Files.exists(words) ? Files.readString(words) : "";
  }

  @Test
  void aSecondConsoleOnTheSameFolderIsAnError() throws Exception {
    Path folder = TestFolders.fresh();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options(folder, 0))) {
      assertThat(server.pid()).isPresent();
      assertThatThrownBy(() -> EmbeddedPostgres.start(options(folder, 0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another console is running");
    }
  }

  @Test
  void aForeignProcessOnThePortIsAnErrorInPostgresOwnWords() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> EmbeddedPostgres.start(options(TestFolders.fresh(), taken.getLocalPort())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("could not bind")
          .hasMessageContaining("FATAL");
    }
  }

  @Test
  void anAccountThatDoesNotExistIsNamed() throws Exception {
    Path folder = TestFolders.fresh();
    Options options = new Options(folder, 0, Optional.of("no-such-account"), notices::add);
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
    assertThatThrownBy(() -> EmbeddedPostgres.start(options))
        .hasMessageContaining("no-such-account");
  }
}
