package dev.muster.permission.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No text makes the analysis fail or take long, whatever it is. */
class MutationTest {
  private static final int CASES = Integer.getInteger("muster.shell.mutations", 2000);
  private static final long SEED = Long.getLong("muster.shell.seed", 20251101L);
  private static final Path HERE = Path.of("/repo/project");
  private static final String PIECES = " \t\n;&|()<>{}[]'\"`$\\#*?~!=+-:,./@%^0123456789abxyz";

  private final BashAnalysis analysis = new BashAnalysis(Map.of("HOME", "/home/someone"));

  @Test
  void textsThatAreCutMixedAndSpoiltAreAnswered() {
    Random random = new Random(SEED);
    System.out.println("seed of the mutations: " + SEED);
    for (int i = 0; i < CASES; i++) {
      String text = spoilt(new Scripts(new Random(SEED + i)).next(), random);
      ShellReading reading = analysis.analyse(text, HERE);
      assertThat(reading).as(text).isNotNull();
      LooseWords.mayRun(text, List.of("rm", "x"));
    }
  }

  private static String spoilt(String text, Random random) {
    StringBuilder spoilt = new StringBuilder(text);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && !spoilt.isEmpty(); i++) {
      int at = random.nextInt(spoilt.length());
      char piece = PIECES.charAt(random.nextInt(PIECES.length()));
      switch (random.nextInt(4)) {
        case 0 -> spoilt.deleteCharAt(at);
        case 1 -> spoilt.insert(at, piece);
        case 2 -> spoilt.setCharAt(at, piece);
        default -> {
          int end = at + random.nextInt(Math.min(40, spoilt.length() - at) + 1);
          spoilt.insert(random.nextInt(spoilt.length()), spoilt.substring(at, end));
        }
      }
    }
    return spoilt.toString();
  }

  /** Repeated, or each closed by as many of what stands after the slash. */
  private static final String[] REPEATED = {
    "a ",
    "a;",
    "a|",
    "a&",
    "(",
    "'",
    "\"a",
    "\\\n",
    "a",
    "$(",
    "{",
    "a&&",
    ">a",
    "\n",
    "# ",
    "cd d &&",
    "cd d;",
    "<<'E' ",
    "<<E;",
    "cat <<E\n$x\nE\n",
    "x=$x$x;",
    "x=a$x;",
    "f(){ a; };",
    "a $x ",
    "\"$x\"",
    "a{b,c}",
    "a{b,",
    "*",
    "[",
    "`",
    "a `",
    "${x:-",
    "((",
    "a=(",
    "[[ ",
    "~",
    "case x in ",
    "if a; then b; fi;",
    "$((1+",
    "a[",
    "export A=b;",
    "eval 'a;';",
    "x=",
    "a=1 ",
    "! ",
    "time ",
    "a 2>&1 ",
    "[[ a && b ]];",
    "a=~:",
    "f() { f; };",
    "trap a EXIT;",
    "a=(b c);",
    "while a; do x=$y; y=$z; done;",
    "for i in 1 2 3; do a;/ done;",
    "if a; then /fi;",
    "$(a / b)",
    "{ a;/ };",
    "( a;/)",
    "${x:-a/b}",
    "a() { /};",
    "for i in {1..99}; do /a; done;",
    "eval '/'"
  };

  @Test
  void theCostIsLinearInTheLength() {
    for (String repeated : REPEATED) {
      String[] halves = repeated.split("/", -1);
      String close = halves.length == 1 ? "" : halves[1];
      int unit = halves[0].length() + close.length();
      long half = Long.MAX_VALUE;
      long whole = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        half = Math.min(half, cost(halves[0], close, (1 << 16) / unit));
        whole = Math.min(whole, cost(halves[0], close, (1 << 18) / unit));
      }
      // Four times the length; what is quadratic costs sixteen times as much.
      assertThat(whole)
          .as("%s at 256 KiB, %s ns at 64 KiB", repeated, half)
          .isLessThan(10 * half + 60_000_000L);
    }
  }

  private long cost(String open, String close, int times) {
    String text = open.repeat(times) + close.repeat(times);
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    analysis.analyse(text, HERE);
    LooseWords.mayRun(text, List.of("rm", "x"));
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }

  @Test
  void aTextOfAMegabyteIsAnswered() {
    String line = "for f in *.c; do x=${f%.c}; cc -c \"$f\" -o \"$x.o\" && echo $(date); done\n";
    String text = line.repeat((1 << 20) / line.length());
    assertThat(analysis.analyse(text, HERE)).isInstanceOf(ShellReading.Understood.class);
  }
}
