package dev.muster.permission.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.permission.oracle.Claims.Claim;
import dev.muster.permission.oracle.Claims.Violation;
import dev.muster.permission.oracle.Trace.Actor;
import dev.muster.permission.oracle.Trace.Exec;
import dev.muster.permission.oracle.Trace.Kind;
import dev.muster.permission.oracle.Trace.Touch;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.syntax.Script;
import dev.muster.testkit.corpus.CommandCorpus;
import dev.muster.testkit.corpus.CorpusWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle sees what happens, and a knowledge that lies does not get past it. */
class SandboxTest {
  private static final int SAMPLE = 60;

  @TempDir private static Path temporary;
  private static CorpusWorld world;
  private static Sandbox sandbox;

  @BeforeAll
  static void makeTheSandbox() throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "strace is Linux's");
    world = CorpusWorld.in(temporary.resolve("world"));
    sandbox = new Sandbox(world, temporary.resolve("sandbox"));
  }

  @AfterAll
  static void remove() throws IOException {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  @Test
  void everyEffectIsSeen() throws IOException {
    Trace trace =
        sandbox.trace(
            "echo x > new; cat link-secret; (cd src; head -1 main.py); touch y; env A=b ls docs;"
                + " sh -c 'rm new'; ./scripts/build.sh; kill -9 $BASHPID");
    assertThat(execs(trace, Actor.SHELL))
        .containsExactlyInAnyOrder(
            "cat link-secret",
            "head -1 main.py",
            "touch y",
            "env A=b ls docs",
            "sh -c rm new",
            "./scripts/build.sh");
    assertThat(execs(trace, Actor.WRAPPER)).contains("ls docs", "rm new");
    assertThat(execs(trace, Actor.PROGRAM)).contains("touch made-by-script");
    assertThat(execIn(trace, "head")).isEqualTo(world.project().resolve("src").toString());
    assertThat(reached(trace, Kind.READ))
        .contains(
            world.outside().resolve("secret.txt").toString(),
            world.project().resolve("src/main.py").toString());
    assertThat(reached(trace, Kind.WRITE)).contains(world.project().resolve("new").toString());
    assertThat(reached(trace, Kind.CHANGE)).contains(world.project().resolve("new").toString());
    assertThat(trace.touches()).anyMatch(touch -> touch.kind() == Kind.SIGNAL);
    assertThat(sandbox.trace("exec 3<>/dev/tcp/127.0.0.1/9").touches())
        .anyMatch(touch -> touch.kind() == Kind.CONNECT);
  }

  @Test
  void nothingStaysBehindAndTheWorldIsUntouched() throws IOException {
    sandbox.trace("rm -rf src; echo x > README.md; touch \"$HOME\"/x ../outside/y");
    assertThat(world.project().resolve("src/main.py")).exists();
    assertThat(Files.readString(world.project().resolve("README.md"))).startsWith("# shop");
    assertThat(world.home().resolve("x")).doesNotExist();
    Trace after = sandbox.trace("cat src/main.py");
    assertThat(reached(after, Kind.READ))
        .contains(world.project().resolve("src/main.py").toString());
  }

  @Test
  void builtinsAreHeard() throws IOException {
    String text = "cd src; echo \"a  b\" 'c\nd' $'\\x01' é; [ -f main.py ]; x=1; printf %s \"$x\"";
    assertThat(sandbox.commands(text, sandbox.trace(text)))
        .contains(
            List.of("cd", "src"),
            List.of("echo", "a  b", "c\nd", "\u0001", "é"),
            List.of("[", "-f", "main.py", "]"),
            List.of("printf", "%s", "1"));
  }

  @Test
  void aKnowledgeThatLiesIsFound() throws IOException {
    ShellAnalysis blind =
        (text, folder, environment) -> new ShellReading.Understood(List.of(), Script.EMPTY);
    ShellAnalysis wrong =
        (text, folder, environment) ->
            new ShellReading.Understood(
                List.of(
                    ShellCommand.literal(List.of(), List.of("ls"), List.of(), folder, "ls"),
                    ShellCommand.literal(
                        List.of(), List.of("head", "-1", "main.py"), List.of(), folder, "head")),
                Script.EMPTY);
    assertThat(claims(blind, "touch new"))
        .contains(
            Claim.AUTOMATIC_READS_INSIDE,
            Claim.UNDERSTOOD_PROGRAMS,
            Claim.DENIED_PROGRAM_NEVER_RUNS,
            Claim.DENIED_FILE_NEVER_TOUCHED);
    assertThat(claims(blind, "echo x > new")).contains(Claim.UNDERSTOOD_REDIRECTIONS);
    assertThat(claims(blind, "cat link-secret")).contains(Claim.AUTOMATIC_READS_INSIDE);
    assertThat(claims(blind, "echo x")).containsExactly(Claim.UNDERSTOOD_BUILTINS);
    assertThat(claims(wrong, "A=b ls")).contains(Claim.UNDERSTOOD_VARIABLES);
    assertThat(claims(wrong, "cd src; head -1 main.py")).contains(Claim.UNDERSTOOD_PROGRAMS);
    assertThat(claims(wrong, "ls; touch new"))
        .contains(Claim.ALLOWED_BY_RULE_RUNS_NOTHING_ELSE, Claim.UNDERSTOOD_PROGRAMS);
    assertThat(claims(wrong, "ls")).isEmpty();
  }

  @Test
  void theLabelsOfASampleOfTheReadingCommandsAreTrue() throws IOException {
    List<CommandCorpus.Entry> entries =
        new ArrayList<>(
            CommandCorpus.read(Path.of("src/test/resources/corpus/reading.txt")).entries());
    long seed = EffectOracle.seedOfNow();
    Collections.shuffle(entries, new Random(seed));
    Claims claims = new Claims(world, new Engines(world), sandbox.environment());
    List<String> wrong = new ArrayList<>();
    for (CommandCorpus.Entry entry : entries.subList(0, SAMPLE)) {
      List<String> effects = claims.beyondReading(sandbox.trace(entry.in(world)));
      if (!effects.isEmpty()) {
        wrong.add(entry + " => " + effects);
      }
    }
    assertThat(wrong).as("with seed %d", seed).isEmpty();
  }

  /** The claims that do not hold where everything is said to only read. */
  private Set<Claim> claims(ShellAnalysis analysis, String text) throws IOException {
    Engines lying = new Engines(world, analysis, command -> new Deeds.Known(List.of()));
    Claims claims = new Claims(world, lying, sandbox.environment());
    Trace trace = sandbox.trace(text);
    return claims.check(text, trace, sandbox.commands(text, trace)).stream()
        .map(Violation::claim)
        .collect(Collectors.toSet());
  }

  private static List<String> execs(Trace trace, Actor by) {
    return trace.execs().stream()
        .filter(exec -> exec.by() == by && exec.worked())
        .map(exec -> String.join(" ", exec.argv()))
        .toList();
  }

  private static String execIn(Trace trace, String name) {
    return trace.execs().stream()
        .filter(exec -> exec.name().equals(name))
        .map(Exec::folder)
        .findFirst()
        .orElse("");
  }

  private static List<String> reached(Trace trace, Kind kind) {
    return trace.touches().stream()
        .filter(touch -> touch.kind() == kind)
        .map(Touch::reached)
        .toList();
  }
}
