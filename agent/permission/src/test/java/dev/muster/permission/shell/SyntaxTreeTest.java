package dev.muster.permission.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.syntax.TreePrinter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tree of a text, as it is shown to people. */
class SyntaxTreeTest {

  private static String tree(String text) {
    BashAnalysis analysis = new BashAnalysis(Map.of());
    return TreePrinter.print(analysis.analyse(text, Path.of("/w")).tree());
  }

  @Test
  void everyConstructHasItsLine() {
    String text =
        """
        x=1 y=(a [2]=b) cmd -a "b $c" d\\ e $'f\\n' >out 2>&1 <<E | (a; b) |& c &
        $(h)
        E
        a && b || ! time c
        if a; then b; elif c; then d; else e; fi >log
        while a; do b; done; until a; do b; done
        for i in 1 $(l) "$@"; do a; done; for j; do b; done; for ((i=0; i<3; i++)); do c; done
        case $x in a|b) c;; *) d;& esac
        f() { a; }
        [[ -f a && ! ( b == c* || d =~ ^e$ ) ]]
        ((x + $(n)))
        coproc N { a; }
        cat <(a) > >(b) ${x:-$(d)} ${y//a/b} ${#z} ${!w} ${a[1]:1:2} {a,b} `g`
        declare -a q=(1 2)
        """;
    assertThat(tree(text))
        .isEqualTo(
            """
            background
              pipeline
                command x=1 y=(a [2]=b) cmd -a "b $c" d' 'e 'f\\n' >out 2>&1 <<E
                  substitution
                    command h
                subshell
                  command a
                  command b
                command c
            command a
            and then
              command b
            or else
              pipeline, negated, timed
                command c
            redirected >log
              if
                command a
              then
                command b
              else if
                command c
              then
                command d
              else
                command e
            while
              command a
            do
              command b
            until
              command a
            do
              command b
            for i in 1 $(…) "$@"
              substitution
                command l
              command a
            for j
              command b
            for ((i=0; i<3; i++))
              command c
            case $x
              of a | b
                command c
              of *
                command d
            function f
              group
                command a
            condition [[ ( -f a && ! ( b == c* || d =~ ^e$ ) ) ]]
            arithmetic ((x + $(…)))
              substitution
                command n
            coprocess N
              group
                command a
            command cat <(…) ${x:-$(…)} ${y//a/b} ${#z} ${!w} ${a[1]:1:2} {a,b} $(…) >>(…)
              writes to the file
                command a
              substitution
                command d
              substitution
                command g
              reads from the file
                command b
            command declare -a q=(1 2)
            """);
  }

  @Test
  void ofATextThatIsNotReadToItsEndItIsWhatWasRead() {
    assertThat(tree("a; b\nif c")).isEqualTo("command a\ncommand b\n");
    assertThat(tree("$x y")).isEqualTo("command $x y\n");
  }
}
