package dev.muster.workspace.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.workspace.search.GrepOutcome.FileMatches;
import dev.muster.workspace.search.GrepOutcome.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class RipgrepOutputTest {

  private static List<FileMatches> contents(String out, boolean cut) {
    return new RipgrepOutput(out, cut).contents().stream().map(Hit::matches).toList();
  }

  @Test
  void readsFilesWithTheirLines() {
    String out = "./a\0" + "1:x\n3-y\n--\n7:z: ./b\n\n./dir/b c\0" + "12:\n";
    List<Hit> hits = new RipgrepOutput(out, false).contents();
    assertThat(hits).extracting(Hit::path).containsExactly("a", "dir/b c");
    assertThat(hits).extracting(Hit::entries).containsExactly(3, 1);
    assertThat(hits).extracting(Hit::count).containsExactly(2, 1);
    assertThat(hits.getFirst().matches().lines())
        .containsExactly(
            new Line(1, true, "x"), new Line(3, false, "y"), new Line(7, true, "z: ./b"));
    assertThat(hits.getLast().matches().lines()).containsExactly(new Line(12, true, ""));
  }

  @Test
  void readsWindowsLineEnds() {
    assertThat(contents("./a\0" + "1:x\r\n--\r\n3:y\r\n\r\n./b\0" + "1:z\r\n", false))
        .containsExactly(
            new FileMatches("a", 2, List.of(new Line(1, true, "x"), new Line(3, true, "y"))),
            new FileMatches("b", 1, List.of(new Line(1, true, "z"))));
  }

  @Test
  void leavesOutFilesThatTurnOutToBeBinary() {
    String told = ": WARNING: stopped searching binary file after match (found \"\\0\" ...)\n";
    assertThat(contents("./a\0" + "1:x\n./a" + told + "\n./b\0" + "2:y\n", false))
        .containsExactly(new FileMatches("b", 1, List.of(new Line(2, true, "y"))));
    assertThat(contents("./a\0" + "1:x\n./a" + told, false)).isEmpty();
    assertThat(contents("./a: binary file matches (found \"\\0\" ...)\n", false)).isEmpty();
  }

  @Test
  void isNotFooledByNames() {
    String name = "./a: WARNING\n1:x\n\n./b";
    assertThat(contents(name + "\0" + "1:x\n\n./-\0" + "2:y\n", false))
        .extracting(FileMatches::path)
        .containsExactly("a: WARNING\n1:x\n\n./b", "-");
  }

  @Test
  void leavesOutWhatWasCutOff() {
    assertThat(contents("./a\0" + "1:x\n2:lo", true))
        .containsExactly(new FileMatches("a", 1, List.of(new Line(1, true, "x"))));
    assertThat(contents("./a\0" + "1:x\n\n./b", true)).hasSize(1);
    assertThat(new RipgrepOutput("./a\0./b", true).paths()).containsExactly("a");
    assertThat(new RipgrepOutput("./a\0" + "3\n./b\0" + "4", true).counts())
        .extracting(Hit::count)
        .containsExactly(3, 0);
  }
}
