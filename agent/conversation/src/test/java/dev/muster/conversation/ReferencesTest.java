package dev.muster.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencesTest {

  @Test
  void findsPathsBehindAnAtSign() {
    assertThat(References.in("@a.md and @b/c.txt, (@d) \"x\"\n- @../e.md.\n@~/f @/g"))
        .containsExactly("a.md", "b/c.txt", "d", "../e.md", "~/f", "/g");
    assertThat(References.in("@a\\ b.md @\"c d.md\" @\"open")).startsWith("a b.md", "c d.md");
    assertThat(References.in("me@example.org a@b @ @. @@x")).containsExactly("@x");
    assertThat(References.in("nothing")).isEmpty();
  }

  @Test
  void leavesCodeAlone() {
    assertThat(References.in("`@a` ``@b ` @c`` @d `open @e")).containsExactly("d", "e");
    assertThat(References.in("`over\nlines @a` @b\n\n`not over\n\nparagraphs @c`"))
        .containsExactly("b", "c`");
    assertThat(References.in("```\n@a\n```\n@b\n~~~ java\n@c\n```\n@d\n~~~~\n@e"))
        .containsExactly("b", "e");
    assertThat(References.in("  ````md\n```\n@a\n````\n@b\n```\n@unclosed")).containsExactly("b");
    assertThat(References.in("a `code`@x")).isEmpty();
  }

  @Test
  void mentionsInAPrompt() {
    assertThat(Mention.in("see @src/A.java#L10-20, @b#L5 @b#L5 @c#top @d#L9-3 `@e`"))
        .containsExactly(
            new Mention("src/A.java", 10, 20),
            new Mention("b", 5, 5),
            new Mention("c#top", 0, 0),
            new Mention("d#L9-3", 0, 0));
    Path folder = Path.of("/repo");
    Path home = Path.of("/home/me");
    assertThat(new Mention("../a", 0, 0).resolve(folder, home)).contains(Path.of("/a"));
    assertThat(new Mention("~/a", 0, 0).resolve(folder, home)).contains(Path.of("/home/me/a"));
    assertThat(new Mention("~you/a", 0, 0).resolve(folder, home)).isEmpty();
    assertThat(new Mention("a\0b", 0, 0).resolve(folder, home)).isEmpty();
    assertThat(Mention.in("@x ".repeat(3) + "@" + "y".repeat(100_000))).hasSize(2);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      many.append("@f").append(i).append(' ');
    }
    assertThat(Mention.in(many.toString())).hasSize(50);
  }

  @Test
  void rulesSayWhichFilesTheyAreAbout() {
    assertThat(RuleText.of("plain")).isEqualTo(new RuleText(List.of(), "plain"));
    assertThat(RuleText.of("---\npaths: src/**/*.{ts,tsx}, \"lib/a b.js\"\nx: y\n---\nbody\nmore"))
        .isEqualTo(new RuleText(List.of("src/**/*.{ts,tsx}", "lib/a b.js"), "body\nmore"));
    assertThat(
            RuleText.of(
                "---\ndescription: d\npaths:\n- 'a/**'\n\n# c\n  - b\nother:\n  - z\n---\n"))
        .isEqualTo(new RuleText(List.of("a/**", "b"), ""));
    assertThat(RuleText.of("\uFEFF---\r\npaths: [a, 'b']\r\n---\r\nx").paths())
        .containsExactly("a", "b");
    assertThat(RuleText.of("---\npaths: a\nno end").paths()).isEmpty();
  }

  @Test
  void globsWithAlternatives() {
    Path base = Path.of("/r");
    Globs globs = Globs.of(List.of("src/**/*.{ts,t{x,y}}", "docs", "[broken", "/top.md"));
    for (String match :
        List.of("src/a.ts", "src/x/y/a.tx", "src/a.ty", "docs/a/b", "docs", "top.md")) {
      assertThat(globs.match(base, base.resolve(match))).as(match).isTrue();
    }
    for (String other : List.of("a.ts", "src/a.tz", "x/docs/a", "x/top.md", "../r2/docs")) {
      assertThat(globs.match(base, base.resolve(other).normalize())).as(other).isFalse();
    }
    assertThat(
            Globs.of(List.of("{a,b}{c,d}{e,f}{g,h}{i,j}{k,l}{m,n}{o,p}{q,r}"))
                .match(base, base.resolve("aceg")))
        .isFalse();
  }
}
