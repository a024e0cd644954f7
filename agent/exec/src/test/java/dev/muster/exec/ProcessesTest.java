package dev.muster.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.Confinement;
import dev.muster.protocol.ProcessRequest;
import dev.muster.protocol.ProcessResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {

  @TempDir Path folder;
  private Fixture fixture;
  private Processes processes;

  @BeforeEach
  void begin() throws IOException {
    fixture = new Fixture(folder);
    processes = new Processes(fixture.supervisor);
  }

  @AfterEach
  void end() {
    fixture.close();
  }

  private ProcessRequest request(String stdin, Duration timeout, int cap, String... argv) {
    return new ProcessRequest(
        List.of(argv),
        fixture.work,
        Fixture.ENVIRONMENT,
        stdin,
        timeout,
        cap,
        new Confinement.Unconfined());
  }

  private ProcessResult run(String... argv) throws Exception {
    return processes.run(request("", Duration.ofSeconds(20), 1 << 20, argv));
  }

  @Test
  void handsArgumentsOverAsTheyAre() throws Exception {
    assertThat(run("printf", "%s|", "a b", "$(id)", "; ls", "", "-n", "é"))
        .isEqualTo(new ProcessResult(0, "a b|$(id)|; ls||-n|é|", "", false, false));
  }

  @Test
  void inheritsNothing() throws Exception {
    ProcessResult result = run("env");
    assertThat(result.stdout().lines().map(line -> line.substring(0, line.indexOf('='))))
        .containsExactlyInAnyOrder("PATH", "LC_ALL", ProcessTree.MARKER);
  }

  @Test
  void feedsStandardInput() throws Exception {
    String text = "line é\n".repeat(200_000);
    ProcessResult result = processes.run(request(text, Duration.ofSeconds(20), 1 << 22, "cat"));
    assertThat(result.stdout()).isEqualTo(text);
    assertThat(run("cat").stdout()).isEmpty();
    assertThat(processes.run(request(text, Duration.ofSeconds(20), 10, "true")).exitCode())
        .isZero();
  }

  @Test
  void keepsWhatIsWrittenLittleByLittle() throws Exception {
    String loop = "i=0; while [ $i -lt 5000 ]; do i=$((i+1)); echo $i; done; printf end >&2";
    ProcessResult result = run("sh", "-c", loop);
    assertThat(result.stdout().lines()).hasSize(5000).endsWith("4999", "5000");
    assertThat(result.stderr()).isEqualTo("end");
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void reportsCodesAndBothStreams() throws Exception {
    assertThat(run("sh", "-c", "echo out; echo err >&2; exit 3"))
        .isEqualTo(new ProcessResult(3, "out\n", "err\n", false, false));
    assertThat(run("sh", "-c", "kill -9 $$").exitCode()).isEqualTo(137);
  }

  @Test
  void capsEachStreamAndReadsOn() throws Exception {
    ProcessResult result =
        processes.run(
            request(
                "", Duration.ofSeconds(20), 1000, "sh", "-c", "head -c 5000000 /dev/zero; exit 4"));
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.stdout()).hasSize(1000);
    assertThat(result.truncated()).isTrue();
  }

  @Test
  void endsTheTreeAtTheTimeout() throws Exception {
    long begun = System.nanoTime();
    ProcessResult result =
        processes.run(
            request(
                "",
                Duration.ofMillis(600),
                1000,
                "sh",
                "-c",
                "echo begun; sleep 1000 & echo $! > pid; wait"));
    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(5).toNanos());
    assertThat(result).isEqualTo(new ProcessResult(-1, "begun\n", "", true, false));
    assertThat(Fixture.isAlive(fixture.pids("pid", 1).getFirst())).isFalse();
  }

  @Test
  void leavesNothingBehindAtTheEnd() throws Exception {
    long begun = System.nanoTime();
    ProcessResult result = run("sh", "-c", "sleep 1000 & echo $! > pid; echo done");
    assertThat(result.stdout()).isEqualTo("done\n");
    assertThat(Fixture.isAlive(fixture.pids("pid", 1).getFirst())).isFalse();
    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(5).toNanos());
  }

  @Test
  void endsTheTreeWhenInterrupted() throws Exception {
    AtomicReference<Exception> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                run("sh", "-c", "sleep 1000 & echo $! > pid; wait");
              } catch (Exception e) {
                thrown.set(e);
              }
            });
    long pid = fixture.pids("pid", 1).getFirst();
    caller.interrupt();
    assertThat(caller.join(Duration.ofSeconds(3))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(Fixture.isAlive(pid)).isFalse();
  }

  @Test
  void neverRunsWhatTheCurrentFolderHolds() throws Exception {
    Path planted = Files.writeString(fixture.work.resolve("planted"), "#!/bin/sh\necho planted\n");
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwx------"));
    for (String name : List.of("planted", "./planted", "work/planted")) {
      ProcessRequest request =
          new ProcessRequest(
              List.of(name),
              fixture.work,
              Map.of("PATH", ".::" + "bin"),
              "",
              Duration.ofSeconds(5),
              100,
              new Confinement.Unconfined());
      assertThatThrownBy(() -> processes.run(request)).isInstanceOf(IOException.class);
    }
    assertThat(run(planted.toString()).stdout()).isEqualTo("planted\n");
    // the same where the agent itself stands in that folder
    Path here = Path.of("").toAbsolutePath();
    String below = here.relativize(fixture.work.toRealPath()).toString();
    for (String name : List.of("planted", below + "/planted")) {
      ProcessRequest request =
          new ProcessRequest(
              List.of(name),
              here,
              Map.of("PATH", below),
              "",
              Duration.ofSeconds(5),
              100,
              new Confinement.Unconfined());
      assertThatThrownBy(() -> processes.run(request)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void startsNothingOnceClosed() {
    fixture.supervisor.close();
    assertThatThrownBy(() -> run("true"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("shutting down");
  }
}
