package dev.muster.permission.shell;

import static dev.muster.permission.shell.Analysed.assertRefused;
import static dev.muster.permission.shell.Analysed.assertRuns;
import static dev.muster.permission.shell.Analysed.folders;
import static dev.muster.permission.shell.Analysed.input;
import static dev.muster.permission.shell.Analysed.understood;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.ShellCommand.Kind;
import dev.muster.permission.shell.ShellCommand.Redirection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BashAnalysisTest {

  /** What is written here is refused, by bash or by this reader, for a reason with these words. */
  private static final String[][] REFUSED = {
    {"echo 'a", "single quote"},
    {"echo \"a", "double quote"},
    {"echo `a", "backtick"},
    {"echo $(a", "parenthesis"},
    {"echo ${a", "brace"},
    {"echo a\\", "backslash"},
    {"ls &&", "without a command"},
    {"ls |", "without a command"},
    {"ls ||\n", "without"},
    {"&& ls", "operator"},
    {"; ls", "operator"},
    {"ls ;; ls", "case statement"},
    {"ls; ; ls", "operator"},
    {"ls ;& ls", "case statement"},
    {"ls & ; ls", "operator"},
    {"ls >", "target"},
    {"ls > ;", "target"},
    {"ls 2>&", "target"},
    {"ls > > x", "target"},
    {"ls > 2>x", "target"},
    {">x >a=b", "looks like an assignment"},
    {">x >a+=b", "looks like an assignment"},
    {"ls 99999>x", "too large"},
    {"ls >&-x", "descriptor"},
    {"ls )", "parenthesis"},
    {"ls (a)", "parenthesis"},
    {"echo !(x)", "parenthesis"},
    {"()", "without a command in it"},
    {"{ }", "without a command in it"},
    {"if; then a; fi", "without a command in it"},
    {"if a; then b", "does not end"},
    {"if a; b; fi", "\"fi\""},
    {"for x in a; do b", "does not end"},
    {"for 1x in a; do b; done", "no name"},
    {"while a; do b; done c", "word where a command must have ended"},
    {"done", "\"done\""},
    {"d\\\none", "\"done\""},
    {"in", "\"in\""},
    {"ls | ! cat", "\"!\""},
    {"case x in esac) ls;; esac", "where"},
    {"f() ls", "no compound command"},
    {"cat <<E\nx\n", "here-document"},
    {"cat <<E $(a\nb)\nE", "here-document"},
    {"x=(a", "list"},
    {"[[ a", "condition"},
    {"[[ -f ]]", "condition"},
    {"[[ a b ]]", "condition"},
    {"((1+", "arithmetic"},
    {"echo $[1]", "old form"},
    {"echo $\"a\"", "dollar sign"},
    {"echo $'\\xff'", "ASCII"},
    {"echo $'\\cx'", "control character"},
    {"echo ${x:a?b:c}", "choice"},
    {"echo ${ ls; }", "${…}"},
    {"echo ${x!y}", "${…}"},
    {"a[0]", "brackets"},
    {"a[$x]=$(b", "parenthesis"},
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

  @Test
  void whatIsNotReadIsNamed() {
    for (String[] row : REFUSED) {
      assertRefused(row[0], row[1]);
    }
  }

  @Test
  void quotesAndEscapesAreRemovedAsTheShellDoes() {
    assertArgv(
        "a 'b c' \"d e\" f\\ g h''i \"\" 'x'\"y\"\\z", "a", "b c", "d e", "f g", "hi", "", "xyz");
    assertArgv("a \"\\$ \\` \\\" \\\\ \\n \\' \\!\"", "a", "$ ` \" \\ \\n \\' \\!");
    assertArgv("a \\$ \\` \\n 'x\\' '$`\"'", "a", "$", "`", "n", "x\\", "$`\"");
    assertArgv("ec\\\nho \"a\\\nb\" 'a\\\nb'", "echo", "ab", "a\\\nb");
    assertArgv("a $'x\\ny' $'\\x41\\t' $'it\\'s' $'a\\0b'", "a", "x\ny", "A\t", "it's", "a");
    assertArgv("a # b $c `d 'e", "a");
    assertArgv("a b#c \\#d '#e'", "a", "b#c", "#d", "#e");
    assertArgv(
        "git show HEAD~1 stash@{0} HEAD^ a{}b {} !x @ } ]",
        "git", "show", "HEAD~1", "stash@{0}", "HEAD^", "a{}b", "{}", "!x", "@", "}", "]");
    assertArgv("[ -f x ]", "[", "-f", "x", "]");
    assertArgv("'if' x", "if", "x");
    assertArgv("\\while", "while");
    assertArgv("'A'=b", "A=b");
    assertArgv("a ''=b", "a", "=b");
  }

  private static void assertArgv(String text, String... argv) {
    assertThat(understood(text)).as(text).hasSize(1);
    assertThat(understood(text).getFirst().argv()).as(text).containsExactly(argv);
  }

  @Test
  void nothingRunsInEmptyText() {
    for (String text : List.of("", " \t", "\n\n", "# only a comment", "\\\n", "# a \\\n# b")) {
      assertThat(understood(text)).as(text).isEmpty();
    }
    // The comment ends with its line, whatever stands before the newline.
    assertRuns("# a \\\nrm x", "rm x");
  }

  @Test
  void listsAndPipelinesAreSplit() {
    assertRuns(
        "a; b && c ||\n\n d | e |& f # end\ng; ! h & time -p i;",
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
        "i");
    assertThat(understood("a ||\n\n  b x  # end").getLast().text()).isEqualTo("b x");
  }

  @Test
  void redirectionsAreTold() {
    ShellCommand command =
        understood("x=1 >o a 2>>'e e' <i 3<>rw >|c &>b &>>ab 2>&1 >&2 >&file 4>&- <&3 2 5>&6- 1>&g")
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
            Redirection.of(Kind.DUPLICATE, "6-"),
            Redirection.of(Kind.WRITE, "g"));
    assertRuns("ls > $x 2>\"$x\".log", "ls >‹*› >‹*.log›");
    assertRuns("ls > *.txt >~/y >&- 2>&$x", "ls >‹glob *.txt› >/home/someone/y &- &‹*›");
    assertRuns("ls >{a,b}", "ls >‹*›");
    assertRuns("{ a; b; } >out 2>&1", ">out &1", "a", "b");
    assertRuns("while a; do b; done <in", "<in", "a", "b");
    assertRuns(">out", ">out");
    assertRuns("exec {fd}>out; echo $fd", "exec >out", "echo ‹#›");
  }

  @Test
  void inputsAreTold() {
    assertThat(input("cat")).isEqualTo("inherited");
    assertThat(input("make | sh")).isEqualTo("piped");
    assertThat(input("echo rm x | sh")).isEqualTo("known rm x\n");
    assertThat(input("echo -n 'a b' | sh")).isEqualTo("known a b");
    assertThat(input("echo -e 'a' | sh")).isEqualTo("piped");
    assertThat(input("echo $GIVEN | sh")).isEqualTo("piped");
    assertThat(input("echo \"a $GIVEN\" | sh")).isEqualTo("known ‹a *\n›");
    assertThat(input("printf 'a\\nb' | sh")).isEqualTo("known a\nb");
    assertThat(input("printf '%s\\n' a 'b c' | sh")).isEqualTo("known a\nb c\n");
    assertThat(input("echo a | cat | sh")).isEqualTo("known a\n");
    assertThat(input("echo a >x | sh")).isEqualTo("piped");
    assertThat(input("echo a |& sh")).isEqualTo("piped");
    assertThat(input("sh <<< 'rm x'")).isEqualTo("known rm x\n");
    assertThat(input("sh <<'E'\nrm $x\nE")).isEqualTo("known rm $x\n");
    assertThat(input("x=y; sh <<E\nrm $x \"a\" \\$z\nE")).isEqualTo("known rm y \"a\" $z\n");
    assertThat(input("sh <<-E\n\tb\n\t\tE\n")).isEqualTo("known b\n");
    assertThat(input("echo a | (b; sh)")).isEqualTo("piped");
    assertThat(input("echo a | { echo b; sh; }")).isEqualTo("known a\n");
    assertThat(input("echo a | { (cat); sh; }")).isEqualTo("piped");
    assertThat(input("exec <f; sh")).isEqualTo("piped");
    assertThat(input("while read x; do sh; done <f")).isEqualTo("piped");
    assertThat(input("sh 3<<E\nx\nE")).isEqualTo("inherited");
    assertThat(input("f() { echo a; echo b; }; f | sh")).isEqualTo("piped");
  }

  @Test
  void foldersAreFollowed() {
    assertFolders("cd d && a", "", "/d");
    assertFolders("cd d && cd ../e && a", "", "/d", "/e");
    assertFolders("cd d; a", "", "", "/d");
    assertFolders("cd d && a; b", "", "/d", "/d", "");
    assertFolders("cd d || exit 1; a", "", "", "/d");
    assertFolders("cd d || a", "", "");
    assertFolders("cd d || a && b", "", "", "/d", "");
    assertFolders("cd d | a && b", "", "", "");
    assertFolders("(cd d && a); b", "", "/d", "");
    assertFolders("echo $(cd d && a)", "", "/d", "");
    assertFolders("cd d & a", "", "");
    assertFolders("a && cd /x/../y && b", "", "", "=/y");
    assertFolders("cd d; cd /x && a", "", "", "/d", "=/x");
    assertFolders("cd && a", "", "=/home/someone");
    assertFolders("cd d && cd - && a", "", "/d", "");
    assertFolders("cd -- d && a", "", "/d");
    assertFolders("pushd d && a && popd && b", "", "/d", "/d", "");
    assertFolders("set -e\ncd d\na", "", "", "/d");
    assertFolders("set -e\ncd d || true\na", "", "", "", "/d", "");
    assertFolders("f() { cd d; }; f && a", "", "/d");
    assertFolders(
        "for i in 1 2; do cd d && a || b; done",
        "",
        "/d",
        "",
        "/d",
        "",
        "/d",
        "/d/d",
        "/d",
        "",
        "/d",
        "/d/d");
    assertFolders("eval 'cd d' && a", "", "", "/d");
    for (String unknown :
        List.of(
            "cd -",
            "cd -P d",
            "cd ''",
            "cd $GIVEN",
            "cd d*",
            "popd",
            "pushd",
            "X=1 cd d",
            "cd a b")) {
      assertFolders(unknown + " && a", "", "?");
    }
    assertFolders("command cd d && a", "", "/d");
    assertRuns(
        "cd d && pwd | x \"$PWD\" $(pwd)",
        "cd d",
        "pwd",
        "pwd",
        "x /repo/project/d /repo/project/d");
    assertRuns("cd d; x \"$PWD\"", "cd d", "x ‹*›", "x ‹*›");
  }

  @Test
  void aFileThatBashExpandsASecondTimeMayBeAnyCommand() {
    String reason = "a second time";
    for (String file :
        List.of("'$(b)'", "'`b`'", "a\\\\b", "\"$x\"", "'~/b'", "'a*'", "$'\\x24(b)'")) {
      Analysed.assertRefused("echo >& " + file, reason);
      Analysed.assertRefused("echo 1>& " + file, reason);
    }
    assertRuns("echo >& a-b/c.d 2>& 1", "echo >a-b/c.d &1");
    assertRuns("x=1; echo >& $x", "x=1", "echo &1");
    assertRuns("echo > '$(b)' &> 'a\\b'", "echo >$(b) >a\\b");
  }

  private static void assertFolders(String text, String... folders) {
    List<String> wanted = new ArrayList<>();
    for (String folder : folders) {
      wanted.add(
          folder.equals("?")
              ? "null"
              : folder.startsWith("=") ? folder.substring(1) : Analysed.HERE + folder);
    }
    assertThat(folders(text)).as(text).containsExactlyInAnyOrderElementsOf(wanted);
  }
}
