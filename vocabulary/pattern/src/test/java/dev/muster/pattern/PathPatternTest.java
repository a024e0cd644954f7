package dev.muster.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource({
    "*.env, .env",
    "*.env, a/b/prod.env",
    "name, name",
    "name, a/name",
    "name, a/name/below",
    "/name, name",
    "/name, name/below/deep",
    "a/b, a/b",
    "a/b, a/b/c",
    "a/*, a/x",
    "a/*, a/x/y",
    "a/**, a/x",
    "a/**, a/x/y",
    "a/**/z, a/z",
    "a/**/z, a/b/c/z",
    "**/z, z",
    "**/z, a/b/z",
    "a//b, a/b",
    "./a, a",
    "a?c, abc",
    "[a-c]x, bx",
    "[!a-c]x, dx",
    "[^a-c]x, dx",
    "[]x]y, ]y",
    "a[.]b, a.b",
    "a\\*b, a*b",
    "\\#x, #x",
    "x*y*z, xAyByz",
    "*, anything/at/all",
    "folder/, folder/file",
    "folder/, a/folder/file",
  })
  void gitignoreTakes(String pattern, String path) throws PatternException {
    assertThat(PathPattern.gitignore(pattern).matches(path, false)).isTrue();
  }

  @ParameterizedTest(name = "{0} leaves {1}")
  @CsvSource({
    "*.env, env",
    "name, names",
    "name, my-name",
    "/name, a/name",
    "a/b, x/a/b",
    "a/b, a",
    "a/**, a",
    "a/*, a",
    "a/**/z, a/b",
    "a*c, a/c",
    "a?c, a/c",
    "[a-c]x, dx",
    "[!a-c]x, ax",
    "a\\*b, axb",
    "folder/, folder",
    "name, NAME",
  })
  void gitignoreLeaves(String pattern, String path) throws PatternException {
    assertThat(PathPattern.gitignore(pattern).matches(path, false)).isFalse();
  }

  @Test
  void aPatternForFoldersTakesTheFolderItself() throws PatternException {
    PathPattern pattern = PathPattern.gitignore("build/");
    assertThat(pattern.matches("a/build", true)).isTrue();
    assertThat(pattern.matches("a/build", false)).isFalse();
  }

  @Test
  void itselfLeavesOutWhatIsBelow() throws PatternException {
    PathPattern pattern = PathPattern.gitignore("/a");
    assertThat(pattern.matchesItself(List.of("a"), true)).isTrue();
    assertThat(pattern.matchesItself(List.of("a", "b"), true)).isFalse();
  }

  @Test
  void aGlobTakesNothingBelow() throws PatternException {
    PathPattern glob = PathPattern.glob("src/**/*.java");
    assertThat(glob.matches("src/A.java", false)).isTrue();
    assertThat(glob.matches("src/a/b/A.java", false)).isTrue();
    assertThat(glob.matches("src/A.java/x", false)).isFalse();
    assertThat(glob.matches("x/src/A.java", false)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//", ".", "[abc", "a/[", "x\\"})
  void refusesWhatMeansNothing(String pattern) {
    assertThatThrownBy(() -> PathPattern.gitignore(pattern)).isInstanceOf(PatternException.class);
  }

  @ParameterizedTest(name = "{0} is {1} without case")
  @CsvSource({
    ".env, .ENV",
    ".ENV, .env",
    "Secrets/*, SECRETS/Key",
    ".ssh, .\u017fsh",
    "key, \u212aey",
    ".git, .g\u200cit",
    "r\u00e9sum\u00e9, re\u0301sume\u0301",
    "[A-Z]x, qX",
    "ΟΔΟΣ.x, οδος.X",
  })
  void withoutCase(String pattern, String path) throws PatternException {
    assertThat(PathPattern.gitignore(pattern).ignoringCase().matches(path, false)).isTrue();
    assertThat(PathPattern.gitignore(pattern).matches(path, false)).isFalse();
  }

  @Test
  void foldsTheSameInPartsAsInTheWhole() {
    String letters = "aAkK\u212aſßẞΣσςİıéE\u0301";
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = random.nextInt(6); n >= 0; n--) {
        name.append(letters.charAt(random.nextInt(letters.length())));
      }
      String folded = CaseFold.of(name.toString());
      assertThat(CaseFold.of(folded)).isEqualTo(folded);
      assertThat(CaseFold.of(name + "/x")).isEqualTo(folded + "/x");
    }
  }

  /** The matcher against one that tries everything. */
  @Test
  void agreesWithTheObviousMatcher() throws PatternException {
    Random random = new Random(42);
    String[] parts = {"a", "b", "*", "**", "a*", "?", "[ab]", "ab"};
    String[] names = {"a", "b", "ab", "ba"};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder pattern = new StringBuilder(random.nextBoolean() ? "/" : "");
      for (int n = random.nextInt(4); n >= 0; n--) {
        pattern.append(parts[random.nextInt(parts.length)]).append(n == 0 ? "" : "/");
      }
      List<String> path =
          random.ints(1 + random.nextInt(5), 0, names.length).mapToObj(n -> names[n]).toList();
      assertThat(PathPattern.gitignore(pattern.toString()).matches(path, false))
          .as("%s on %s", pattern, path)
          .isEqualTo(Obvious.matches(pattern.toString(), path));
    }
  }

  /** Tries every way; of exponential cost. */
  private static final class Obvious {

    static boolean matches(String pattern, List<String> path) {
      String text = pattern.startsWith("/") ? pattern.substring(1) : pattern;
      List<String> parts = List.of(text.split("/"));
      boolean anchored = pattern.indexOf('/') >= 0;
      for (int end = 1; end <= path.size(); end++) {
        for (int start = 0; start < (anchored ? 1 : end); start++) {
          if (all(parts, path.subList(start, end), true)) {
            return true;
          }
        }
      }
      return false;
    }

    private static boolean all(List<String> parts, List<String> path, boolean first) {
      if (parts.isEmpty()) {
        return path.isEmpty();
      }
      List<String> rest = parts.subList(1, parts.size());
      if (parts.getFirst().equals("**")) {
        boolean onlyStars = rest.stream().allMatch("**"::equals);
        for (int n = onlyStars && !first ? 1 : 0; n <= path.size(); n++) {
          List<String> after = onlyStars ? List.of() : rest;
          if (all(after, path.subList(n, path.size()), false)) {
            return true;
          }
        }
        return false;
      }
      return !path.isEmpty()
          && one(parts.getFirst(), path.getFirst())
          && all(rest, path.subList(1, path.size()), false);
    }

    private static boolean one(String part, String name) {
      return switch (part) {
        case "*" -> true;
        case "?" -> name.length() == 1;
        case "a*" -> name.startsWith("a");
        case "[ab]" -> name.equals("a") || name.equals("b");
        default -> part.equals(name);
      };
    }
  }
}
