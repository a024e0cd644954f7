package dev.muster.permission.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.PolicyEngine;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import dev.muster.testkit.corpus.CommandCorpus;
import dev.muster.testkit.corpus.CorpusWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds of every text, whatever it says: collected texts, changed and spoilt at random, are
 * decided by the whole engine. With {@code -Dmuster.fuzz=N} more of them, with {@code
 * -Dmuster.fuzz.seed=N} others.
 */
class EngineFuzzTest {
  private static final int TEXTS = 6 * Integer.getInteger("muster.fuzz", 250);
  private static final long SEED = Long.getLong("muster.fuzz.seed", 7L);
  private static final List<String> ALL = List.of("Bash", "Bash(*)");
  private static final List<String> FORBIDDEN =
      List.of("Bash(rm:*)", "Bash(touch *)", "Read(./secret*)", "Read(.env)");
  private static final String SPOILING = " \t\n;&|()<>{}[]'\"`$\\#*?~!=+-:,./@%^\0\u007fé\u2028";

  /** What may end a text before its end, or fail outside a function. */
  private static final Pattern LEAVING =
      Pattern.compile("exit|exec|return|local|break|continue|set -|\\bfalse\\b");

  @TempDir private static Path temporary;
  private static CorpusWorld world;
  private static Engines engines;
  private static List<String> collected;

  private final Random random = new Random(SEED);

  @BeforeAll
  static void makeTheWorld() {
    world = CorpusWorld.in(temporary);
    engines = new Engines(world);
    collected = new ArrayList<>();
    for (String name : List.of("typed", "reading", "negative", "denied")) {
      Path file = Path.of("src/test/resources/corpus", name + ".txt");
      CommandCorpus.read(file).entries().forEach(entry -> collected.add(entry.in(world)));
    }
  }

  private List<String> texts(int count) {
    LineMutator mutator = new LineMutator(random, collected);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = mutator.next();
      texts.add(i % 3 == 0 ? spoilt(text) : text);
    }
    return texts;
  }

  private String spoilt(String text) {
    StringBuilder spoilt = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0 && !spoilt.isEmpty(); i--) {
      int at = random.nextInt(spoilt.length());
      char other = SPOILING.charAt(random.nextInt(SPOILING.length()));
      switch (random.nextInt(3)) {
        case 0 -> spoilt.deleteCharAt(at);
        case 1 -> spoilt.insert(at, other);
        default -> spoilt.setCharAt(at, other);
      }
    }
    return spoilt.toString();
  }

  private static boolean isRun(PolicyEngine engine, String text) {
    return engines.decide(engine, text, PermissionMode.DEFAULT) == Verdict.ALLOW;
  }

  private static boolean isForbidden(PolicyEngine engine, String text) {
    return engines.decide(engine, text, PermissionMode.DEFAULT) == Verdict.DENY;
  }

  private static boolean isUnderstood(String text) {
    return engines.analysis().analyse(text, world.project()) instanceof ShellReading.Understood;
  }

  /** Neither an allow nor a mode loosens a deny, and no mode runs what is not understood. */
  @Test
  void nothingLoosensWhatIsForbiddenOrNotUnderstood() {
    PolicyEngine bare = engines.plain();
    PolicyEngine strict = engines.under(List.of(), FORBIDDEN);
    PolicyEngine open = engines.under(ALL, FORBIDDEN);
    List<String> wrong = new ArrayList<>();
    for (String text : texts(TEXTS)) {
      boolean denied = isForbidden(strict, text);
      boolean understood = isUnderstood(text);
      for (PermissionMode mode : PermissionMode.values()) {
        if (denied && engines.decide(open, text, mode) != Verdict.DENY) {
          wrong.add(mode + " with everything allowed loosens the deny of: " + text);
        }
        boolean runs = engines.decide(bare, text, mode) == Verdict.ALLOW;
        if (!understood && runs && mode != PermissionMode.BYPASS_PERMISSIONS) {
          wrong.add(mode + " runs what is not understood: " + text);
        }
      }
    }
    assertThat(wrong).as("seed " + SEED).isEmpty();
  }

  /** What runs by itself does not when something forbidden or writing comes after it. */
  @Test
  void whatComesAfterIsJudgedToo() {
    PolicyEngine bare = engines.plain();
    PolicyEngine open = engines.under(ALL, FORBIDDEN);
    List<String> wrong = new ArrayList<>();
    for (String text : texts(2 * TEXTS)) {
      if (isRun(bare, text)) {
        for (String join : joins(text)) {
          String longer = text + join + "touch new9";
          if (isRun(bare, longer)) {
            wrong.add("runs by itself: " + longer);
          }
          if (isRun(open, longer)) {
            wrong.add("runs although it is forbidden: " + longer);
          }
        }
      }
    }
    assertThat(wrong).as("seed " + SEED).isEmpty();
  }

  /** What may stand between a text and one that is then reached, in a comment's line or not. */
  private static List<String> joins(String text) {
    if (LEAVING.matcher(text).find()) {
      return List.of();
    }
    return text.contains("#") ? List.of("\n") : List.of("\n", " && ", " || ", " | ", " & ");
  }

  /** A construct around a text that runs it makes nothing looser. */
  @Test
  void whatStandsAroundLoosensNothing() {
    PolicyEngine bare = engines.plain();
    PolicyEngine open = engines.under(ALL, FORBIDDEN);
    PolicyEngine commands = engines.under(ALL, FORBIDDEN.subList(0, 2));
    List<String> wrong = new ArrayList<>();
    for (String text : texts(TEXTS)) {
      // What is no command by itself may be one in other company.
      if (!isUnderstood(text)) {
        continue;
      }
      boolean asked = !isRun(bare, text);
      boolean forbidden = isForbidden(open, text);
      for (String around : around(text)) {
        if (asked && isRun(bare, around)) {
          wrong.add("runs by itself: " + around + "\n  but asks: " + text);
        }
        // Where the shell stands when a trap runs is not certain, and so which files are meant.
        boolean elsewhere = around.startsWith("trap") && !isForbidden(commands, text);
        if (forbidden && !elsewhere && isRun(open, around)) {
          String why = engines.decided(open, text, PermissionMode.DEFAULT).reason().toString();
          wrong.add("runs: " + around + "\n  but is forbidden: " + text + "\n  " + why);
        }
      }
    }
    assertThat(wrong).as("seed " + SEED).isEmpty();
  }

  private static List<String> around(String text) {
    String single = text.replace("'", "'\\''");
    List<String> around =
        new ArrayList<>(
            List.of(
                "{ " + text + "\n}",
                "(" + text + "\n)",
                "! { " + text + "\n}",
                "time { " + text + "\n}",
                "if " + text + "\nthen pwd; fi",
                "while " + text + "\ndo break; done",
                "for i in 1; do " + text + "\ndone",
                "case x in x) " + text + "\n;; esac",
                "f() { " + text + "\n}; f \"$@\"",
                "echo \"$(" + text + "\n)\"",
                "cat <(" + text + "\n)",
                "eval '" + single + "'",
                "bash -c '" + single + "'",
                "timeout 5 bash -c '" + single + "'",
                "env bash -c '" + single + "'",
                "trap '" + single + "' EXIT"));
    // A line of a here-document that ends in a backslash goes on, whatever stands in it.
    if (!text.contains("\\\n")) {
      around.add("cat <<E\n$(" + text + "\n)\nE");
    }
    return around;
  }
}
