package dev.muster.tools.bash;

import static dev.muster.tools.bash.BashFixture.detail;
import static dev.muster.tools.bash.BashFixture.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.protocol.Effect;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BashToolTest {

  @TempDir Path home;
  private BashFixture bash;

  @BeforeEach
  void begin() throws IOException {
    bash = new BashFixture(home, Map.of());
  }

  @AfterEach
  void end() {
    bash.close();
  }

  private static Json.Obj input(String command) {
    return Json.Obj.builder().put("command", command).build();
  }

  @Test
  void plansARunOfTheShell() {
    Path folder = Path.of("/repo");
    assertThat(bash.tool.plan(input("ls -l"), folder))
        .isEqualTo(new Plan.Ready(List.of(new Effect.RunShell("ls -l", folder)), true));
    for (Json.Obj harmless :
        List.of(
            input("ls").with("dangerouslyDisableSandbox", new Json.Bool(true)),
            input("ls").with("timeout", Json.of("5000")).with("description", Json.of("List")))) {
      assertThat(bash.tool.plan(harmless, folder))
          .isEqualTo(new Plan.Ready(List.of(new Effect.RunShell("ls", folder)), true));
    }
    assertThat(bash.tool.plan(input("ls").with("run_in_background", new Json.Bool(true)), folder))
        .isEqualTo(new Plan.Ready(List.of(new Effect.RunShell("ls", folder)), false));
  }

  @Test
  void refusesBadInput() throws Exception {
    Path folder = Path.of("/repo");
    for (Json.Obj bad :
        List.of(
            Json.Obj.EMPTY,
            input(" \n"),
            input("a\0b"),
            input("a\ud800"),
            input("ls").with("timeout", Json.of(-1)),
            input("ls").with("timeout", Json.of("soon")),
            input("ls").with("cwd", Json.of("/")),
            Json.Obj.builder().put("command", 1).build())) {
      assertThat(bash.tool.plan(bad, folder)).isInstanceOf(Plan.Invalid.class);
      assertThat(bash.run(bad).isError()).isTrue();
    }
  }

  @Test
  void tellsWhatWasPrinted() throws Exception {
    assertThat(told(bash.run("echo hi"))).isEqualTo("ok: hi");
    assertThat(told(bash.run("printf 'a\\n\\nb\\n\\n\\n'"))).isEqualTo("ok: a\n\nb");
    assertThat(told(bash.run("printf 'no newline'"))).isEqualTo("ok: no newline");
    assertThat(told(bash.run("echo err >&2; echo out"))).isEqualTo("ok: out\nerr");
    assertThat(told(bash.run("true"))).isEqualTo("ok: (no output)");
    assertThat(told(bash.run("cat"))).isEqualTo("ok: (no output)");
    assertThat(bash.resultFiles()).isEmpty();
  }

  @Test
  void tellsProgramsTheSame() throws Exception {
    assertThat(JsonWriter.write(detail(bash.run("echo out; echo err >&2"))))
        .isEqualTo(
            "{\"stdout\":\"out\",\"stderr\":\"err\",\"interrupted\":false,\"isImage\":false,"
                + "\"noOutputExpected\":false}");
    assertThat(detail(bash.run("mkdir x")).bool("noOutputExpected")).contains(true);
    assertThat(bash.run("exit 3").detail()).isNull();
  }

  @Test
  void tellsOfFailures() throws Exception {
    assertThat(told(bash.run("echo out; echo err >&2; exit 3")))
        .isEqualTo("error: Exit code 3\nout\nerr");
    assertThat(told(bash.run("false"))).isEqualTo("error: Exit code 1");
    assertThat(told(bash.run("kill -9 $$"))).isEqualTo("error: Exit code 137");
    assertThat(told(bash.run("no-such-program")))
        .isEqualTo("error: Exit code 127\nbash: line 1: no-such-program: command not found");
  }

  @Test
  void makesOutputSafe() throws Exception {
    assertThat(told(bash.run("printf '\\033[31mred\\033[0m \\000\\377\\a ok'")))
        .isEqualTo("ok: red \ufffd ok");
    ToolOutcome random = bash.run("head -c 3000 /dev/urandom");
    String text = told(random);
    assertThat(text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t' && c != '\r'))
        .isTrue();
    assertThat(JsonWriter.write(detail(random))).isNotEmpty();
  }

  @Test
  void cutsLongOutputAndKeepsTheWhole() throws Exception {
    assertThat(told(bash.run("head -c 30000 /dev/zero | tr '\\0' x"))).hasSize(30_004);
    assertThat(bash.resultFiles()).isEmpty();
    ToolOutcome outcome = bash.run("seq 100000; echo problem >&2");
    String text = told(outcome);
    Path file = bash.resultFiles().getFirst();
    assertThat(bash.resultFiles()).containsExactly(file);
    assertThat(text)
        .startsWith("ok: 1\n2\n3\n")
        .contains(file.toString())
        .hasSizeBetween(2000, 2600);
    assertThat(Files.readString(file)).startsWith("1\n").endsWith("\n100000\nproblem\n");
    assertThat(detail(outcome).string("persistedOutputPath")).contains(file.toString());
    assertThat(detail(outcome).whole("persistedOutputSize")).hasValue(Files.size(file));
  }

  @Test
  void showsTheEndOfALongFailure() throws Exception {
    String text = told(bash.run("seq 100000; echo the reason >&2; exit 2"));
    assertThat(text)
        .startsWith("error: Exit code 2\n1\n2\n")
        .contains("\n100000\nthe reason\n[The output is cut");
    assertThat(text.length()).isLessThan(7_000);
  }

  @Test
  void obeysTheLimitOfCharacters() throws Exception {
    try (BashFixture small = new BashFixture(home, Map.of("BASH_MAX_OUTPUT_LENGTH", "100"))) {
      assertThat(told(small.run("printf '%0100d' 0"))).hasSize(104);
      assertThat(told(small.run("printf '%0101d' 0"))).contains("The output is cut");
    }
  }

  @Test
  void keepsTheFolderAndNothingElse() throws Exception {
    Files.createDirectories(bash.project.resolve("sub/deep"));
    assertThat(told(bash.run("cd sub; X=1; export Y=2; f() { :; }"))).isEqualTo("ok: (no output)");
    assertThat(bash.folder.current()).isEqualTo(bash.project.resolve("sub"));
    assertThat(told(bash.run("pwd; echo \"[$X$Y]\"; type f >/dev/null 2>&1 || echo none")))
        .isEqualTo("ok: " + bash.project.resolve("sub") + "\n[]\nnone");
    assertThat(told(bash.run("cd deep; exit 4"))).isEqualTo("error: Exit code 4");
    assertThat(bash.folder.current()).isEqualTo(bash.project.resolve("sub/deep"));
    assertThat(bash.run("cd ../..").isError()).isFalse();
    assertThat(bash.folder.current()).isEqualTo(bash.project);
  }

  @Test
  void putsTheFolderBackWhenItIsOutside() throws Exception {
    Path evil = Files.createDirectories(bash.project.resolveSibling("project-evil"));
    Files.createSymbolicLink(bash.project.resolve("out"), evil);
    for (String to : List.of("/tmp", "..", "../project-evil", "out")) {
      String text = told(bash.run("cd " + to + "; echo there"));
      assertThat(text).startsWith("ok: there\nThe working folder was put back to " + bash.project);
      assertThat(bash.folder.current()).isEqualTo(bash.project);
    }
  }

  @Test
  void followsLinksInsideTheProject() throws Exception {
    Path real = Files.createDirectories(bash.project.resolve("real"));
    Files.createSymbolicLink(bash.project.resolve("link"), real);
    assertThat(told(bash.run("cd link"))).isEqualTo("ok: (no output)");
    assertThat(bash.folder.current()).isEqualTo(real);
  }

  @Test
  void copesWithADeletedFolder() throws Exception {
    Path sub = Files.createDirectories(bash.project.resolve("sub"));
    bash.run("cd sub");
    assertThat(told(bash.run("rmdir ../sub")))
        .isEqualTo(
            "ok: The folder "
                + sub
                + " no longer exists; the working folder is now "
                + bash.project
                + ".");
    assertThat(bash.folder.current()).isEqualTo(bash.project);
    Files.createDirectories(sub);
    bash.run("cd sub");
    Files.delete(sub);
    assertThat(told(bash.run("touch made")))
        .startsWith("error: The command was not run. The folder " + sub);
    assertThat(bash.project.resolve("made")).doesNotExist();
    assertThat(told(bash.run("pwd"))).isEqualTo("ok: " + bash.project);
  }

  @Test
  void returnsToTheProjectWhereThatIsAsked() throws Exception {
    try (BashFixture stays =
        new BashFixture(home, Map.of("CLAUDE_BASH_MAINTAIN_PROJECT_WORKING_DIR", "1"))) {
      Files.createDirectories(stays.project.resolve("sub"));
      assertThat(told(stays.run("cd sub; pwd")))
          .isEqualTo(
              "ok: "
                  + stays.project.resolve("sub")
                  + "\nThe working folder was put back to "
                  + stays.project
                  + ".");
      assertThat(told(stays.run("pwd"))).isEqualTo("ok: " + stays.project);
    }
  }

  @Test
  void stopsAPlainSleepAtItsTimeout() throws Exception {
    long begun = System.nanoTime();
    assertThat(told(bash.run(input("sleep 1000").with("timeout", Json.of(300)))))
        .isEqualTo("error: Exit code 143\nThe command did not end within 300 ms and was stopped.");
    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(3).toNanos());
    assertThat(bash.tasks.running()).isEmpty();
    assertThat(bash.resultFiles()).isEmpty();
  }

  @Test
  void stopsEveryCommandAtItsTimeoutWithoutBackgroundTasks() throws Exception {
    try (BashFixture none =
        new BashFixture(
            home,
            Map.of(
                "CLAUDE_CODE_DISABLE_BACKGROUND_TASKS", "1", "BASH_DEFAULT_TIMEOUT_MS", "400"))) {
      assertThat(told(none.run("echo before; sh -c 'echo $$ > pid; sleep 1000; :'; echo after")))
          .isEqualTo(
              "error: Exit code 143\nThe command did not end within 400 ms and was stopped.\nbefore");
      assertThat(BashFixture.isAlive(none.project.resolve("pid"))).isFalse();
      assertThat(none.run(input("ls").with("run_in_background", new Json.Bool(true))).isError())
          .isTrue();
      assertThat(JsonWriter.write(none.tool.spec().inputSchema()))
          .doesNotContain("run_in_background");
    }
  }

  @Test
  void endsTheWholeTreeWhenInterrupted() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                bash.run("setsid sh -c 'echo $$ > pid; sleep 1000; :' & wait");
              } catch (Exception e) {
                thrown.set(e);
              }
            });
    Path pid = bash.project.resolve("pid");
    BashFixture.eventually(() -> Files.exists(pid) && pid.toFile().length() > 1);
    long begun = System.nanoTime();
    caller.interrupt();
    assertThat(caller.join(Duration.ofSeconds(3))).isTrue();
    assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(1).toNanos());
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(BashFixture.isAlive(pid)).isFalse();
    assertThat(bash.resultFiles()).isEmpty();
  }

  @Test
  void startsNothingWhenAlreadyInterrupted() throws Exception {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> bash.run("touch made")).isInstanceOf(InterruptedException.class);
    assertThat(bash.project.resolve("made")).doesNotExist();
  }

  @Test
  void runsAMegabyteOfText() throws Exception {
    String text = "# " + "é".repeat(500_000) + "\necho done";
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(1_000_000);
    assertThat(told(bash.run(text))).isEqualTo("ok: done");
  }

  @Test
  void marksItselfAndScrubsCredentials() throws Exception {
    Map<String, String> secrets =
        Map.of(
            "ANTHROPIC_API_KEY",
            "canary-1",
            "AWS_SESSION_TOKEN",
            "canary-2",
            "MY_SECRET",
            "canary-3");
    try (BashFixture open = new BashFixture(home, secrets)) {
      assertThat(told(open.run("env")))
          .contains("CLAUDECODE=1", "canary-1", "canary-2", "canary-3");
    }
    Map<String, String> scrubbed = new java.util.HashMap<>(secrets);
    scrubbed.put("CLAUDE_CODE_SUBPROCESS_ENV_SCRUB", "1");
    try (BashFixture closed = new BashFixture(home, scrubbed)) {
      assertThat(told(closed.run("env; set; cat /proc/self/environ | tr '\\0' '\\n'")))
          .contains("CLAUDECODE=1")
          .doesNotContain("canary");
    }
  }

  @Test
  void isDescribedToTheModel() {
    assertThat(bash.tool.spec().name()).isEqualTo("Bash");
    assertThat(bash.tool.spec().description())
        .contains("120000 ms", "600000 ms", "30000 characters", "run_in_background")
        .doesNotContain("{");
    Json.Obj schema = bash.tool.spec().inputSchema();
    assertThat(schema.object("properties").orElseThrow().members().keySet())
        .containsExactlyInAnyOrder(
            "command", "timeout", "description", "run_in_background", "dangerouslyDisableSandbox");
    assertThat(schema.bool("additionalProperties")).contains(false);
    assertThat(schema.items("required")).containsExactly(Json.of("command"));
  }
}
