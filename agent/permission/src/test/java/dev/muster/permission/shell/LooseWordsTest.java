package dev.muster.permission.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LooseWordsTest {
  @Test
  void hiddenCommandsAreFound() {
    for (String text :
        List.of(
            "rm x",
            "r\\m x",
            "'r'm x",
            "r\"m\" x",
            "r\\\nm x",
            "A=b rm x",
            "A=$B rm x",
            ">f rm x",
            "2>f rm x",
            "&>f rm x",
            "if rm x; then :; fi",
            "for f in *; do rm $f; done",
            "! rm x",
            "{ rm x; }",
            "(rm x)",
            "echo $(rm x)",
            "echo \"$(rm x)\"",
            "echo `rm x`",
            "f() { rm x; }; f",
            "function f { rm x; }",
            "a & rm x",
            "a |& rm x",
            "cat <(rm x)",
            "time -p rm x",
            "sudo rm x",
            "env -i A=b rm x",
            "find . -exec rm {} \\;",
            "ls | xargs -0 rm",
            "eval 'rm x'",
            "bash -c \"rm x\"",
            "trap 'rm x' EXIT",
            "/usr/bin/env rm x",
            "$x y",
            "\"$x\" y",
            "r$x y",
            "`echo rm` y",
            "$(echo rm) y",
            "{rm,x}",
            "r? x",
            "[r]m x",
            "~/bin/x",
            "sudo $x",
            "eval \"$x\"",
            "bash -c $x",
            "$'\\x72m' x",
            "case x in a) rm x;; esac",
            "while rm x; do :; done",
            "cat <<E\n$(rm x)\nE\n",
            "cat <<E\ndon't\nE\nrm x # don't",
            "cat <<'E'\nE\nrm x",
            "x=$(cat <<'E'\na\nE)\nrm x\ncat <<'E'\nE\n)",
            "bash <<'E'\nrm x\nE\n",
            "coproc rm x",
            "echo \"${x:-\"a b\"}\"; rm x",
            "echo ${x/ #/'}; rm x; echo '",
            "echo '\nrm x")) {
      assertThat(LooseWords.mayRun(text, List.of("rm"))).as(text).isTrue();
    }
  }

  @Test
  void theWordsMustComeInOrderUnlessAnExpansionMayYieldThem() {
    List<String> push = List.of("git", "push");
    for (String text :
        List.of(
            "git push $x",
            "git >f push",
            "git 2>&1 push",
            "git &>f push",
            "git >|f push",
            "git $x",
            "git \"$x\" y",
            "git *",
            "git pu\"sh\" *",
            "git {push,x}",
            "cd $x && git push",
            "git `x`")) {
      assertThat(LooseWords.mayRun(text, push)).as(text).isTrue();
    }
    for (String text :
        List.of(
            "git commit -m \"$x\"",
            "git add *.java && git commit -m push",
            "git diff -- *.c",
            "for f in *.txt; do git add \"$f\"; done",
            "ls *; git status",
            "git commit -m \"$(cat <<'EOF'\nFix `x`\n\n* don't push $x\ngit push\nEOF\n)\"",
            "git stash push *")) {
      assertThat(LooseWords.mayRun(text, push)).as(text).isFalse();
    }
  }

  @Test
  void whatIsPlainlyDataIsNoCommand() {
    for (String text :
        List.of(
            "ls *.txt",
            "echo \"$x\" | grep rm",
            "echo rm $x",
            "cat <<'E'\nrm x\nE\n",
            "for f in rm x; do ls $f; done | wc",
            "grep 'a; rm x' *",
            "if [ -f rm ]; then ls; fi",
            "[[ a == rm ]] && ls",
            "x=rm; ls *")) {
      boolean may = LooseWords.mayRun(text, List.of("rm"));
      assertThat(may).as(text).isEqualTo(false);
    }
  }

  @Test
  void anOpenEndMatchesTheBeginningOfTheLastWord() {
    assertThat(LooseWords.of("lsof *").mayRun(List.of("ls"), true)).isTrue();
    assertThat(LooseWords.of("lsof *").mayRun(List.of("ls"), false)).isFalse();
    assertThat(LooseWords.of("\"my prog\" *").mayRun(List.of("my prog"), false)).isTrue();
    assertThat(LooseWords.of("eval 'my prog' *").mayRun(List.of("my prog"), false)).isTrue();
    assertThat(LooseWords.of("anything").mayRun(List.of(), false)).isTrue();
  }
}
