package dev.muster.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends every shape of process tree that a command can grow. */
class TreeTest {

  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void begin() throws IOException {
    fixture = new Fixture(folder.toRealPath());
  }

  @AfterEach
  void end() {
    fixture.close();
  }

  private void growsAndDies(String text, int count) throws Exception {
    Files.deleteIfExists(fixture.work.resolve("pids"));
    ShellJob job = fixture.start(text);
    List<Long> pids = fixture.pids("pids", count);
    assertThat(pids).as(text).allMatch(Fixture::isAlive);
    long begun = System.nanoTime();
    job.kill();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    assertThat(pids).as(text).noneMatch(Fixture::isAlive);
    assertThat(job.end()).as(text).isPresent();
  }

  @Test
  void endsPlainChildrenAndPipelines() throws Exception {
    growsAndDies("echo $$ >> pids; sleep 1000 & echo $! >> pids; sleep 1001 | cat", 2);
    growsAndDies("sh -c 'sh -c \"echo \\$\\$ >> pids; sleep 1000; :\"; :'; :", 1);
  }

  @Test
  void endsWhatOpenedASessionOfItsOwn() throws Exception {
    growsAndDies("setsid sh -c 'echo $$ >> pids; sleep 1000; :' & wait", 1);
    growsAndDies("setsid -f sh -c 'echo $$ >> pids; sleep 1000; :'", 1);
  }

  @Test
  void endsWhatIgnoresSignals() throws Exception {
    growsAndDies("nohup sh -c 'echo $$ >> pids; sleep 1000; :' >/dev/null 2>&1 & wait", 1);
    growsAndDies("trap '' TERM INT HUP; echo $$ >> pids; while :; do sleep 1000; done", 1);
    growsAndDies("sh -c 'kill -STOP $$' & echo $! >> pids; wait", 1);
  }

  @Test
  void endsDoubleForkedDaemons() throws Exception {
    String daemon =
        "( ( setsid sh -c 'trap \"\" TERM; echo $$ >> pids; sleep 1000; :' </dev/null >/dev/null 2>&1 &"
            + " ) & ); ";
    growsAndDies(daemon + "sleep 1000", 1);
    growsAndDies(daemon + "exit", 1);
  }

  @Test
  void endsADaemonThatDroppedItsEnvironmentButWasSeen() throws Exception {
    growsAndDies(
        "( exec env -i PATH=/usr/bin:/bin sh -c 'echo $$ >> pids; sleep 0.9; exec setsid sleep 1000'"
            + " ) & sleep 1000",
        1);
    ShellJob job =
        fixture.start(
            "env -i PATH=/usr/bin:/bin sh -c 'setsid sh -c \"echo \\$\\$ > daemon; sleep 1000; :\" &"
                + " sleep 1'; exit");
    assertThat(job.await(Duration.ofSeconds(10))).isTrue();
    long daemon = fixture.pids("daemon", 1).getFirst();
    assertThat(Fixture.isAlive(daemon)).isTrue();
    job.kill();
    assertThat(Fixture.isAlive(daemon)).isFalse();
  }

  @Test
  void endsAForkTree() throws Exception {
    growsAndDies(
        "grow() { echo $BASHPID >> pids; if [ $1 -gt 0 ]; then grow $(($1-1)) & grow $(($1-1)) & fi;"
            + " sleep 1000; }; grow 5",
        63);
  }

  @Test
  void endsWhatKeepsForking() throws Exception {
    ShellJob job =
        fixture.start(
            "trap '' TERM; breed() { ( sleep 0.01; breed ) & sleep 1000; }; echo $$ > pids; breed");
    assertThat(fixture.pids("pids", 1)).hasSize(1);
    Fixture.pause(300);
    job.kill();
    Fixture.pause(100);
    assertThat(new ProcTable().all()).noneMatch(TreeTest::carriesOurs);
  }

  private static boolean carriesOurs(ProcessEntry entry) {
    String mark = Long.toString(ProcessHandle.current().pid(), 36) + "-";
    return new ProcTable().carries(entry, mark);
  }

  @Test
  void endsEverythingAtOnceWithinASecond() throws Exception {
    List<Long> pids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      fixture.start(
          "trap '' TERM; setsid sh -c 'trap \"\" TERM; echo $$ >> p"
              + i
              + "; while :; do"
              + " sleep 1000; done' & wait; wait");
      pids.addAll(fixture.pids("p" + i, 1));
    }
    ShellJob ended = fixture.finish("nohup sleep 1000 >/dev/null 2>&1 & echo $! > left");
    pids.addAll(fixture.pids("left", 1));
    assertThat(ended.end()).isPresent();
    long begun = System.nanoTime();
    fixture.supervisor.close();
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertThat(pids).noneMatch(Fixture::isAlive);
    assertThat(took).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void leavesOthersAlone() throws Exception {
    ShellJob other = fixture.start("echo $$ > other; sleep 1000");
    long pid = fixture.pids("other", 1).getFirst();
    growsAndDies("echo $$ >> pids; sleep 1000", 1);
    assertThat(Fixture.isAlive(pid)).isTrue();
    assertThat(Fixture.isAlive(ProcessHandle.current().pid())).isTrue();
    other.kill();
  }

  @Test
  void letsAProcessCleanUp() throws Exception {
    ShellJob job =
        fixture.start("trap 'echo bye > said; exit' TERM; echo $$ > pids; sleep 1000 & wait");
    assertThat(fixture.pids("pids", 1)).hasSize(1);
    job.kill();
    assertThat(fixture.work.resolve("said")).hasContent("bye");
  }

  /** What stands in where there is neither setsid nor /proc. */
  @Test
  void endsTreesWithoutLinuxToo() throws Exception {
    ProcessTable ps = new PsTable(Path.of("/bin/ps"));
    for (SessionStarter starter :
        List.of(SessionStarter.byPerl("/usr/bin/perl"), new SessionStarter(List.of()))) {
      try (Fixture other =
          new Fixture(
              folder.resolve("other" + starter.prefix().size()),
              new Supervisor(ps, starter),
              1 << 20)) {
        ShellJob job =
            other.start(
                "trap '' TERM; sh -c 'echo $$ >> pids; sleep 1000; :' & echo $$ >> pids; wait");
        List<Long> pids = other.pids("pids", 2);
        assertThat(pids).contains(job.pid());
        job.kill();
        assertThat(pids).noneMatch(Fixture::isAlive);
      }
    }
  }
}
