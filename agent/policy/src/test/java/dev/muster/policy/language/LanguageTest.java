package dev.muster.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  private static Language wildcard(String pattern) {
    return Language.of(Form.wildcard(pattern));
  }

  @ParameterizedTest
  @CsvSource({
    "git status, git *, true",
    "git *, git status, false",
    "git log *, git *, true",
    "git * --force, git *, true",
    "git *, git * --force, false",
    "a*b*c, a*c, true",
    "a*c, a*b*c, false",
    "*ab*, *a*, true",
    "*a*, *ab*, false",
    "**, *, true",
    "*, **, true",
    "a*a, a*, true",
    "aa*, a*a, false",
    "a*a*a, a*a, true",
    "*, x*, false",
    "x, y, false"
  })
  void withinIsAboutAllTexts(String one, String other, boolean within) {
    assertThat(wildcard(one).isWithin(wildcard(other))).isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({
    "git *, * status, true",
    "git *, npm *, false",
    "a*b, b*a, false",
    "a*, *b, true",
    "ab, a*, true",
    "a*c*d, abd, false"
  })
  void overlapIsAboutSomeText(String one, String other, boolean overlap) {
    assertThat(wildcard(one).overlaps(wildcard(other))).isEqualTo(overlap);
    assertThat(wildcard(other).overlaps(wildcard(one))).isEqualTo(overlap);
  }

  @Test
  void prefixesAreWhatAllTextsBeginWith() {
    assertThat(wildcard("git log *").prefix()).isEqualTo("git log ");
    assertThat(Language.of(Form.either(Form.text("abc"), Form.text("abd"))).prefix())
        .isEqualTo("ab");
    assertThat(Language.of(Form.either(Form.text("ab"), Form.text("abd"))).prefix())
        .isEqualTo("ab");
    assertThat(wildcard("*").prefix()).isEmpty();
  }

  @Test
  void rangesAreComparedExactly() {
    Form digit = new Form.One(List.of(new Form.Range('0', '9')));
    Form low = new Form.One(List.of(new Form.Range('0', '4')));
    Form high = new Form.One(List.of(new Form.Range('5', '9')));
    assertThat(Language.of(digit).isWithin(Language.of(Form.either(low, high)))).isTrue();
    assertThat(Language.of(digit).isWithin(Language.of(low))).isFalse();
    assertThat(Language.of(low).overlaps(Language.of(high))).isFalse();
    assertThat(Language.of(Form.anyBut('5')).overlaps(Language.of(Form.text("5")))).isFalse();
    assertThat(Language.of(Form.anyBut('5')).has("6")).isTrue();
    Form outside = Form.outside(List.of(new Form.Range('x', 'z'), new Form.Range('a', 'f')));
    assertThat(Language.of(outside).has("g")).isTrue();
    assertThat(Language.of(outside).has("c")).isFalse();
    assertThat(Language.of(outside).has("\uffff")).isTrue();
  }

  /** Against a plain model: all texts of two letters up to a length, matched by backtracking. */
  @Test
  void agreesWithMatchingOfAllShortTexts() {
    Random random = new Random(7);
    List<String> texts = texts();
    int proper = 0;
    for (int round = 0; round < 1_000; round++) {
      String one = pattern(random);
      String other = pattern(random);
      boolean within = true;
      boolean overlap = false;
      Language language = wildcard(one);
      for (String text : texts) {
        boolean mine = matches(one, 0, text, 0);
        boolean theirs = matches(other, 0, text, 0);
        if (language.has(text) != mine) {
          fail(one + " and " + text);
        }
        within &= !mine || theirs;
        overlap |= mine && theirs;
      }
      assertThat(wildcard(one).isWithin(wildcard(other)))
          .as(one + " in " + other)
          .isEqualTo(within);
      assertThat(wildcard(one).overlaps(wildcard(other))).as(one + ", " + other).isEqualTo(overlap);
      proper += within && !one.equals(other) ? 1 : 0;
    }
    assertThat(proper).isGreaterThan(50);
  }

  private static String pattern(Random random) {
    StringBuilder pattern = new StringBuilder();
    int length = random.nextInt(5);
    for (int i = 0; i < length; i++) {
      pattern.append("ab**".charAt(random.nextInt(4)));
    }
    return pattern.toString();
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0, length = 0; length < 5; length++) {
      int to = texts.size();
      for (int i = from; i < to; i++) {
        // a third letter stands for all that no pattern names
        for (String letter : List.of("a", "b", "c")) {
          texts.add(texts.get(i) + letter);
        }
      }
      from = to;
    }
    return texts;
  }

  private static boolean matches(String pattern, int p, String text, int t) {
    if (p == pattern.length()) {
      return t == text.length();
    }
    if (pattern.charAt(p) == '*') {
      return matches(pattern, p + 1, text, t)
          || (t < text.length() && matches(pattern, p, text, t + 1));
    }
    return t < text.length()
        && pattern.charAt(p) == text.charAt(t)
        && matches(pattern, p + 1, text, t + 1);
  }

  @Test
  @Timeout(20)
  void hostilePatternsAreGivenUpOn() {
    String stars = "*a*b".repeat(60);
    Language one = wildcard(stars + "x");
    Language other = wildcard(stars + "y");
    long start = System.nanoTime();
    assertThat(one.isWithin(other)).isFalse();
    assertThat(wildcard(stars).isWithin(wildcard("*b*a".repeat(60)))).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
  }
}
