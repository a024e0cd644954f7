package dev.muster.workspace.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.protocol.Confinement;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.LocalRunner;
import dev.muster.workspace.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GrepSyntaxTest {

  private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/usr/local/bin");

  @TempDir Path temporary;

  private static boolean matches(String pattern, String line) throws GrepSyntax.SyntaxException {
    return GrepSyntax.of(pattern, false, false).unicode().matcher(line).find();
  }

  @Test
  void readsWhatJavaReadsOtherwise() throws GrepSyntax.SyntaxException {
    assertThat(matches("^[]a]$", "]")).isTrue();
    assertThat(matches("^[^]a]$", "]")).isFalse();
    assertThat(matches("^a*+$", "aaa")).isTrue();
    assertThat(matches("^(?:a*)+a$", "aaa")).isTrue();
    assertThat(matches("^[[:alpha:]_]+$", "ab_")).isTrue();
    assertThat(matches("^[[:^alpha:]]$", "a")).isFalse();
    assertThat(matches("^[a-z&&[^aeiou]]$", "e")).isFalse();
    assertThat(matches("^[a-z--aeiou]$", "b")).isTrue();
    assertThat(matches("^[a-z--aeiou]$", "e")).isFalse();
    assertThat(matches("^[^a-z--aeiou]$", "e")).isTrue();
    assertThat(matches("^\\x{1F600}$", "😀")).isTrue();
    assertThat(matches("^\\u00e9$", "é")).isTrue();
    assertThat(matches("^(?P<some_name>x)$", "x")).isTrue();
    assertThat(matches("^(?U)a+", "aaa")).isTrue();
    assertThat(matches("^}$", "}")).isTrue();
    assertThat(matches("^\\p{Letter}$", "é")).isTrue();
    assertThat(matches("^\\p{^Greek}$", "α")).isFalse();
    assertThat(matches("^\\w$", "é")).isTrue();
    assertThat(matches("^(?-u:\\w)$", "é")).isFalse();
  }

  @Test
  void knowsWhatTextEveryMatchHas() throws GrepSyntax.SyntaxException {
    assertThat(required("foobar")).isEqualTo("foobar");
    assertThat(required("class \\w+Service")).isEqualTo("Service");
    assertThat(required("abcd?e")).isEqualTo("abc");
    assertThat(required("ab+cd")).isEqualTo("cd");
    assertThat(required("ab{0,2}xyz")).isEqualTo("xyz");
    assertThat(required("foo|bar")).isNull();
    assertThat(required("(foo|bar)baz")).isEqualTo("baz");
    assertThat(required("(?i)foo")).isNull();
    assertThat(required("[a-z]+")).isNull();
    assertThat(GrepSyntax.of("FOO_BASK", true, false).required()).isEqualTo("foo_ba");
  }

  private static String required(String pattern) throws GrepSyntax.SyntaxException {
    return GrepSyntax.of(pattern, false, false).required();
  }

  @Test
  void refusesWhatRipgrepDoesNotHave() {
    for (String pattern :
        List.of(
            "a{}",
            "{",
            "x(?=y)",
            "x(?<!y)",
            "(?>a)",
            "\\1",
            "*a",
            "a|*",
            "[z-a]",
            "(",
            ")",
            "\\",
            "\\q",
            "[a",
            "a\\nb",
            "[[:nope:]",
            "(?z)",
            "\\p{Nope}",
            "a{2,1}")) {
      assertThatThrownBy(() -> GrepSyntax.of(pattern, false, false))
          .as(pattern)
          .isInstanceOf(GrepSyntax.SyntaxException.class);
    }
  }

  /**
   * Patterns thrown together at random: both ways to search refuse them, or find the same lines.
   */
  @Test
  void agreesWithRipgrepOnRandomPatterns() throws Exception {
    Optional<Path> program = Programs.find("rg", ENVIRONMENT);
    assumeTrue(program.isPresent(), "ripgrep is not installed");
    Random random = new Random(3);
    List<String> pieces =
        List.of(
            "a",
            "b",
            "ab",
            ".",
            "\\w",
            "\\s",
            "\\d",
            "\\b",
            "[ab]",
            "[^a]",
            "(a|b)",
            "(?:ab)",
            "*",
            "+",
            "?",
            "{2}",
            "{1,2}",
            "|",
            "^",
            "$",
            "(",
            ")",
            "é",
            "_",
            "\\.",
            "[[:digit:]]",
            "(?i)",
            "A",
            "-",
            "]",
            "}",
            "*?",
            "[a-z&&[^b]]",
            "\\pL",
            " ");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      for (int j = random.nextInt(8); j > 0; j--) {
        text.append("ab é_A.1-]}x ".charAt(random.nextInt(13)));
      }
      text.append('\n');
    }
    Path root = temporary.toRealPath();
    Files.writeString(root.resolve("f"), text);
    SearchRequest request =
        new SearchRequest(
            new DiskPathFacts().identify(root), file -> true, new Confinement.Unconfined());
    Search ripgrep = Search.ripgrep(program.get(), new LocalRunner(), ENVIRONMENT);
    Search java = Search.java(ENVIRONMENT);
    int valid = 0;
    for (int round = 0; round < 250; round++) {
      StringBuilder pattern = new StringBuilder();
      for (int i = 1 + random.nextInt(6); i > 0; i--) {
        pattern.append(pieces.get(random.nextInt(pieces.size())));
      }
      GrepQuery query = GrepQuery.of(pattern.toString(), GrepQuery.Mode.CONTENT);
      GrepOutcome one = ripgrep.grep(request, query);
      GrepOutcome other = java.grep(request, query);
      assertThat(other.getClass())
          .as("%s: %s", pattern, List.of(one, other))
          .isEqualTo(one.getClass());
      if (one instanceof GrepOutcome.Found) {
        valid++;
        assertThat(other).as("%s", pattern).isEqualTo(one);
      }
    }
    assertThat(valid).isGreaterThan(60);
  }

  @Test
  @Timeout(60)
  void givesUpOnAPatternThatTakesForEver() throws Exception {
    Path root = temporary.toRealPath();
    Files.writeString(root.resolve("f"), "a".repeat(5000) + "!bcx\n");
    SearchRequest request =
        new SearchRequest(
            new DiskPathFacts().identify(root), file -> true, new Confinement.Unconfined());
    GrepOutcome outcome =
        Search.java(ENVIRONMENT)
            .grep(request, GrepQuery.of("(a|aa)+b(a*)*c", GrepQuery.Mode.CONTENT));
    GrepOutcome slow =
        Search.java(ENVIRONMENT).grep(request, GrepQuery.of("(.*a){12}x", GrepQuery.Mode.CONTENT));
    assertThat(List.of(outcome, slow)).allMatch(GrepOutcome.Invalid.class::isInstance);
  }

  @Test
  @Timeout(60)
  void endsWhenItIsInterrupted() throws Exception {
    Path root = temporary.toRealPath();
    for (int i = 0; i < 40; i++) {
      Files.writeString(root.resolve("f" + i), ("x".repeat(40) + "\n").repeat(20_000));
    }
    SearchRequest request =
        new SearchRequest(
            new DiskPathFacts().identify(root), file -> true, new Confinement.Unconfined());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() ->
            Search.java(ENVIRONMENT).grep(request, GrepQuery.of("(x+)+$y", GrepQuery.Mode.CONTENT)))
        .isInstanceOf(InterruptedException.class);
  }
}
