package dev.muster.permission.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.ShellCommand.Kind;
import dev.muster.permission.shell.ShellCommand.Redirection;
import dev.muster.permission.shell.ShellReading.NotUnderstood;
import dev.muster.permission.shell.ShellReading.Understood;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BashAnalysisTest {
  private static final Path HERE = Path.of("/repo/project");
  private final BashAnalysis analysis = new BashAnalysis(Map.of("HOME", "/home/someone"));

  @Test
  void eachUnreadConstructIsNamed() {
    String[][] table = {
      {"$X a", ""},
      {"eval \"$X\"", ""},
      {"ls 'x", ""},
      {"echo \"a", ""},
      {"ls &&", ""},
      {"ls |", ""},
      {"if true; then ls", ""},
      {"enable -f x y; ls", ""},
      {"a\0b", "control"},
      {"echo \u001b[0m", "control"},
      {"echo 'a\rb'", "control"},
      {"ls\r\npwd", "control"},
      {"echo \u007f", "control"},
      {"echo \u0085", "control"},
      {"echo a\u00a0b", "space"},
      {"ls\u2028pwd", "space"},
      {"ls \u200b", "invisible"},
      {"ls \u202e", "invisible"},
      {"ls \ud800", "half of a character"},
      {"ls é|cat", "ASCII"},
      {"ls é\\;x", "ASCII"},
      {"-x", "option"},
      {"+x", "option"}
    };
    for (String[] row : table) {
      ShellReading reading = analysis.analyse(row[0], HERE);
      assertThat(reading).as(row[0]).isInstanceOf(NotUnderstood.class);
      assertThat(((NotUnderstood) reading).reason()).as(row[0]).isNotBlank().contains(row[1]);
    }
  }

  @Test
  void quotesAndEscapesAreRemovedAsTheShellDoes() {
    assertArgv(
        "a 'b c' \"d e\" f\\ g h''i \"\" 'x'\"y\"\\z", "a", "b c", "d e", "f g", "hi", "", "xyz");
    assertArgv("a \"\\$ \\` \\\" \\\\ \\n \\' \\!\"", "a", "$ ` \" \\ \\n \\' \\!");
    assertArgv("a \\$ \\` \\n 'x\\' '$`\"'", "a", "$", "`", "n", "x\\", "$`\"");
    assertArgv("ec\\\nho \"a\\\nb\" 'a\\\nb'", "echo", "ab", "a\\\nb");
    assertArgv("a # b $c `d 'e", "a");
    assertArgv("a b#c \\#d '#e'", "a", "b#c", "#d", "#e");
    assertArgv(
        "git show HEAD~1 stash@{0} HEAD^ a{}b {} !x @",
        "git", "show", "HEAD~1", "stash@{0}", "HEAD^", "a{}b", "{}", "!x", "@");
    assertArgv("[ -f x ]", "[", "-f", "x", "]");
    assertArgv("'if' x", "if", "x");
    assertArgv("\\while", "while");
    assertArgv("'A'=b", "A=b");
    assertArgv("a ''=b", "a", "=b");
  }

  @Test
  void nothingIsUnderstoodInEmptyText() {
    for (String text : List.of("", " \t", "\n\n", "# only a comment", "\\\n", "# a \\\n# b")) {
      assertThat(commands(text)).as(text).isEmpty();
    }
    // The comment ends with its line, whatever stands before the newline.
    assertThat(commands("# a \\\nrm x")).hasSize(1);
  }

  @Test
  void listsAndPipelinesAreSplit() {
    List<ShellCommand> commands = commands("a; b && c ||\n\n d | e |& f # end\ng;");
    assertThat(commands)
        .extracting(c -> c.argv().getFirst())
        .containsExactly("a", "b", "c", "d", "e", "f", "g");
    assertThat(commands).extracting(ShellCommand::text).element(3).isEqualTo("d");
  }

  @Test
  void redirectionsAreTold() {
    ShellCommand command =
        commands("x=1 >o a 2>>'e e' <i 3<>rw >|c &>b &>>ab 2>&1 >&2 >&file 4>&- <&3 2 5>&6-")
            .getFirst();
    assertThat(command.argv()).containsExactly("a", "2");
    assertThat(command.assignments()).containsExactly(Assignment.of("x", "1"));
    assertThat(command.redirections())
        .containsExactly(
            Redirection.of(Kind.WRITE, "o"),
            Redirection.of(Kind.APPEND, "e e"),
            Redirection.of(Kind.READ, "i"),
            Redirection.of(Kind.READ_WRITE, "rw"),
            Redirection.of(Kind.WRITE, "c"),
            Redirection.of(Kind.WRITE, "b"),
            Redirection.of(Kind.APPEND, "ab"),
            Redirection.of(Kind.DUPLICATE, "1"),
            Redirection.of(Kind.DUPLICATE, "2"),
            Redirection.of(Kind.WRITE, "file"),
            Redirection.of(Kind.DUPLICATE, "-"),
            Redirection.of(Kind.DUPLICATE, "3"),
            Redirection.of(Kind.DUPLICATE, "6-"));
  }

  @Test
  void foldersAreFollowed() {
    assertFolders("cd d && a", HERE, HERE.resolve("d"));
    assertFolders("cd d && cd ../e && a", HERE, HERE.resolve("d"), HERE.resolve("e"));
    assertFolders("cd d; a", HERE, null);
    assertFolders("cd d\na", HERE, null);
    assertFolders("cd d && a; b", HERE, HERE.resolve("d"), null);
    assertFolders("cd d || a", HERE, HERE);
    assertFolders("cd d || a && b", HERE, HERE, null);
    assertFolders("cd d | a && b", HERE, HERE, HERE);
    assertFolders("a | cd d && b", HERE, HERE, HERE);
    assertFolders("cd . ; a", HERE, HERE);
    assertFolders("a && cd /x/../y && b", HERE, HERE, Path.of("/y"));
    assertFolders("cd d; cd /x && a", HERE, null, Path.of("/x"));
    for (String unknown : List.of("cd -", "cd \"$X\"", "cd a b")) {
      assertFolders(unknown + " && a", HERE, null);
    }
  }

  @Test
  void changesThatNothingFollowsAreOrdinaryCommands() {
    assertArgv("export A=b", "export", "A=b");
    assertArgv("command -v git", "command", "-v", "git");
    assertThat(commands("command -v export && a")).hasSize(2);
    assertThat(commands("A=b").getFirst().argv()).isEmpty();
    assertThat(commands("[ -f x ] && printf 'a%s' b && wait && a")).hasSize(4);
  }

  @Test
  void longTextsAreAnsweredAtOnce() {
    int size = 1 << 20;
    String[] texts = {
      "a ".repeat(size / 2),
      "a;".repeat(size / 2),
      "a|".repeat(size / 2) + "a",
      "(".repeat(size),
      "'".repeat(size),
      "\"a".repeat(size / 2),
      "\\\n".repeat(size / 2),
      "a".repeat(size),
      "$(".repeat(size / 2),
      "{".repeat(size),
      "a&&".repeat(size / 3),
      ">a".repeat(size / 2),
      "\n".repeat(size),
      "# ".repeat(size / 2),
      "a".repeat(size) + "=b",
      "cd d &&".repeat(20_000) + "a",
      "<<'E' ".repeat(size / 6)
    };
    for (String text : texts) {
      long start = System.nanoTime();
      analysis.analyse(text, HERE);
      analysis.analyse(text.substring(0, Math.min(text.length(), 131_071)), HERE);
      LooseWords.mayRun(text, List.of("rm", "x"));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as(text.substring(0, 5))
          .isLessThan(Duration.ofSeconds(5));
    }
  }

  private List<ShellCommand> commands(String text) {
    ShellReading reading = analysis.analyse(text, HERE);
    assertThat(reading).as(text).isInstanceOf(Understood.class);
    return ((Understood) reading).commands();
  }

  private void assertArgv(String text, String... argv) {
    assertThat(commands(text)).as(text).hasSize(1);
    assertThat(commands(text).getFirst().argv()).containsExactly(argv);
  }

  private void assertFolders(String text, Path... folders) {
    assertThat(commands(text)).as(text).extracting(ShellCommand::folder).containsExactly(folders);
  }
}
