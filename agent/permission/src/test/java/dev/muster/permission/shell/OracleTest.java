package dev.muster.permission.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.permission.shell.ShellReading.Understood;
import java.nio.file.Path;
import java.util.ArrayList;
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
    analysis = new BashAnalysis(Map.of("HOME", bash.home()));
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
        check(text, reading, false);
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
      check(text, (Understood) reading, generator.allRun());
    }
  }

  private static String joined(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "a " : "");
    int length = 1 + random.nextInt(9);
    for (int i = 0; i < length; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private void check(String text, Understood reading, boolean allRun) throws Exception {
    assertThat(bash.accepts(text)).as("bash -n accepts: %s", text).isTrue();
    List<ShellCommand> expected = new ArrayList<>(reading.commands());
    for (RealBash.Run run : bash.run(text)) {
      ShellCommand match = null;
      for (ShellCommand command : expected) {
        boolean here = command.folder() == null || command.folder().equals(run.folder());
        if (here && covers(command, run.argv())) {
          match = command;
          break;
        }
      }
      assertThat(match).as("%s ran %s, understood %s", text, run, reading).isNotNull();
      expected.remove(match);
    }
    if (allRun) {
      expected.removeIf(command -> command.argv().getFirst().equals("cd"));
      assertThat(expected).as("did not run of: %s", text).isEmpty();
    }
  }

  private static boolean covers(ShellCommand command, List<String> argv) {
    List<Word> words = command.words();
    boolean wrapped = !words.isEmpty() && words.getFirst().equals(new Word.Literal("command"));
    return Covering.covers(wrapped ? words.subList(1, words.size()) : words, argv);
  }
}
