package dev.muster.permission.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandPatternTest {

  private static boolean allows(String spec, String... words) {
    return CommandPattern.of(spec).allows(line(words));
  }

  private static CommandLine line(String... words) {
    List<Word> line = new ArrayList<>();
    for (String word : words) {
      line.add(new Word.Literal(word));
    }
    return CommandLine.of(line);
  }

  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource({
    "npm test, npm test, true",
    "npm test, npm test x, false",
    "npm test, npm tests, false",
    "npm  test, npm test, true",
    "npm test:*, npm test, true",
    "npm test:*, npm test x y, true",
    "npm test:*, npm tests, false",
    "npm test:*, npm test:unit, false",
    "npm test *, npm test, true",
    "npm test *, npm test x, true",
    "npm test *, npm testing, false",
    "npm run test:unit, npm run test:unit, true",
    "ls*, ls, true",
    "ls*, lsof, true",
    "ls*, ls -la, true",
    "git * main, git push origin main, true",
    "git * main, git push origin mainly, false",
    "git * main, git main, false",
    "git *:*, git push x, true",
    ":*, anything at all, true",
    "*x*, a x b, true",
    "* --version, node --version, true",
    "a:*b, a:xb, true",
  })
  void forms(String spec, String command, boolean expected) {
    assertThat(allows(spec, command.split(" "))).isEqualTo(expected);
    assertThat(CommandPattern.of(spec).forbidsWritten(command)).isEqualTo(expected);
    assertThat(CommandPattern.of(spec).forbids(line(command.split(" "))))
        .isEqualTo(expected ? Certainty.SURELY : Certainty.NEVER);
  }

  @Test
  void aSpaceInsideAWordIsNoSpaceToAnAllowRule() {
    assertThat(allows("git commit *", "git commit", "x")).isFalse();
    assertThat(allows("npm test", "npm test")).isFalse();
    assertThat(allows("rm -f *.o", "rm -f", "x.o")).isFalse();
    assertThat(allows("echo *", "echo", "two words")).isTrue();
    assertThat(CommandPattern.of("git push:*").forbids(line("git push", "x").loose()))
        .isEqualTo(Certainty.SURELY);
  }

  @Test
  void namesTheProgramByItsLastComponent() {
    assertThat(line("/bin/rm", "/etc/passwd").byName()).hasToString("rm /etc/passwd");
    assertThat(line("rm", "/etc/passwd").byName()).hasToString("rm /etc/passwd");
    assertThat(line("git", "-C", "x", "push").from("git ", 3)).hasToString("git push");
  }

  @Test
  void whatIsWrittenCountsForExactRulesAndThoseThatQuote() {
    assertThat(CommandPattern.of("echo \"a b\"").allowsWritten("echo \"a b\"")).isTrue();
    assertThat(CommandPattern.of("echo \"a\" *").allowsWritten("echo \"a\" b")).isTrue();
    assertThat(CommandPattern.of("FOO=1 make *").allowsWritten("FOO=1 make all")).isTrue();
    assertThat(CommandPattern.of("FOO=* make *").allowsWritten("FOO=1 BAR=2 make")).isFalse();
    assertThat(CommandPattern.of("make *").allowsWritten("make all")).isFalse();
    assertThat(CommandPattern.of("make *.o").allowsWritten("make *.o")).isTrue();
  }

  @Test
  void beginsWithWords() {
    assertThat(CommandPattern.of("git push:*").leadingWords()).containsExactly("git", "push");
    assertThat(CommandPattern.of("git push:*").cutsLastWord()).isFalse();
    assertThat(CommandPattern.of("git * main").leadingWords()).containsExactly("git");
    assertThat(CommandPattern.of("git * main").cutsLastWord()).isFalse();
    assertThat(CommandPattern.of("ls*").leadingWords()).containsExactly("ls");
    assertThat(CommandPattern.of("ls*").cutsLastWord()).isTrue();
    assertThat(CommandPattern.of(":*").leadingWords()).isEmpty();
    assertThat(CommandPattern.of("* x").leadingWords()).isEmpty();
    assertThat(CommandPattern.of("* x").cutsLastWord()).isFalse();
  }

  /** Words: letters stand for themselves, ? for a gap inside one, # for digits, @ for any words. */
  private static CommandLine varying(String text) {
    List<Word> words = new ArrayList<>();
    for (String word : text.split(" ")) {
      if (word.equals("@")) {
        words.add(new Word.Several());
        continue;
      }
      List<Word.Piece> pieces = new ArrayList<>();
      for (char c : word.toCharArray()) {
        pieces.add(
            switch (c) {
              case '?' -> new Word.Piece.Anything();
              case '#' -> new Word.Piece.Numeral();
              default -> new Word.Piece.Fixed(String.valueOf(c));
            });
      }
      words.add(new Word.Composed(pieces));
    }
    return CommandLine.of(words).loose();
  }

  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource({
    "rm:*, rm ?, SURELY",
    "rm:*, rm @, SURELY",
    "rm:*, rm? x, PERHAPS",
    "rm:*, ? x, PERHAPS",
    "rm:*, r? x, PERHAPS",
    "rm:*, x? y, NEVER",
    "rm:*, ls @, NEVER",
    "rm -rf *, rm @, PERHAPS",
    "rm -rf *, rm -rf @, SURELY",
    "rm -rf *, rm -? x, PERHAPS",
    "rm -rf *, rm -#, NEVER",
    "rm, rm @, PERHAPS",
    "rm x, rm @ x, PERHAPS",
    "git * main, git @ main, PERHAPS",
    "git * main, git ? main, SURELY",
    "git * main, git push @, PERHAPS",
    "*push*, git push @, SURELY",
    "*push*, git pu?sh, PERHAPS",
    "head -5*, head -#, PERHAPS",
    "head -*, head -#, SURELY",
    "head --x, head -#x, NEVER",
    ":*, ?, SURELY",
    "*, @, SURELY",
  })
  void linesOfWhichNotAllIsKnown(String spec, String line, Certainty expected) {
    assertThat(CommandPattern.of(spec).forbids(varying(line))).isEqualTo(expected);
    assertThat(CommandPattern.of(spec).allows(varying(line)))
        .isEqualTo(expected == Certainty.SURELY);
  }

  @Test
  void theNameOfAProgramMayBeInWhatIsNotKnown() {
    assertThat(CommandPattern.of("rm:*").forbids(varying("/x/?/rm y").byName()))
        .isEqualTo(Certainty.SURELY);
    assertThat(CommandPattern.of("rm:*").forbids(varying("/bin/? y").byName()))
        .isEqualTo(Certainty.PERHAPS);
    assertThat(CommandPattern.of("rm:*").forbids(varying("x? y").byName()))
        .isEqualTo(Certainty.PERHAPS);
    assertThat(CommandPattern.of("rm:*").forbids(varying("x# y").byName()))
        .isEqualTo(Certainty.NEVER);
  }

  /** Compared with filling in the gaps one way after the other. */
  @Test
  void certaintyHoldsForEveryFilling() {
    Random random = new Random(7);
    String[] fillings = {"", "a", "b", "ab", "a b", " ", "z", "a z"};
    String[] numbers = {"0", "7", "-1", "10"};
    String[] several = {"", " a", " b", " a b", " z", " z a"};
    int[] seen = new int[3];
    for (int i = 0; i < 30_000; i++) {
      String spec = random(random, "ab1- **", 1 + random.nextInt(5)).strip();
      String text = random(random, "ab1-  ?#", 1 + random.nextInt(5)).strip();
      if (random.nextInt(3) == 0) {
        text = (text + " @" + (random.nextBoolean() ? " a" : "")).strip();
      }
      text = text.replaceAll(" +", " ");
      if (spec.isEmpty() || text.isEmpty() || text.startsWith("@")) {
        continue;
      }
      CommandPattern pattern = CommandPattern.of(spec);
      Certainty certainty = pattern.forbids(varying(text));
      seen[certainty.ordinal()]++;
      List<String> lines = new ArrayList<>(List.of(text));
      lines = filled(lines, " @", several);
      lines = filled(lines, "?", fillings);
      lines = filled(lines, "#", numbers);
      int taken = 0;
      for (String line : lines) {
        taken += pattern.forbidsWritten(line) ? 1 : 0;
      }
      switch (certainty) {
        case NEVER -> assertThat(taken).as("%s, %s", spec, text).isZero();
        case SURELY -> assertThat(taken).as("%s, %s", spec, text).isEqualTo(lines.size());
        case PERHAPS -> assertThat(taken).as("%s, %s", spec, text).isLessThan(lines.size());
      }
    }
    assertThat(Arrays.stream(seen).min().orElseThrow()).isGreaterThan(500);
  }

  private static String random(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static List<String> filled(List<String> lines, String gap, String[] fillings) {
    List<String> done = new ArrayList<>();
    for (String line : lines) {
      int at = line.indexOf(gap);
      if (at < 0) {
        done.add(line);
        continue;
      }
      for (String filling : fillings) {
        String one = line.substring(0, at) + filling + line.substring(at + gap.length());
        done.addAll(filled(List.of(one), gap, fillings));
      }
    }
    return done;
  }
}
