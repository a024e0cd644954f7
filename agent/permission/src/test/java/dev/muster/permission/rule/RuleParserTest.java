package dev.muster.permission.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.rule.RuleParser.Reading;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.settings.RuleText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {

  private static final Path WORK = Path.of("/w/project");
  private static final Path HOME = Path.of("/home/me");
  private static final Path BASE = Path.of("/base");

  private static Reading read(String rule, RuleList list) {
    return read(rule, list, false);
  }

  private static Reading read(String rule, RuleList list, boolean ignoreCase) {
    return new RuleParser(WORK, HOME, List::of, ignoreCase)
        .read(new RuleText(rule, new Origin(Layer.PROJECT, "settings.json", 1), BASE), list);
  }

  private static Rule rule(String text, RuleList list) {
    assertThat(read(text, list)).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) read(text, list)).rule();
  }

  private static boolean takes(String rule, RuleList list, String path, boolean folder) {
    assertThat(rule(rule, list)).isInstanceOf(Rule.Files.class);
    return ((Rule.Files) rule(rule, list)).pattern().matches(Path.of(path), folder);
  }

  @ParameterizedTest
  @EnumSource(RuleList.class)
  void aNameIsTheWholeTool(RuleList list) {
    for (String written : List.of("Bash", "Bash(*)", " Bash ", "Bash( * )")) {
      assertThat(rule(written, list))
          .isInstanceOfSatisfying(
              Rule.WholeTool.class,
              whole -> {
                assertThat(whole.name().matches("Bash")).isTrue();
                assertThat(whole.name().matches("BashOutput")).isFalse();
              });
    }
  }

  @Test
  void theToolForSubAgentsHasTwoNames() {
    for (String written : List.of("Task", "Agent")) {
      assertThat(((Rule.WholeTool) rule(written, RuleList.DENY)).name().matches("Agent")).isTrue();
    }
    for (String written : List.of("Task(Explore)", "Agent(Explore)")) {
      assertThat(rule(written, RuleList.DENY))
          .isInstanceOfSatisfying(
              Rule.Parameter.class,
              parameter -> {
                assertThat(parameter.tool()).isEqualTo("Agent");
                assertThat(parameter.value().matches("Explore")).isTrue();
              });
    }
  }

  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource({
    "mcp__files, mcp__files__read, true",
    "mcp__files, mcp__filesystem__read, false",
    "mcp__files__*, mcp__files__read, true",
    "mcp__files__read, mcp__files__read, true",
    "mcp__files__read, mcp__files__read_all, false",
    "mcp__files__get_*, mcp__files__get_one, true",
    "mcp__files__get_*, mcp__files__set_one, false",
  })
  void toolsOfServers(String rule, String tool, boolean expected) {
    for (RuleList list : RuleList.values()) {
      assertThat(((Rule.WholeTool) rule(rule, list)).name().matches(tool)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcp__*", "*", "Web*", "mcp__a*__x"})
  void starsInNamesAllowNothing(String rule) {
    assertThat(read(rule, RuleList.ALLOW)).isInstanceOf(Reading.Idle.class);
    assertThat(read(rule, RuleList.DENY)).isInstanceOf(Reading.Read.class);
    assertThat(read(rule, RuleList.ASK)).isInstanceOf(Reading.Read.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "(",
        ")",
        "Bash(",
        "Bash()",
        "Bash( )",
        "Bash(ls",
        "Bash(ls) ",
        "Bash ls",
        "Bash)",
        "(ls)",
        "Read(a/../b)",
        "Read(a/..)",
        "Read([abc)",
        "Read(!x)",
        "Edit(x\\)",
        "WebFetch(example.com)",
        "WebFetch(domain:)",
        "Ba$h"
      })
  void malformed(String rule) {
    boolean fine = rule.equals("Bash(ls) ");
    for (RuleList list : RuleList.values()) {
      assertThat(read(rule, list))
          .isInstanceOf(fine ? Reading.Read.class : Reading.Malformed.class);
    }
  }

  @Test
  void whatIsBetweenParenthesesOfOtherToolsCountsForDenyAndAskOnly() {
    assertThat(read("mcp__s__t(mode:fast)", RuleList.ALLOW)).isInstanceOf(Reading.Idle.class);
    assertThat(read("SlashCommand(/x)", RuleList.ALLOW)).isInstanceOf(Reading.Idle.class);
    assertThat(read("SlashCommand(/x)", RuleList.DENY)).isInstanceOf(Reading.Malformed.class);
    assertThat(rule("mcp__s__t(mode:f*)", RuleList.DENY))
        .isInstanceOfSatisfying(
            Rule.Parameter.class,
            parameter -> {
              assertThat(parameter.name()).isEqualTo("mode");
              assertThat(parameter.value().matches("fast")).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "Write(src/**), Edit(src/**)",
    "MultiEdit(src/**), Edit(src/**)",
    "NotebookEdit(*.ipynb), Edit(*.ipynb)",
    "Glob(src/**), Read(src/**)",
    "Grep(src/**), Read(src/**)",
    "LS(src), Read(src)",
  })
  void pathsOfOtherToolsNeverAllowAndStillForbid(String rule, String instead) {
    assertThat(read(rule, RuleList.ALLOW))
        .isInstanceOfSatisfying(
            Reading.Idle.class, idle -> assertThat(idle.warning()).contains(instead));
    assertThat(read(rule, RuleList.DENY))
        .isInstanceOfSatisfying(
            Reading.Read.class,
            read -> {
              assertThat(read.warning()).contains(instead);
              assertThat(read.rule())
                  .isInstanceOfSatisfying(
                      Rule.Files.class,
                      files ->
                          assertThat(files.access())
                              .isEqualTo(
                                  instead.startsWith("Edit")
                                      ? Rule.Access.EDIT
                                      : Rule.Access.READ));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "bash, Bash",
    "read, Read",
    "webfetch, WebFetch",
  })
  void warnsOfANameInTheWrongCase(String written, String meant) {
    assertThat(((Reading.Read) read(written, RuleList.DENY)).warning()).contains(meant);
    assertThat(((Reading.Malformed) read(written + "(x)", RuleList.DENY)).reason()).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Read(/etc/passwd)", "Read(/Users/me/**)", "Read($HOME/x)", "Read(~me/x)"})
  void warnsOfPathsThatMeanSomethingElse(String rule) {
    assertThat(((Reading.Read) read(rule, RuleList.DENY)).warning()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Read(//etc/passwd)", "Read(/src/**)", "Read(~/x)", "Edit(.env)", "Bash"})
  void warnsOfNothingElse(String rule) {
    assertThat(((Reading.Read) read(rule, RuleList.DENY)).warning()).isEmpty();
  }

  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource({
    "Read(//etc/passwd), /etc/passwd",
    "Read(//etc), /etc/deep/below",
    "Read(//**), /anything",
    "Read(//), /anything",
    "Read(~), /home/me/x",
    "Read(~/), /home/me/x",
    "Read(~/.ssh/**), /home/me/.ssh/id",
    "Read(~/.ssh/**), /home/me/.ssh",
    "Read(~/*.key), /home/me/a.key",
    "Read(/src/**), /base/src/A",
    "Read(/src), /base/src/A",
    "Read(/**), /base/x",
    "Read(./a/b), /w/project/a/b",
    "Read(a/b), /w/project/a/b",
    "Read(.), /w/project/x",
    "Read(./), /w/project/x",
    "Read(..), /w/other",
    "Read(../other/**), /w/other/x",
    "Read(./../other), /w/other/x",
    "Read(../../x), /x",
    "Read(../../../../x), /x",
    "Read(/../x), /x",
    "Read(~/../you/x), /home/you/x",
    "Read(.env), /w/project/.env",
    "Read(.env), /w/project/a/b/.env",
    "Read(*.pem), /w/project/a/k.pem",
    "Read(**/*.pem), /w/project/k.pem",
    "Read(**), /w/project/x",
    "Read(**/*), /w/project/x/y",
    "Read(dir/**), /w/project/dir/x",
    "Read(dir/**), /w/project/dir",
    "Read(dir/**/*), /w/project/dir/x/y",
    "Read(a/dir/**), /w/project/a/dir/x",
    "Read(a/*/c/**), /w/project/a/b/c/d",
    "Read(a/*/c/**), /w/project/a/b/c",
    "Read(dir/), /w/project/a/dir/x",
    "Read(/dir/), /base/dir/x",
  })
  void pathsTakenByEveryList(String rule, String path) {
    for (RuleList list : RuleList.values()) {
      assertThat(takes(rule, list, path, true)).as("%s", list).isTrue();
    }
  }

  @ParameterizedTest(name = "{0} leaves {1}")
  @CsvSource({
    "Read(//etc/passwd), /w/project/etc/passwd",
    "Read(~/.ssh/**), /home/me/.sshx",
    "Read(~/x), /home/me/a/x",
    "Read(/src), /w/project/src",
    "Read(/src), /base/a/src",
    "Read(a/b), /w/project/x/a/b",
    "Read(.env), /w/.env",
    "Read(.env), /home/me/.env",
    "Read(.env), /w/project/.envrc",
    "Read(../other), /w/project/other",
    "Read(a/*/c/**), /w/project/a/c/d",
    "Read(**), /w/other",
    "Read(//w/project), /w/projectile/x",
  })
  void pathsLeftByEveryList(String rule, String path) {
    for (RuleList list : RuleList.values()) {
      assertThat(takes(rule, list, path, true)).as("%s", list).isFalse();
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource({
    "Read(dir/**), /w/project/a/dir/x",
    "Read(./dir/**), /w/project/a/dir/x",
    "Read(./name), /w/project/a/name",
  })
  void whatIsWiderWhereItForbids(String rule, String path) {
    assertThat(takes(rule, RuleList.ALLOW, path, false)).isFalse();
    assertThat(takes(rule, RuleList.ASK, path, false)).isTrue();
    assertThat(takes(rule, RuleList.DENY, path, false)).isTrue();
  }

  @Test
  void caseIsIgnoredWhereItForbidsOnly() {
    for (String text : List.of("Read(Secret/Key)", "Read(*.KEY)", "Read(//W/Project/Secret/**)")) {
      Path other = Path.of("/W/PROJECT/sECRET/kEY/a.Key");
      assertThat(files(text, RuleList.DENY).matches(other, false)).as(text).isTrue();
      assertThat(files(text, RuleList.ASK).matches(other, false)).as(text).isTrue();
      assertThat(files(text, RuleList.ALLOW).matches(other, false)).as(text).isFalse();
      assertThat(files(text, RuleList.DENY).mayMatchBelow(Path.of("/w"))).isTrue();
    }
  }

  private static FilePattern files(String text, RuleList list) {
    return ((Rule.Files) ((Reading.Read) read(text, list, true)).rule()).pattern();
  }

  @Test
  void tellsWhatMayLieBelowAFolder() {
    FilePattern ssh = ((Rule.Files) rule("Read(~/.ssh/**)", RuleList.DENY)).pattern();
    assertThat(ssh.mayMatchBelow(HOME)).isTrue();
    assertThat(ssh.mayMatchBelow(HOME.resolve(".ssh/a"))).isTrue();
    assertThat(ssh.mayMatchBelow(WORK)).isFalse();
    assertThat(ssh.mayMatchBelow(HOME.resolve("project"))).isFalse();
    FilePattern env = ((Rule.Files) rule("Read(.env)", RuleList.DENY)).pattern();
    assertThat(env.mayMatchBelow(WORK.resolve("a"))).isTrue();
    assertThat(env.mayMatchBelow(Path.of("/etc"))).isFalse();
  }

  @Test
  void aLinkAmongTheNamedFoldersStandsForItsTargetWhereItForbids() {
    Path link = HOME.resolve(".ssh");
    Path target = Path.of("/data/ssh");
    RuleParser parser =
        new RuleParser(
            WORK, HOME, path -> path.equals(link) ? List.of(link, target) : List.of(path), false);
    RuleText text =
        new RuleText("Read(~/.ssh/**)", new Origin(Layer.USER, "settings.json", 1), BASE);
    for (RuleList list : RuleList.values()) {
      Rule.Files rule = (Rule.Files) ((Reading.Read) parser.read(text, list)).rule();
      assertThat(rule.pattern().matches(link.resolve("id"), false)).isTrue();
      assertThat(rule.pattern().matches(target.resolve("id"), false))
          .isEqualTo(list != RuleList.ALLOW);
    }
  }

  @ParameterizedTest(name = "{0} takes {1}: {2}")
  @CsvSource({
    "domain:example.com, example.com, true",
    "domain:example.com, EXAMPLE.com., true",
    "domain:Example.COM, example.com, true",
    "domain:example.com, www.example.com, false",
    "domain:example.com, notexample.com, false",
    "domain:*.example.com, a.b.example.com, true",
    "domain:*.example.com, example.com, false",
    "domain:a*.example.com, abc.example.com, true",
    "domain:a*.example.com, a.b.example.com, false",
    "domain:*, anything.at.all, true",
  })
  void domains(String spec, String host, boolean expected) {
    for (RuleList list : RuleList.values()) {
      Rule.Domain domain = (Rule.Domain) rule("WebFetch(" + spec + ")", list);
      assertThat(domain.pattern().matches(host)).isEqualTo(expected);
    }
  }

  @Test
  void aRuleAboutNoToolIsTold() {
    for (RuleList list : List.of(RuleList.DENY, RuleList.ASK)) {
      assertThat(warning("Bsh(rm:*)", list)).contains("no tool Bsh", "did you mean Bash?");
      assertThat(warning("bash(rm:*)", list)).contains("did you mean Bash?");
      assertThat(warning("Raed", list)).contains("did you mean Read?");
      assertThat(warning("Brush(a:b)", list)).contains("no tool Brush");
      assertThat(warning("Bash(rm:*)", list)).isEmpty();
      assertThat(warning("mcp__files__read(mode:fast)", list)).isEmpty();
      assertThat(warning("my_tool", list)).isEmpty();
    }
    assertThat(warning("Raed", RuleList.ALLOW)).contains("did you mean Read?");
    assertThat(warning("Brush", RuleList.ALLOW)).isEmpty();
  }

  private static String warning(String rule, RuleList list) {
    return read(rule, list) instanceof Reading.Read(Rule read, String warning) ? warning : "unread";
  }
}
