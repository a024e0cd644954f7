package dev.muster.exec.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.exec.Shell;
import dev.muster.exec.ShellCommand;
import dev.muster.exec.ShellEnd;
import dev.muster.exec.ShellJob;
import dev.muster.exec.Supervisor;
import dev.muster.pattern.HostPattern;
import dev.muster.pattern.HostRules;
import dev.muster.protocol.Confinement.Confined;
import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Confinement.Frozen.WhenAbsent;
import dev.muster.protocol.Confinement.Network;
import dev.muster.protocol.Confinement.Pattern;
import dev.muster.protocol.Confinement.Services;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shell promises holds for confined commands as well. */
@EnabledOnOs(OS.LINUX)
class SandboxTest {

  private static final String NO_SUCH_PROGRAM = "/nonexistent/socat";

  private Path base;
  private Path work;
  private Supervisor supervisor;
  private @Nullable Sandbox sandbox;

  @BeforeEach
  void begin() throws IOException {
    // the machine's temporary folder is not seen by commands
    base = Files.createTempDirectory(Path.of("target").toRealPath(), "sandbox-");
    if (base.startsWith("/tmp")) {
      TreeRemoval.remove(base);
      base = Files.createTempDirectory(Path.of("/srv"), "sandbox-");
    }
    work = Files.createDirectory(base.resolve("work"));
    supervisor = new Supervisor();
  }

  @AfterEach
  void end() {
    if (sandbox != null) {
      sandbox.close();
    }
    supervisor.close();
    TreeRemoval.remove(base);
  }

  /** Those that work here; {@link EscapeTest} fails where there is none. */
  static List<String> backends() {
    return Sandbox.LINUX.stream()
        .filter(name -> {
          try (Sandbox one = Backends.only(name, config(Optional.empty()))) {
            return one.support(false) instanceof Support.Works;
          }
        })
        .toList();
  }

  private static SandboxConfig config(Optional<String> socat) {
    return new SandboxConfig(
        Path.of("/tmp"), Optional.empty(), socat, Optional.empty(), InstantSource.system());
  }

  private Confined limits(List<Frozen> frozen, List<Pattern> patterns, HostRules hosts) {
    return new Confined(
        new Disk.Limited(List.of(work), frozen, List.of(), List.of(), patterns),
        new Network(hosts, false),
        Services.NONE,
        Set.of("TOKEN"),
        false);
  }

  private Confined limits() {
    return limits(List.of(), List.of(), HostRules.NONE);
  }

  private Sandbox sandbox(String backend) {
    if (sandbox == null) {
      sandbox = Backends.only(backend, config(Optional.empty()));
    }
    return sandbox;
  }

  private ShellJob start(Sandbox in, String text, Confined limits) throws IOException {
    return new Shell(supervisor, base.resolve("out"), 1 << 20, in)
        .start(
            new ShellCommand(
                text,
                work,
                Map.of("PATH", "/usr/bin:/bin", "HOME", base.toString(), "TOKEN", "secret"),
                false,
                limits));
  }

  private String run(Sandbox in, String text, Confined limits) throws Exception {
    ShellJob job = start(in, text, limits);
    assertThat(job.await(Duration.ofSeconds(60))).as(text).isTrue();
    return Files.readString(job.stdout())
        + "|"
        + Files.readString(job.stderr())
        + "|"
        + job.end().map(ShellEnd::exitCode).orElse(-1);
  }

  private void wait(Condition condition) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(condition.holds()).isTrue();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  @ParameterizedTest
  @MethodSource("backends")
  void outputStatusFolderAndEnvironmentAreAsWithout(String backend) throws Exception {
    Sandbox in = sandbox(backend);
    assertThat(run(in, "echo out; echo err >&2; exit 3", limits())).isEqualTo("out\n|err\n|3");
    assertThat(run(in, "cat <<'X'\n$HOME `id`\nX\n", limits())).isEqualTo("$HOME `id`\n||0");
    assertThat(run(in, "kill -9 $$", limits())).isEqualTo("||137");
    assertThat(run(in, "echo \"$TOKEN.$MUSTER_SANDBOX\"", limits()))
        .isEqualTo("." + backend + "\n||0");
    assertThat(run(in, "cat; tty", limits())).startsWith("not a tty").endsWith("|1");
    Path sub = Files.createDirectory(work.resolve("sub"));
    for (String text : List.of("cd sub", "cd sub; exit 3", "set -e; cd sub; false")) {
      ShellJob job = start(in, text, limits());
      assertThat(job.await(Duration.ofSeconds(60))).isTrue();
      assertThat(job.lastFolder()).as(text).contains(sub);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void whatIsKilledIsOverWithAllThatCameFromIt(String backend) throws Exception {
    ShellJob job =
        start(
            sandbox(backend),
            "sleep 87654321 & setsid sleep 87654321 & (trap '' TERM HUP; sleep 87654321) &"
                + " echo ready; wait",
            limits());
    wait(() -> Files.readString(job.stdout()).contains("ready"));
    job.kill();
    assertThat(job.end()).containsInstanceOf(ShellEnd.Killed.class);
    wait(() ->
        ProcessHandle.allProcesses()
            .flatMap(process -> process.info().commandLine().stream())
            .noneMatch(line -> line.endsWith("sleep 87654321")));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aCommandInTheBackgroundGoesOnWhileOthersRun(String backend) throws Exception {
    Sandbox in = sandbox(backend);
    Path go = work.resolve("go");
    Files.createDirectory(go);
    ShellJob background =
        start(in, "until [ -e go/now ]; do sleep 0.05; done; echo late", limits());
    assertThat(run(in, "echo other", limits())).isEqualTo("other\n||0");
    assertThat(background.end()).isEmpty();
    assertThat(run(in, "echo > go/now", limits())).isEqualTo("||0");
    assertThat(background.await(Duration.ofSeconds(60))).isTrue();
    assertThat(Files.readString(background.stdout())).isEqualTo("late\n");
  }

  @ParameterizedTest
  @MethodSource("backends")
  void tooMuchOutputEndsIt(String backend) throws Exception {
    ShellJob job = start(sandbox(backend), "yes", limits());
    assertThat(job.await(Duration.ofSeconds(60))).isTrue();
    assertThat(job.end()).containsInstanceOf(ShellEnd.TooMuchOutput.class);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theTemporaryFolderIsOfTheSessionAndGoesWithIt(String backend) throws Exception {
    Sandbox in = sandbox(backend);
    assertThat(run(in, "f=$(mktemp) && echo x > \"$f\" && dirname \"$f\"", limits()))
        .isEqualTo(in.temp(false) + "\n||0");
    Path temp = in.temp(false);
    assertThat(temp).isNotEmptyDirectory();
    assertThat(run(in, "cat \"$TMPDIR\"/tmp.*", limits())).isEqualTo("x\n||0");
    in.close();
    assertThat(temp).doesNotExist();
    assertThatThrownBy(() -> start(in, "true", limits()))
        .isInstanceOf(IOException.class)
        .hasMessage("the sandbox is closed");
  }

  @Test
  void whereNothingConfinesNothingRuns() {
    Sandbox none = new Sandbox(config(Optional.empty()), List.of());
    assertThat(none.support(false))
        .isEqualTo(new Support.Missing("commands cannot be confined on this system"));
    assertThatThrownBy(() -> start(none, "true", limits()))
        .isInstanceOf(IOException.class)
        .hasMessage("commands cannot be confined on this system");
    assertThat(work).isEmptyDirectory();
  }

  // What only bubblewrap does.

  private Sandbox bubblewrap() {
    org.junit.jupiter.api.Assumptions.assumeTrue(backends().contains(BubblewrapBackend.NAME));
    return sandbox(BubblewrapBackend.NAME);
  }

  @Test
  void whatMustNotComeIntoBeingIsHeldWhileACommandRunsAndNoLonger() throws Exception {
    Sandbox in = bubblewrap();
    List<Frozen> frozen =
        List.of(
            new Frozen(work.resolve(".claude"), WhenAbsent.FOLDER),
            new Frozen(work.resolve(".bashrc"), WhenAbsent.FILE),
            new Frozen(work.resolve(".envrc"), WhenAbsent.FOLDER));
    Confined limits = limits(frozen, List.of(), HostRules.NONE);
    ShellJob one = start(in, "echo ready; sleep 60", limits);
    wait(() -> Files.readString(one.stdout()).contains("ready"));
    assertThat(work.resolve(".claude")).isEmptyDirectory();
    assertThat(work.resolve(".bashrc")).isEmptyFile();
    assertThat(run(in, "echo x > .claude/settings.json; echo x >> .bashrc; rmdir .envrc", limits))
        .startsWith("|bash: ")
        .endsWith("|1");
    // the other command still needs them
    assertThat(work.resolve(".claude")).isEmptyDirectory();
    Files.writeString(work.resolve(".bashrc"), "of a person");
    one.kill();
    wait(() -> Files.notExists(work.resolve(".claude")));
    wait(() -> Files.notExists(work.resolve(".envrc")));
    assertThat(work.resolve(".bashrc")).hasContent("of a person");
  }

  @Test
  void aPlaceBehindALinkThatACommandCouldTurnIsRefused() throws Exception {
    Sandbox in = bubblewrap();
    Files.createSymbolicLink(work.resolve(".claude"), base.resolve("elsewhere"));
    Confined limits =
        limits(
            List.of(new Frozen(work.resolve(".claude"), WhenAbsent.FOLDER)),
            List.of(),
            HostRules.NONE);
    assertThatThrownBy(() -> start(in, "true", limits))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(work.resolve(".claude").toString());
  }

  @Test
  void whatAPatternHidesOrFreezesIsFoundAnewForEachCommand() throws Exception {
    Sandbox in = bubblewrap();
    Pattern keys = new Pattern(work, (path, folder) -> path.toString().endsWith(".pem"), true);
    Pattern locks = new Pattern(base, (path, folder) -> path.endsWith("lock"), false);
    Confined limits = limits(List.of(), List.of(keys, locks), HostRules.NONE);
    Files.createDirectory(work.resolve("a"));
    assertThat(run(in, "ls a", limits)).isEqualTo("||0");
    Files.writeString(work.resolve("a/x.pem"), "secret");
    Files.writeString(work.resolve("a/x.txt"), "open\n");
    assertThat(run(in, "cat a/x.txt a/x.pem", limits)).startsWith("open\n|").endsWith("|1");
    assertThat(run(in, "echo 1 > a/lock; echo 2 > b; cat a/lock b", limits)).isEqualTo("1\n2\n||0");
    assertThat(run(in, "echo 2 > a/lock", limits)).endsWith("|1");
    assertThat(run(in, "rm a/lock", limits)).endsWith("|1");
    assertThat(run(in, "mv a c", limits)).endsWith("|1");
    assertThat(work.resolve("a/lock")).hasContent("1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hostsAreReachedThroughTheProxyOrRefusedAndTold(boolean bySocat) throws Exception {
    bubblewrap();
    try (Sandbox in =
            Backends.only(
                BubblewrapBackend.NAME,
                config(bySocat ? Optional.empty() : Optional.of(NO_SUCH_PROGRAM)));
        ServerSocket server =
            new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      Thread.ofVirtual().start(() -> answer(server));
      String there = "127.0.0.1:" + server.getLocalPort();
      HostRules rules =
          new HostRules(
              List.of(Objects.requireNonNull(HostPattern.parse(there))), List.of(), false);
      Confined limits = limits(List.of(), List.of(), rules);
      ShellJob allowed = start(in, request("http://" + there + "/"), limits);
      assertThat(allowed.await(Duration.ofSeconds(60))).isTrue();
      assertThat(Files.readString(allowed.stdout())).endsWith("hello");
      assertThat(allowed.denied()).isEmpty();
      ShellJob refused = start(in, request("http://other.example/secret"), limits);
      assertThat(refused.await(Duration.ofSeconds(60))).isTrue();
      assertThat(Files.readString(refused.stdout())).contains("403").doesNotContain("hello");
      assertThat(refused.denied())
          .singleElement()
          .asString()
          .contains("other.example")
          .doesNotContain("secret");
    }
  }

  private static void answer(ServerSocket server) {
    while (true) {
      try (Socket socket = server.accept()) {
        byte[] head = new byte[4096];
        if (socket.getInputStream().read(head) > 0) {
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                      .getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Asks the proxy by bash alone. */
  private static String request(String url) {
    return "port=${HTTP_PROXY##*:}; exec 3<>/dev/tcp/127.0.0.1/$port || exit 9; printf 'GET "
        + url
        + " HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n' >&3; cat <&3";
  }

  @Test
  void commandsOfASessionShareALoopbackThatIsNotTheMachines() throws Exception {
    Sandbox in = bubblewrap();
    ShellJob server =
        start(
            in,
            "exec python3 -c \"import socket; s=socket.socket(); s.bind(('127.0.0.1',4567));"
                + " s.listen(1); print('ready',flush=True); c=s.accept()[0]; c.send(b'served')\"",
            limits());
    wait(() -> Files.readString(server.stdout()).contains("ready"));
    assertThat(run(in, "cat < /dev/tcp/127.0.0.1/4567", limits())).isEqualTo("served||0");
    assertThat(server.await(Duration.ofSeconds(60))).isTrue();
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), 4567).close())
        .isInstanceOf(IOException.class);
  }
}
