package dev.muster.permission.shell;

import static dev.muster.permission.shell.Analysed.assertRefused;
import static dev.muster.permission.shell.Analysed.assertRuns;
import static dev.muster.permission.shell.Analysed.listed;
import static dev.muster.permission.shell.Analysed.understood;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.ShellCommand.Assignment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What words become. */
class ExpansionTest {

  @Test
  void variablesThatTheTextSetsAreFollowed() {
    assertRuns("x=rm; $x -rf a", "x=rm", "rm -rf a");
    assertRuns("x='a  b'; c $x \"$x\" ${x}d", "x=a  b", "c a b a  b a bd");
    assertRuns("x=' a '; c b$x\"d\"", "x= a", "c b a d");
    assertRuns("x=; c $x \"$x\" e", "x=''", "c '' e");
    assertRuns("x=a; x+=b; c $x", "x=a", "x=ab", "c ab");
    assertRuns("x=a y=$x; c $y", "x=a y=a", "c a");
    assertRuns("x=a; x=b c $x; d $x", "x=a", "x=b c a", "d a");
    assertRuns("x='*.c'; c $x \"$x\"", "x=*.c", "c ‹glob *.c› *.c");
    assertRuns("IFS=:; x=a:b; c $x", "IFS=:", "x=a:b", "c ‹…›");
    assertRuns("x='a\\*'; c $x", "x=a\\*", "c ‹…›");
    assertRuns("set -f; x='*'; c $x *", "set -f", "x=*", "c * *");
    assertRuns("unset x; c $x \"$x\"", "unset x", "c ''");
    assertRuns("printf -v x a; c \"$x\"", "printf -v x a", "c ‹*›");
    assertRuns("read x; c \"$x\" $x", "read x", "c ‹*› ‹…›");
    assertRuns(
        "c $HOME ~ ~/x a=~/y a:~ ~+/z '~' ~x/y",
        "c /home/someone /home/someone /home/someone/x a=/home/someone/y a:~ /repo/project/z ~ ‹*/y›");
  }

  @Test
  void whatTheTextDoesNotTellIsUnknown() {
    assertRuns("c $GIVEN \"$GIVEN\" \"a$GIVEN\" a\"$GIVEN\"b a$GIVEN", "c ‹…› ‹*› ‹a*› ‹a*b› ‹…›");
    assertRuns("c $? $# $$ ${#x} \"n$((1+2))\" $RANDOM $((7))", "c ‹#› ‹#› ‹#› ‹#› ‹n#› ‹#› 7");
    assertRuns("c $@ \"$@\" \"$*\" $1 \"$1\" \"a$@b\"", "c ‹…› ‹…› ‹*› ‹…› ‹*› ‹…›");
    assertRuns("a & c $!", "a", "c ‹#›");
    assertRuns("c \"$!\"", "c ‹*›");
    assertRuns("c \"$GIVEN\"/*", "c ‹…›");
    assertRefused("$GIVEN a", "name is not certain");
    assertRefused("\"$x\" a", "name is not certain");
    assertRefused("r$x a", "name is not certain");
    assertRefused("[abc] a", "name is not certain");
    assertRefused("$(echo rm; x) a", "name is not certain", "echo rm");
    assertRefused("$x $(rm y) > z", "name is not certain", "rm y");
  }

  @Test
  void operatorsOfParametersAreApplied() {
    assertRuns(
        "f=d/a.tar.gz; c ${f%.gz} ${f%%.*} ${f##*/} ${f#*/} ${f%/*}",
        "f=d/a.tar.gz", "c d/a.tar d/a a.tar.gz a.tar.gz d");
    assertRuns(
        "f=aXbX; c ${f/X/-} ${f//X/-} ${f^^} ${f,,} ${f:1} ${f:1:2} ${f: -2} ${#f} ${f//[a]/}",
        "f=aXbX",
        "c a-bX a-b- AXBX axbx XbX Xb bX ‹#› ‹…›");
    assertRuns("x=a; c ${x:-b} ${y:-b} \"${x:+d e}\" ${x:+d}", "x=a", "c a ‹…› d e d");
    assertRuns("unset x; c ${x:-b} \"${x:=d}\" $x", "unset x", "c b d d");
    assertRuns("x=n; n=v; c ${!x}", "x=n", "n=v", "c v");
    assertRuns("c \"${GIVEN%.c}.o\" ${GIVEN:-$(rm z)}", "rm z", "c ‹*.o› ‹…›");
    assertRefused("c ${!GIVEN}", "named by another");
    assertRefused("c ${x@P}", "prompt");
    assertRefused("c ${GIVEN:x[\\$(rm y)]}", "number");
    assertRefused("c ${x:$GIVEN}", "number");
  }

  @Test
  void bracesAreExpandedFirst() {
    assertRuns(
        "c {a,b} x{1..3}y {c..a} {01..3} {1..7..3} {a,{b,c}}d {,z}",
        "c a b x1y x2y x3y c b a 01 02 03 1 4 7 ad bd cd z");
    assertRuns(
        "c {a} {} a{b {a,b}} {{a,b} \"{a,b}\" {\"a,b\",c} a\\{b,c} {a..} }{",
        "c {a} {} a{b a} b} {a {b {a,b} a,b c a{b,c} {a..} }{");
    assertRuns("x=v; c {$x,${x}}w {~,a}/b", "x=v", "c ‹…› /home/someone/b a/b");
    assertRuns("x={a,b}; c $x", "x={a,b}", "c {a,b}");
    assertRuns("c {1..99999}", "c ‹…›");
    assertRuns("c {A..z}", "c ‹…›");
    assertRuns("{l,}s", "ls s");
    assertRuns("c {x,*}.h", "c x.h ‹glob *.h›");
  }

  @Test
  void patternsKeepTheirQuotes() {
    assertRuns(
        "c *.java src/**/x a? [ab] [!a] 'a*'* a[ ] []",
        "c ‹glob *.java› ‹glob src/**/x› "
            + "‹glob a?› ‹glob [ab]› ‹glob [!a]› ‹glob a\\**› a[ ] ‹glob []›");
    assertRuns("shopt -s nullglob; c *", "shopt -s nullglob", "c ‹…›");
    assertRuns("shopt -s globstar; c **/x; d a", "shopt -s globstar", "c ‹…›", "d a");
    assertRuns("shopt -s extglob; x='+(a)'; c $x", "shopt -s extglob", "x=+(a)", "c ‹…›");
    assertRefused("shopt -s extglob\nrm !(x)", "parenthesis");
    assertRefused("shopt -s lastpipe; a", "lastpipe");
    assertRefused("GLOBIGNORE=x; a", "GLOBIGNORE");
  }

  @Test
  void substitutionsRunTheirCommands() {
    assertRuns("c $(a b) `d` \"$(e)\"", "a b", "d", "e", "c ‹…› ‹…› ‹*›");
    assertRuns(
        "c $(echo a b) \"$(echo a  b)\" $(printf 'x\\n\\n') \"$(echo)\"",
        "echo a b",
        "echo a b",
        "printf x\\n\\n",
        "echo",
        "c a b a b x ''");
    assertRuns(
        "c \"$(basename /x/y.c .c)\" $(dirname /x/y)",
        "basename /x/y.c .c",
        "dirname /x/y",
        "c y /x");
    assertRuns(
        "git commit -m \"$(cat <<'EOF'\nFix $x\n\n* `a`\nEOF\n)\"",
        "cat",
        "git commit -m Fix $x\n\n* `a`");
    assertRuns("PATH=x; c \"$(basename a/b)\"", "PATH=x", "PATH=x basename a/b", "PATH=x c ‹*›");
    assertRuns("basename() { :; }; c \"$(basename a/b)\"", ":", "c ‹*›");
    assertRuns("c <(a) x>(b)", "a", "b", "c ‹/dev/fd/#› ‹x/dev/fd/#›");
    assertRuns("c $(<f) \"$(cat f)\"", "<f", "cat f", "c ‹…› ‹*›");
    assertRuns("x=$(cd d && pwd); c \"$x\"", "cd d", "pwd", "x=‹*›", "c ‹*›");
    assertRuns("x=1; y=$(x=2; echo $x); c $x", "x=1", "x=2", "echo 2", "y=‹*›", "c 1");
  }

  @Test
  void arraysAreFollowed() {
    assertRuns(
        "a=(x 'y z' *.c); c \"${a[@]}\" ${a[0]} \"${a[1]}\" \"${a[*]}\" ${#a[@]} $a",
        "a=‹*›",
        "c x y z ‹glob *.c› x y z ‹x y z *› ‹#› x");
    assertRuns("a=(x); a+=(y); c \"${a[@]}\" p\"${a[@]}\"q", "a=‹*›", "a=‹*›", "c x y px yq");
    assertRuns("a[1]=x; c \"${a[@]}\"", "a=‹*›", "c ‹…›");
    assertRuns(
        "declare -A m; m[k]=v; m[$GIVEN]=w; c ${m[k]}", "declare -A m", "m=‹*›", "m=‹*›", "c ‹…›");
    assertRuns("mapfile -t a; c \"${a[@]}\"", "mapfile -t a", "c ‹…›");
    assertRuns(
        "set -- p 'q r'; c \"$@\" $2 ${1} \"${@:2}\"; shift; d \"$1\"",
        "set -- p q r", "c p q r q r p q r", "shift", "d q r");
    assertRefused("a[$GIVEN]=x", "subscript");
    assertRefused("a[\\$(rm x)]=x", "subscript");
    assertRefused("c ${a[GIVEN]}", "subscript");
    assertRefused("unset 'a[$(rm x)]'", "unset");
    assertRefused("declare -a 'a=($(rm x))'", "declare");
    assertRefused("a=(1); declare a=\"$GIVEN\"", "declare");
  }

  @Test
  void arithmeticMayRunNothing() {
    assertRuns(
        "i=1; i=$((i+1)); c $i; ((i++)); let i+=2; d $i",
        "i=1",
        "i=‹#›",
        "c ‹#›",
        "let i+=2",
        "d ‹#›");
    assertRuns(
        "n=$(ls | wc -l); c $((n*2)); [[ $n -gt 1 ]] && d", "ls", "wc -l", "n=‹*›", "c ‹#›", "d");
    assertRuns("for ((i=0; i<3; i++)); do c $i; done", "c ‹#›");
    assertRuns("x=y+1; c $((x))", "x=y+1", "c ‹#›");
    assertRuns("[[ 1 -lt $# && -v x ]] && a", "a");
    for (String hostile :
        List.of(
            "x='a[$(rm y)]'; c $((x))",
            "x='a[$(rm y)]'; ((x))",
            "x='a[$(rm y)]'; [[ x -eq 1 ]]",
            "x='a[$(rm y)]'; y=x; let y",
            "declare -i n; n='a[$(rm y)]'",
            "declare -i n='a[$(rm y)]'",
            "c $((GIVEN))",
            "c $(($GIVEN))",
            "c $((given + 1))",
            "read n; c $((n))",
            "[[ $GIVEN -eq 1 ]]",
            "[[ -v $GIVEN ]]",
            "[[ -v a[0] ]]",
            "n=$(x); c $((n))",
            "PATH=.; n=$(nproc); c $((n))",
            "_=x; c $((_muster_text))",
            "SECONDS='a[$(rm y)]'")) {
      Analysed.refused(hostile);
    }
  }

  @Test
  void whatProgramsGetInTheirEnvironmentIsTold() {
    assertRuns("A=1 c", "A=1 c");
    assertRuns("export A=1; c", "export A=1", "A=1 c");
    assertRuns("a=1; c; export a; d", "a=1", "c", "export a", "a=1 d");
    assertRuns("PATH=x:$PATH; c", "PATH=‹x:*›", "PATH=‹x:*› c");
    assertRuns("given=1; c; other=2; d", "given=1", "given=1 c", "other=2", "given=1 d");
    assertRuns("set -a; x=1; c", "set -a", "x=1", "x=1 c");
    assertRuns("unset GIVEN; c", "unset GIVEN", "GIVEN='' c");
    assertRuns("export GIVEN; c", "export GIVEN", "c");
    assertRuns("export -n PATH=x; c", "export -n PATH=x", "c");
    assertRuns(
        "declare -x B=\"$GIVEN\"; c", "declare -x B=‹*›".replace("B=‹*›", "‹B=*›"), "B=‹*› c");
    assertRefused("export $GIVEN", "export");
    assertRefused("export -f f", "export");
    assertRefused("declare -n r=x", "declare");
    assertRefused("readonly x=1; x=2", "read-only");
    for (String acted :
        List.of(
            "BASH_ENV=x",
            "SHELLOPTS=x c",
            "POSIXLY_CORRECT=1",
            "CDPATH=x",
            "HISTFILE=x",
            "PS4='$(rm x)'",
            "LC_ALL=zh_CN.GBK c",
            "OLDPWD=x",
            "_muster_at=x",
            "read PWD",
            "for BASH_ENV in x; do c; done",
            "RANDOM=x")) {
      assertRefused(acted, "itself acts on");
    }
    assertRuns("LC_ALL=C c", "LC_ALL=C c");
    assertRuns("SECONDS=0; PS4='+ '; c", "SECONDS=0", "PS4=+", "c");
  }

  @Test
  void aTextForAnotherShellFindsWhatWasSetForIt() {
    List<Assignment> set = List.of(Assignment.of("X", "rm"), Assignment.of("HOME", "/h"));
    ShellReading reading = Analysed.ANALYSIS.analyse("$X ~/a", null, set);
    assertThat(reading).isInstanceOf(ShellReading.Understood.class);
    ShellCommand command = ((ShellReading.Understood) reading).commands().getFirst();
    assertThat(Analysed.shown(List.of(command))).containsExactly("X=rm HOME=/h rm /h/a");
    assertThat(command.folder()).isNull();
    List<Assignment> hostile = List.of(Assignment.of("BASH_ENV", "x"));
    assertThat(Analysed.ANALYSIS.analyse("ls", null, hostile))
        .isInstanceOf(ShellReading.NotUnderstood.class);
    assertThat(new BashAnalysis(Map.of()).analyse("ls ~", null))
        .extracting(r -> Analysed.shown(((ShellReading.Understood) r).commands()).getFirst())
        .isEqualTo("ls ‹*›");
  }

  @Test
  void testsMayEvaluateNothing() {
    for (String harmless :
        List.of(
            "[ -n \"$x\" ]",
            "[ \"$x\" ]",
            "[ \"$x\" = \"$y\" ]",
            "test -f \"$x\" -a -d y",
            "[ ! -e \"$x\" ]",
            "[ -v x ]",
            "[ -v 'a[0]' ]",
            "[ \"a$x\" \"$y\" ]",
            "[ -z \"$x\" -o \"$y\" != z ]",
            "[ $? -eq 0 ]")) {
      understood(harmless);
    }
    for (String hostile :
        List.of(
            "[ $x ]",
            "[ -n $x ]",
            "[ \"$x\" \"$y\" ]",
            "[ -v \"$x\" ]",
            "[ -v 'a[x]' ]",
            "test \"$x\" y z w")) {
      assertRefused(hostile, "test");
    }
  }

  @Test
  void whatUnquotedWordsMayMatchIsTold() {
    assertThat(listed("a *.c \"$x\" $? $((1 + 2))")).isEmpty();
    assertThat(listed("x='*.c'; a $x")).isEmpty();
    assertThat(listed("a $GIVEN")).containsExactly("‹*›");
    assertThat(listed("a $(cat f) b")).containsExactly("‹*›");
    assertThat(listed("a \"$GIVEN\"*")).containsExactly("‹*›");
    assertThat(listed("a \"$GIVEN\" \"$(cat f)\"")).isEmpty();
    assertThat(listed("set -f; a $GIVEN")).isEmpty();
    assertThat(listed("for f in d/*.c $GIVEN; do a; done")).containsExactly("‹*›", "‹glob d/*.c›");
    assertThat(listed("x=(d/*.c); a")).containsExactly("‹glob d/*.c›");
    assertThat(listed("f() { a; }; f d/*.c")).containsExactly("‹glob d/*.c›");
    assertThat(listed("f() { a; }; f $GIVEN")).containsExactly("‹*›");
    assertThat(listed("for i in $(seq 1 3); do a $i; done")).isEmpty();
    assertThat(listed("a $(git rev-parse HEAD)")).isEmpty();
  }

  @Test
  void namesOfObjectsOfGitAreToldFromOtherTexts() {
    assertRuns("git show \"$(git rev-parse HEAD)\"", "git rev-parse HEAD", "git show ‹@›");
    assertRuns("git log \"$(git merge-base a b)\"..c", "git merge-base a b", "git log ‹@..c›");
    assertRuns("git show \"$(git rev-parse $GIVEN)\"", "git rev-parse ‹…›", "git show ‹*›");
    assertRuns("git show \"$(git rev-parse x)\"", "git rev-parse x", "git show ‹*›");
  }
}
