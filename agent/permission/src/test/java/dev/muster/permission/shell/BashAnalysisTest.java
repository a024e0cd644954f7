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
      {"echo $HOME", "variable"},
      {"echo \"$HOME\"", "variable"},
      {"echo ${x}", "variable"},
      {"echo $(id)", "substitution"},
      {"echo \"$(id)\"", "substitution"},
      {"echo $((1))", "$("},
      {"echo `id`", "backticks"},
      {"echo \"`id`\"", "backticks"},
      {"$(echo rm) x", "$("},
      {"echo $'a'", "escapes"},
      {"echo $\"a\"", "dollar sign"},
      {"ls *", "pattern"},
      {"ls ?", "pattern"},
      {"ls [ab]", "pattern"},
      {"ls a[", "pattern"},
      {"ls ~", "tilde"},
      {"ls ~/x", "tilde"},
      {"x=~/y ls", "tilde"},
      {"x=a:~/y ls", "tilde"},
      {"echo {a,b}", "brace"},
      {"echo {1..3}", "brace"},
      {"echo a{b", "brace"},
      {"echo }", "brace"},
      {"{ ls; }", "brace"},
      {"echo {fd}>x", "brace"},
      {"{}>x", "brace"},
      {"(ls)", "parenthesis"},
      {"f() { ls; }", "parenthesis"},
      {"cat <(ls)", "parenthesis"},
      {"a=(1 2)", "parenthesis"},
      {"((1))", "parenthesis"},
      {"echo !(x)", "parenthesis"},
      {"if true; then ls; fi", "\"if\""},
      {"for x in a; do ls; done", "\"for\""},
      {"while true; do ls; done", "\"while\""},
      {"case x in esac", "\"case\""},
      {"function f { ls; }", "\"function\""},
      {"! ls", "\"!\""},
      {"time ls", "\"time\""},
      {"coproc ls", "\"coproc\""},
      {"[[ a ]]", "pattern"},
      {"select x in a; do ls; done", "\"select\""},
      {"ls | ! cat", "\"!\""},
      {"ls &", "background"},
      {"ls & pwd", "background"},
      {"cat <<E\nx\nE", "here-document"},
      {"cat <<<x", "here-string"},
      {"echo 'a", "single quote"},
      {"echo \"a", "double quote"},
      {"echo a\\", "backslash"},
      {"ls &&", "without a command"},
      {"ls |", "without a command"},
      {"ls ||\n", "without"},
      {"&& ls", "operator"},
      {"; ls", "operator"},
      {"ls ;; ls", "case statement"},
      {"ls; ; ls", "operator"},
      {"ls ;& ls", "case statement"},
      {"ls >", "target"},
      {"ls > ;", "target"},
      {"ls 2>&", "target"},
      {"ls > > x", "target"},
      {"ls > ''", "empty name"},
      {"ls > $x", "variable"},
      {">x >a=b", "looks like an assignment"},
      {">x >a+=", "looks like an assignment"},
      {"ls > *", "pattern"},
      {"ls > ~/x", "tilde"},
      {"cat <&x", "number"},
      {"ls 1>&x", "number"},
      {"ls 99999>x", "too large"},
      {"ls > 2>x", "target"},
      {"ls >&-x", "descriptor"},
      {"cat </dev/tcp/h/80", "network"},
      {"ls >/dev/udp/h/9", "network"},
      {"a+=b ls", "appends"},
      {"a[0]=b ls", "pattern"},
      {"SECONDS='a[$(id)]' ls", "SECONDS"},
      {"LC_ALL=zh_CN.GBK ls", "LC_ALL"},
      {"IFS=x ls", "IFS"},
      {"PATH=x; ls", "assignment"},
      {"A=b\nls", "assignment"},
      {"export A=b; ls", "\"export\""},
      {"alias l=rm; l", "\"alias\""},
      {"shopt -s extglob\nls", "\"shopt\""},
      {"set -f; ls", "\"set\""},
      {". f; ls", "\".\""},
      {"source f && ls", "\"source\""},
      {"eval x; ls", "\"eval\""},
      {"exec 2>x; ls", "\"exec\""},
      {"trap x EXIT; ls", "\"trap\""},
      {"enable -f x y; ls", "\"enable\""},
      {"hash -p a b; b", "hash"},
      {"unset PATH; ls", "\"unset\""},
      {"declare x; ls", "\"declare\""},
      {"read PATH <f; ls", "read"},
      {"printf -v PATH x; ls", "\"printf\""},
      {"printf %n PATH; ls", "\"printf\""},
      {"[ -v 'a[PATH=5]' ]; ls", "\"[\""},
      {"command export A=b; ls", "\"command\""},
      {"builtin eval x; ls", "\"builtin\""},
      {"l\\\ns\\\n $x", "variable"},
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
      assertThat(((NotUnderstood) reading).reason()).as(row[0]).contains(row[1]);
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
    assertThat(commands.get(4).redirections()).containsExactly(Redirection.of(Kind.DUPLICATE, "1"));
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
    for (String unknown :
        List.of(
            "cd",
            "cd -",
            "cd -P d",
            "cd -- d",
            "cd ''",
            "pushd d",
            "popd",
            "command cd d",
            "builtin cd d",
            "X=1 cd d",
            "cd a b")) {
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
  void whatNoShellCouldBeGivenIsNotRead() {
    assertThat(commands("a ".repeat(65_535))).hasSize(1);
    assertThat(analysis.analyse("a ".repeat(65_536), HERE)).isInstanceOf(NotUnderstood.class);
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
