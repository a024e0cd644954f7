package dev.muster.permission.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandPatternTest {

  private static boolean allows(String spec, String... words) {
    return CommandPattern.of(spec).allows(new CommandLineText(List.of(words)));
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
    assertThat(CommandPattern.of(spec).forbids(List.of(command))).isEqualTo(expected);
  }

  @Test
  void aSpaceInsideAWordIsNoSpaceToAnAllowRule() {
    assertThat(allows("git commit *", "git commit", "x")).isFalse();
    assertThat(allows("npm test", "npm test")).isFalse();
    assertThat(allows("rm -f *.o", "rm -f", "x.o")).isFalse();
    assertThat(allows("echo *", "echo", "two words")).isTrue();
    assertThat(new CommandLineText(List.of("git push", "x")).loose(0)).isEqualTo("git push x");
  }

  @Test
  void namesTheProgramByItsLastComponent() {
    CommandLineText line = new CommandLineText(List.of("sudo", "/bin/rm", "/etc/passwd"));
    assertThat(line.looseByName(1)).isEqualTo("rm /etc/passwd");
    assertThat(line.looseByName(0)).isEqualTo("sudo /bin/rm /etc/passwd");
    assertThat(line.looseByName(2)).isEqualTo("passwd");
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
}
