package dev.muster.permission.shell;

import static dev.muster.permission.shell.Analysed.assertRefused;
import static dev.muster.permission.shell.Analysed.assertRuns;
import static dev.muster.permission.shell.Analysed.understood;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs in compound commands, functions and texts that the shell runs itself. */
class ControlFlowTest {

  @Test
  void everyBranchRuns() {
    assertRuns("if a; then b; elif c; then d; else e; fi", "a", "b", "c", "d", "e");
    assertRuns("case $GIVEN in x|y) a;; *) b;; esac", "a", "b");
    assertRuns("case x in $(a)) b;& c) d;;& e) f; esac", "a", "b", "d", "f");
    assertRuns("[[ -f $(a) && ( x == *(b) || y =~ (c|d e)f ) ]] && g", "a", "g");
    assertRuns("x=a; if b; then x=c; fi; d \"$x\"", "x=a", "b", "x=c", "d ‹*›");
    assertRuns("x=a; b && x=c; d $x", "x=a", "b", "x=c", "d ‹…›");
    assertRuns("x=a; (x=b); c $x", "x=a", "x=b", "c a");
    assertRuns("x=a; echo b | read x; c $x", "x=a", "echo b", "read x", "c a");
    assertRuns("a & { b; } & (c)", "a", "b", "c");
    assertRuns("a; exit; b", "a", "exit");
    assertRuns("select x in a; do b $x; done", "b ‹…›");
    assertRuns("coproc a b; coproc N { c; }; d ${N[0]}", "a b", "c", "d ‹…›");
    assertRuns("time { a; }; ! (b)", "a", "b");
  }

  @Test
  void loopsOverFewValuesRunForEach() {
    assertRuns("for f in a 'b c'; do rm $f; done", "rm a", "rm b c");
    assertRuns(
        "for f in a b; do for g in 1 2; do c $f$g; done; done", "c a1", "c a2", "c b1", "c b2");
    assertRuns(
        "for f in *.c; do cc \"$f\" -o \"${f%.c}.o\" $f; done", "cc ‹glob *.c› -o ‹*.o› ‹…›");
    assertRuns("for f in $GIVEN; do a \"$f\"; done", "a ‹*›");
    assertRuns("for f; do a \"$f\"; done", "a ‹*›");
    assertRuns("for i in {1..100}; do a $i; done", "a ‹#›");
    assertRuns("for i in {1..5000}; do a x$((i+1)); done", "a ‹x#›");
    assertRuns(
        "for f in a b; do c $f && break; d; done; e $f",
        "c a",
        "break",
        "d",
        "c b",
        "break",
        "d",
        "e ‹…›");
    assertRuns(
        "for f in a b; do c || continue; d $f; done",
        "c",
        "continue",
        "d a",
        "c",
        "continue",
        "d b");
    assertRuns("for f in; do a; done; b", "b");
  }

  @Test
  void otherLoopsCoverEveryTurn() {
    assertRuns(
        "x=a; while b \"$x\"; do x=$x.c; done; d \"$x\"", "x=a", "b ‹*›", "x=‹*.c›", "d ‹*›");
    assertRuns("while read -r l; do a \"$l\"; done", "read -r l", "a ‹*›");
    assertRuns("n=0; until ((n>3)); do n=$((n+1)); a $n; done", "n=0", "n=‹#›", "a ‹#›");
    assertRuns("while a; do cd d; done; b", "a", "cd d", "b");
    assertThat(Analysed.folders("while a; do cd d; done; b")).containsOnly("null");
    assertRefused("x=rm; while a; do $x y; x=ls; done", "name is not certain", "rm y");
    assertRuns(
        "for i in 1 2; do while a; do break 2; done; b; done; c",
        "a",
        "break 2",
        "b",
        "a",
        "break 2",
        "b",
        "c");
  }

  @Test
  void functionsRunWhereTheyAreCalled() {
    assertRuns("f() { a \"$1\" $# \"$@\"; }; f x 'y z'", "a x ‹#› x y z");
    assertRuns("f() { rm x; }", new String[0]);
    assertRuns("ls() { rm x; }; ls; command ls; \\ls", "rm x", "command ls", "rm x");
    assertRuns("ls() { rm x; }; unset -f ls; ls", "unset -f ls", "ls");
    assertRuns("a && ls() { rm x; }; ls", "a", "rm x", "ls");
    assertRuns(
        "f() { local x=1; x=2; y=3; }; x=0; f; a $x $y", "x=0", "local x=1", "x=2", "y=3", "a 0 3");
    assertRuns("f() { a; return; b; }; f; c", "a", "return", "c");
    assertRuns("f() { a || return 1; b; }; f && c", "a", "return 1", "b", "c");
    assertRuns("f() { g; }; g() { a; }; f", "a");
    assertRuns("X=1 f; f() { a; }; X=1 f", "X=1 f", "X=1 a");
    assertRuns("f() { a; } >out; f 2>err", ">err", ">out", "a");
    assertRefused("f() { f; }; f", "calls itself");
    assertRefused("exit() { rm x; }; ls", "unasked", "ls");
    assertRefused("command_not_found_handle() { rm x; }; y", "unasked");
    assertRefused("set -a; f() { a; }", "other shells");
  }

  @Test
  void textsForTheShellItselfAreRead() {
    assertRuns("eval 'x=rm; $x' y", "eval x=rm; $x y", "x=rm", "rm y");
    assertRuns("eval a '&&' b", "eval a && b", "a", "b");
    assertRuns("eval \"eval 'a b'\"", "eval eval 'a b'", "eval a b", "a b");
    assertRuns("trap 'rm -f \"$x\"' EXIT; a", "trap rm -f \"$x\" EXIT", "a", "rm -f ‹*›");
    assertRuns("trap f EXIT; f() { a; }", "trap f EXIT", "a", "f");
    assertRuns("trap - EXIT; trap '' INT", "trap - EXIT", "trap  INT".replace("  ", " '' "));
    assertRuns("x=a; source e.sh; c $x \"$PWD\"", "x=a", "source e.sh", "c ‹…› ‹*›");
    assertRuns("exec rm x", "exec rm x");
    assertRuns("command -v a; builtin cd d && b", "command -v a", "builtin cd d", "b");
    assertRefused("eval \"$GIVEN\"", "eval");
    assertRefused("eval \"$(a)\"", "eval", "a");
    assertRefused("eval 'if'", "eval");
    assertRefused("trap \"rm $GIVEN\" EXIT", "trap");
    assertRefused("trap 'x=1' DEBUG; a", "trap that changes");
    assertRefused("command $GIVEN", "name is not certain");
    assertRefused("exec $GIVEN", "name is not certain");
    assertRefused("mapfile -C 'rm x' a", "mapfile", "rm x");
  }

  @Test
  void whatChangesTheShellInOtherWaysIsNotUnderstood() {
    for (String text :
        List.of(
            "set -o posix",
            "set -k",
            "set $GIVEN",
            "shopt -s expand_aliases",
            "enable -n cd",
            "enable -f x y",
            "hash -p a b",
            "bind x",
            "complete -C x y",
            "fc -s",
            "wait -p x 1",
            "printf %n PATH",
            "printf \"$GIVEN\" x",
            "printf -v 'a[0]' x",
            "read \"$GIVEN\"",
            "read 'a[0]'",
            "getopts ab 'a[0]'",
            "unset $GIVEN",
            "compgen -W '$(rm x)'",
            "jobs -x rm y")) {
      Analysed.refused(text);
    }
    for (String text :
        List.of(
            "set -euo pipefail",
            "set +x",
            "shopt -s nocasematch",
            "alias l='ls -l'; l",
            "hash -r",
            "wait",
            "a & wait $!",
            "printf '%s %d\\n' a 1",
            "printf \"$GIVEN\"",
            "umask 22",
            "ulimit -n 9",
            "kill %1",
            "type ls",
            "times",
            "read -r -p 'x? ' y")) {
      understood(text);
    }
  }

  @Test
  void anErrorMayEndALineHalfWay() {
    assertRuns("x=a\nx=$((y)) x=b\nc $x", "x=a", "x=‹#› x=b", "c ‹…›");
    assertRuns("x=a; x=b >no; c $x", "x=a", "x=b >no", "c ‹…›");
  }

  @Test
  void noLimitHidesACommand() {
    String many = "for a in 1 2 3 4 5 6 7 8 9; do ";
    String text =
        "x=rm; " + many.repeat(8) + "a $a" + "; done".repeat(8) + "; $x y; ls; f() { g; }";
    assertRefused(text, "more turns", "x=rm", "ls", "g");
    StringBuilder names = new StringBuilder("x=rm; $x y; ");
    for (int i = 0; i < 300; i++) {
      names.append("v").append(i).append("=1; ");
    }
    assertRefused(names + "ls", "more than 200 variables", "rm y", "ls");
  }
}
