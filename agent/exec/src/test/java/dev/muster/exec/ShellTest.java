package dev.muster.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.Confinement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {

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

  @Test
  void runsTheTextToTheLetter() throws Exception {
    assertThat(fixture.run("echo hi")).isEqualTo("hi\n||0");
    assertThat(fixture.run("echo out; echo err >&2; exit 3")).isEqualTo("out\n|err\n|3");
    assertThat(fixture.run("printf 'no newline'")).isEqualTo("no newline||0");
    assertThat(fixture.run("echo \"$# $0\"; echo 'a  b'\n\necho é"))
        .isEqualTo("0 bash\na  b\né\n||0");
    assertThat(fixture.run("cat <<'X'\n$HOME `id`\nX\n")).isEqualTo("$HOME `id`\n||0");
    assertThat(fixture.run("false\n")).isEqualTo("||1");
    assertThat(fixture.run("# nothing")).isEqualTo("||0");
    assertThat(fixture.run("(exit 7)")).isEqualTo("||7");
    assertThat(fixture.run("set -e; false; echo no")).isEqualTo("||1");
    assertThat(fixture.run("-x")).isEqualTo("|bash: line 1: -x: command not found\n|127");
    assertThat(fixture.run("--help")).endsWith("|127");
    assertThat(fixture.run("alias ll=ls; ll")).contains("ll: command not found").endsWith("|127");
    assertThat(fixture.run("echo !!")).isEqualTo("!!\n||0");
  }

  @Test
  void reportsSyntaxErrorsWithoutOurOwnText() throws Exception {
    for (String text :
        List.of("echo \"open", "fi", "f() { echo", "a $(", "( echo", "; ls", "| ls")) {
      assertThat(fixture.run(text)).startsWith("|bash: ").endsWith("|2").doesNotContain("_muster");
    }
    assertThat(fixture.run("echo first\nfi")).startsWith("first\n|bash: ");
  }

  @Test
  void reportsSignals() throws Exception {
    assertThat(fixture.run("kill -9 $$")).isEqualTo("||137");
    assertThat(fixture.run("kill -TERM $$; sleep 5")).endsWith("|143");
  }

  @Test
  void hasNoInputAndNoTerminal() throws Exception {
    assertThat(fixture.run("cat; read x; echo \"$? $x\"")).isEqualTo("1 \n||0");
    assertThat(fixture.run("tty; : </dev/tty")).startsWith("not a tty\n|").endsWith("|1");
  }

  @Test
  void isTheLeaderOfItsOwnSession() throws Exception {
    assertThat(fixture.run("set -- $(cut -d' ' -f1,5,6 /proc/$$/stat); [ $1 = $2 ] && [ $1 = $3 ]"))
        .isEqualTo("||0");
  }

  @Test
  void takesTextsOfAnyLength() throws Exception {
    String text = ": '" + "é".repeat(500_000) + "'; echo ok";
    assertThat(fixture.run(text)).isEqualTo("ok\n||0");
  }

  @Test
  void doesNotShowTheTextInTheProcessList() throws Exception {
    assertThat(fixture.run("tr '\\0' ' ' < /proc/$$/cmdline # canary-in-argv"))
        .doesNotContain("canary-in-argv");
  }

  @Test
  void refusesWhatBashCouldNotBeGiven() {
    for (String text : List.of("a\0b", "a\ud800", "\udc00b")) {
      assertThatThrownBy(() ->
              new ShellCommand(text, fixture.work, Map.of(), false, new Confinement.Unconfined()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(ShellCommand.fault("a😀b")).isEmpty();
  }

  @Test
  void reportsTheFolderHoweverTheTextEnds() throws Exception {
    Path sub = Files.createDirectory(fixture.work.resolve("sub"));
    for (String text :
        List.of(
            "cd sub",
            "cd sub; exit 3",
            "set -e; cd sub; false",
            "set -x; cd sub",
            "cd sub; set -u; $x",
            "set -C; cd sub",
            "cd sub; pwd() { echo /; }; ( cd / )",
            "trap 'echo bye' EXIT; cd sub",
            "cd sub; exec 2>/dev/null >&2",
            "cd() { builtin cd \"$@\"; }; cd sub")) {
      assertThat(fixture.finish(text).lastFolder()).as(text).contains(sub);
    }
    assertThat(fixture.finish("cd sub &").lastFolder()).contains(fixture.work);
    assertThat(fixture.finish("echo 'open").lastFolder()).contains(fixture.work);
    assertThat(fixture.finish("cd sub; exec true").lastFolder()).isEmpty();
    assertThat(fixture.finish("cd sub; kill -9 $$").lastFolder()).isEmpty();
    assertThat(fixture.finish("mkdir x; cd x; rmdir ../x").lastFolder()).isEmpty();
  }

  @Test
  void reportsStrangeAndLinkedFolders() throws Exception {
    Path strange = Files.createDirectory(fixture.work.resolve("a 'b'\n$(id) é"));
    Files.createSymbolicLink(fixture.work.resolve("link"), strange);
    ShellJob job = fixture.finish("cd link; pwd");
    assertThat(job.lastFolder()).contains(strange);
    assertThat(Fixture.told(job)).startsWith(fixture.work.resolve("link") + "\n");
  }

  @Test
  void tracingShowsOnlyTheText() throws Exception {
    assertThat(fixture.run("set -x; true")).isEqualTo("|++ true\n|0");
  }

  @Test
  void readsNoStartFilesAndNoPresetOptions() throws Exception {
    Path evil = Files.writeString(fixture.work.resolve("evil.sh"), "echo evil\n");
    Map<String, String> agent =
        Map.of(
            "BASH_ENV",
            evil.toString(),
            "ENV",
            evil.toString(),
            "SHELLOPTS",
            "xtrace:noexec",
            "PS4",
            "$(echo evil >&2)",
            "BASH_FUNC_echo%%",
            "() { builtin echo evil; }",
            "HOME",
            fixture.work.toString(),
            "PATH",
            ".:/usr/bin:/bin",
            "CDPATH",
            "/usr");
    Files.writeString(fixture.work.resolve(".bashrc"), "echo evil\n");
    Files.writeString(fixture.work.resolve(".bash_profile"), "echo evil\n");
    ShellJob job =
        fixture.shell.start(
            new ShellCommand(
                "echo good; cd bin 2>/dev/null || echo no bin; shopt -q expand_aliases || echo off",
                fixture.work,
                ChildEnvironment.of(agent, Map.of()),
                false,
                new Confinement.Unconfined()));
    assertThat(job.await(Duration.ofSeconds(10))).isTrue();
    assertThat(Fixture.told(job)).isEqualTo("good\nno bin\noff\n||0");
  }

  @Test
  void seesOnlyTheEnvironmentGiven() throws Exception {
    ShellJob job = fixture.start("env", Map.of("GIVEN", "é\nx"));
    assertThat(job.await(Duration.ofSeconds(10))).isTrue();
    assertThat(Files.readString(job.stdout()))
        .contains("GIVEN=é\nx\n", "PWD=" + fixture.work + "\n")
        .doesNotContain("JAVA_HOME", "HOME=", "_muster");
  }

  @Test
  void keepsOutputPrivate() throws Exception {
    ShellJob job = fixture.finish("echo hi");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.output)))
        .isEqualTo("rwx------");
    for (Path file : List.of(job.stdout(), job.stderr())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    job.discard();
    try (var left = Files.list(fixture.output)) {
      assertThat(left).isEmpty();
    }
    Path elsewhere = fixture.work.resolve("elsewhere");
    Path planted = Files.createSymbolicLink(fixture.output.resolve("planted"), elsewhere);
    assertThatThrownBy(() -> PrivateFiles.file(planted)).isInstanceOf(IOException.class);
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void doesNotWaitForWhatHoldsTheOutputOpen() throws Exception {
    long begun = System.nanoTime();
    ShellJob job = fixture.finish("sleep 1000 & echo $! > pid; echo done");
    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(3).toNanos());
    long pid = fixture.pids("pid", 1).getFirst();
    assertThat(Fixture.isAlive(pid)).isTrue();
    job.discard();
    assertThat(job.stdout()).exists();
    job.kill();
    assertThat(Fixture.isAlive(pid)).isFalse();
    Fixture.eventually(() -> !Files.exists(job.stdout()));
  }

  @Test
  void mergesBothStreamsInOrder() throws Exception {
    ShellJob job =
        fixture.shell.start(
            new ShellCommand(
                "echo 1; echo 2 >&2; echo 3",
                fixture.work,
                Fixture.ENVIRONMENT,
                true,
                new Confinement.Unconfined()));
    assertThat(job.await(Duration.ofSeconds(10))).isTrue();
    assertThat(Files.readString(job.stdout())).isEqualTo("1\n2\n3\n");
    assertThat(job.stderr()).isEqualTo(job.stdout());
  }

  @Test
  void unitesBothFiles() throws Exception {
    ShellJob job = fixture.finish("echo err >&2; echo out");
    job.unite();
    assertThat(Files.readString(job.stdout())).isEqualTo("out\nerr\n");
    assertThat(job.stderr()).doesNotExist();
  }

  @Test
  void endsACommandThatWritesTooMuch() throws Exception {
    try (Fixture small = new Fixture(folder.resolve("small"), new Supervisor(), 1 << 20)) {
      ShellJob job = small.start("yes");
      assertThat(job.await(Duration.ofSeconds(20))).isTrue();
      assertThat(job.end()).contains(new ShellEnd.TooMuchOutput(143, 1 << 20));
    }
  }

  @Test
  void endsALeftoverThatWritesTooMuch() throws Exception {
    try (Fixture small = new Fixture(folder.resolve("small"), new Supervisor(), 1 << 20)) {
      ShellJob job = small.start("(sleep 0.3; yes) & echo $! > pid");
      assertThat(job.await(Duration.ofSeconds(20))).isTrue();
      long pid = small.pids("pid", 1).getFirst();
      Fixture.eventually(() -> !Fixture.isAlive(pid));
    }
  }

  @Test
  void tellsWhenItEnds() throws Exception {
    java.util.concurrent.CountDownLatch told = new java.util.concurrent.CountDownLatch(2);
    ShellJob job = fixture.start("sleep 0.2");
    job.onEnd(told::countDown);
    assertThat(job.await(Duration.ofSeconds(10))).isTrue();
    job.onEnd(told::countDown);
    assertThat(told.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void saysWhenTheFolderIsGone() {
    ShellCommand command =
        new ShellCommand(
            "true",
            fixture.work.resolve("gone"),
            Fixture.ENVIRONMENT,
            false,
            new Confinement.Unconfined());
    assertThatThrownBy(() -> fixture.shell.start(command)).isInstanceOf(IOException.class);
  }
}
