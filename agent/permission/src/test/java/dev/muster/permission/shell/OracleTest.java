package dev.muster.permission.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.permission.shell.ShellReading.Understood;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is understood must be what the real shell does. */
class OracleTest {
  private static final int CASES = Integer.getInteger("muster.shell.cases", 150);
  private static final long SEED = Long.getLong("muster.shell.seed", 20251101L);

  /** Joined at random, so that tokens touch in every way. */
  private static final String[] PIECES = {
    "a",
    "b",
    "c ",
    " a ",
    " b x",
    "\\",
    "\\\n",
    "'",
    "\"",
    " ",
    " ",
    "\t",
    "\n",
    ";",
    "&",
    "&&",
    "|",
    "||",
    ">",
    ">>",
    "<",
    "2",
    "1",
    "&1",
    "-",
    "#",
    "=",
    "A=b",
    "A",
    "in",
    " out",
    "{",
    "}",
    "{}",
    "{0}",
    "~",
    "[",
    "]",
    "!",
    "@",
    ":",
    ",",
    "..",
    "%",
    "^",
    "+",
    "+=",
    "é",
    "\\ ",
    "\\'",
    "'x y'",
    "\"x y\"",
    "''",
    "\"\"",
    "if",
    "'if'",
    "d",
    "/",
    "cd d",
    "cd ..",
    " in",
    "then",
    "$",
    "*",
    "(",
    ")",
    "time ",
    "&>",
    "|&",
    ">|",
    "<>",
    "<&",
    ">&",
    "<<",
    "command a",
    ">&-",
    "{x}",
    "cd no",
    "&>>out"
  };

  @TempDir Path root;
  private RealBash bash;
  private BashAnalysis analysis;

  @BeforeEach
  void startsWithAShell() throws Exception {
    assumeTrue(RealBash.exists(), "no bash here");
    bash = new RealBash(root);
    Map<String, String> environment = new HashMap<>(RealBash.ENVIRONMENT);
    environment.put("HOME", bash.home());
    environment.put("PATH", "");
    environment.put("T", "");
    environment.put("LC_ALL", "C.UTF-8");
    analysis = new BashAnalysis(environment);
  }

  @Test
  void piecesJoinedAtRandomAreReadAsTheShellReadsThem() throws Exception {
    Random random = new Random(SEED);
    int understood = 0;
    while (understood < CASES) {
      String text = joined(random);
      if (analysis.analyse(text, bash.folder()) instanceof Understood reading
          && !reading.commands().isEmpty()) {
        understood++;
        check(text, reading);
      }
    }
  }

  @Test
  void generatedCommandLinesRunExactlyAsUnderstood() throws Exception {
    CommandLines generator = new CommandLines(new Random(SEED));
    for (int i = 0; i < CASES; i++) {
      String text = generator.next();
      ShellReading reading = analysis.analyse(text, bash.folder());
      assertThat(reading).as(text).isInstanceOf(Understood.class);
      List<RealBash.Run> runs = check(text, (Understood) reading);
      if (generator.allRun()) {
        for (ShellCommand command : ((Understood) reading).commands()) {
          boolean ran = runs.stream().anyMatch(run -> covers(command, run.argv()));
          assertThat(ran).as("%s did not run of: %s", command, text).isTrue();
        }
      }
    }
  }

  @Test
  void generatedScriptsRunNothingThatIsNotUnderstood() throws Exception {
    int understood = 0;
    for (int i = 0; i < CASES; i++) {
      String text = new Scripts(new Random(SEED + i)).next();
      if (analysis.analyse(text, bash.folder()) instanceof Understood reading) {
        understood++;
        check(text, reading);
      }
    }
    assertThat(understood).isGreaterThan(CASES * 6 / 10);
  }

  private static String joined(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "a " : "");
    int length = 1 + random.nextInt(9);
    for (int i = 0; i < length; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Runs a text; whatever runs must be among what was understood, in the same folder. */
  private List<RealBash.Run> check(String text, Understood reading) throws Exception {
    assertThat(bash.accepts(text)).as("bash -n accepts: %s", text).isTrue();
    List<RealBash.Run> runs = bash.run(text);
    for (RealBash.Run run : runs) {
      boolean found = Scripts.FUNCTIONS.contains(run.argv().getFirst());
      for (ShellCommand command : reading.commands()) {
        boolean here = command.folder() == null || command.folder().equals(run.folder());
        found |= here && covers(command, run.argv());
      }
      assertThat(found)
          .as("%s ran %s, understood %s", text, run, Analysed.shown(reading.commands()))
          .isTrue();
    }
    return runs;
  }

  private static boolean covers(ShellCommand command, List<String> argv) {
    return Covering.covers(command.words(), argv);
  }
}
