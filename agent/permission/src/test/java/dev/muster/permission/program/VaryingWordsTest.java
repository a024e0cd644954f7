package dev.muster.permission.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is known of commands whose words may vary: written with {@code $} for any text, {@code #}
 * for a number, {@code %} for any number of words, and file name patterns.
 */
class VaryingWordsTest {
  private final KnownPrograms programs = new KnownPrograms(folder -> false, name -> true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cat $                     | reads …
          cat %                     | reads …
          cat x$                    | reads x…
          cat -n $                  | reads …
          ls *                      | reads *
          ls *.java src             | reads *.java; reads src
          grep -n foo ./$           | reads ./…
          grep -n foo src/$/x       | reads src/…/x
          grep -n foo src/*.java    | reads src/*.java
          grep -n foo -- $          | reads …
          grep -n foo -- %          | reads …
          grep -e $ f               | reads f
          grep -rn --include=*.c x . | reads ./**
          grep a* f                 | reads a*; reads f
          head -n # f               | reads f
          head -# f                 | reads f
          head -n $ f               | reads f
          tail -n+# f               | reads f
          sed -n #p f               | reads f
          sed -n #,#p f             | reads f
          awk -v n=$ 1 f            | reads f
          jq --arg a $ . f          | reads f
          rm -- *                   | removes *
          rm ./*                    | removes ./*
          rm x/$                    | removes x/…
          cp src/*.c d/             | reads src/*.c; writes d/**
          cp ./$ d/                 | reads ./…; writes d/**
          cp a d/$                  | reads a; writes d/…; writes d/…/a
          mkdir d/$                 | writes d/…
          find ./$ -name x          | reads ./…/**
          find $/src -name x        | reads …/src/**
          find . -name $            | reads ./**
          git log --author=$        | reads ./**
          git -C sub show HEAD:$    | reads sub/**; reads …/**
          git diff -- $             | reads ./**; reads …/**
          timeout # ls x            | runs ls x
          xargs -I{} cat {}         | runs cat …
          sort -o $ f               | writes …; reads f
          tee ./$                   | writes ./…
          kill -9 #                 | changes stops or signals processes
          docker exec $             | connects; code a command in a container
          """)
  void isKnownForAllValues(String line, String deeds) {
    assertThat(DeedText.of(programs.of(command(line)))).isEqualTo(deeds.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          echo %        |
          echo $ #      |
          printf '%s' $ |
          seq # #       |
          seq $         |
          test -n $     |
          [ $ = b ]     |
          [ -z $ -a $ = x ] |
          basename $ .c |
          expr $ + #    |
          true %        |
          sleep 1       |
          type %        |
          which $x      |
          """)
  void doesNothingButPrint(String line) {
    assertThat(programs.of(command(line))).as(line).isEqualTo(new Deeds.Known(List.of()));
  }

  /** A value could be an option, an operator, a script, another word's place, or a program. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          grep -n foo $        |
          grep -n foo %        |
          grep -n foo *        |
          grep -n foo *.java   |
          grep -n -$ f         |
          grep --in$ x f       |
          wc -l %              |
          rg $                 |
          sort $ f             |
          rm *                 |
          rm $                 |
          uniq a*              |
          uniq -- % b          |
          cp * d               |
          cp -- a %            |
          git log %            |
          git $                |
          git -c $ log         |
          git show $           |
          find $ -name x       |
          find . $             |
          find . -name %       |
          find . -type $ -exec cat {} + % |
          [ $ ] ]              |
          [ % = b ]            |
          [ $ $ ]              |
          test $ x             |
          test -v $            |
          sed $ f              |
          sed -n s/#/x/$ f     |
          sed -n sa#a f        |
          awk $ f              |
          jq $ f               |
          date $               |
          sleep $              |
          sleep #              |
          printf $             |
          $                    |
          $ x                  |
          timeout $ ls         |
          xargs -I $ cat $     |
          tar tf $             |
          ps $                 |
          """)
  void isNotKnown(String line) {
    boolean reads = programs.of(command(line)) instanceof Deeds.Known known && known.onlyReads();
    assertThat(reads).as(line).isFalse();
  }

  @Test
  void aCommandFoundIsReadOnlyWhereNoLinkIsFound() {
    assertThat(DeedText.of(programs.of(command("find . -exec cat {} +"))))
        .isEqualTo("reads ./**; follows .; runs cat .");
    assertThat(DeedText.of(programs.of(command("find . -type f -exec cat {} ./$ ;"))))
        .isEqualTo("reads ./**; runs cat .… ./…");
    assertThat(DeedText.of(programs.of(command("find . -type f -exec grep -rn x {} ;"))))
        .isEqualTo("reads ./**; runs grep -rn x .…");
    assertThat(DeedText.of(programs.of(command("find a b -type f -name x -exec head -5 {} ;"))))
        .isEqualTo("reads a/**; reads b/**; runs head -5 a");
    assertThat(DeedText.of(programs.of(command("find . -type f ! -exec cat {} ;"))))
        .isEqualTo("reads ./**; follows .; runs cat .");
    assertThat(DeedText.of(programs.of(command("find . ! -type f -exec cat {} ;"))))
        .isEqualTo("reads ./**; follows .; runs cat .");
  }

  private static ShellCommand command(String line) {
    List<Word> words = new ArrayList<>();
    for (String text : line.strip().split(" +")) {
      words.add(word(text.replace("'", "")));
    }
    return new ShellCommand(
        List.of(), words, List.of(), new ShellCommand.Input.Inherited(), Path.of("/w"), line);
  }

  private static Word word(String text) {
    if (text.equals("%")) {
      return new Word.Several();
    }
    if (text.indexOf('*') >= 0) {
      return new Word.Paths(text);
    }
    List<Word.Piece> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '$' || c == '#' || c == '@') {
        if (i > start) {
          pieces.add(new Word.Piece.Fixed(text.substring(start, i)));
        }
        pieces.add(
            switch (c) {
              case '$' -> new Word.Piece.Anything();
              case '#' -> new Word.Piece.Numeral();
              default -> new Word.Piece.Name();
            });
        start = i + 1;
      }
    }
    if (pieces.isEmpty()) {
      return new Word.Literal(text);
    }
    if (start < text.length()) {
      pieces.add(new Word.Piece.Fixed(text.substring(start)));
    }
    return new Word.Composed(pieces);
  }
}
