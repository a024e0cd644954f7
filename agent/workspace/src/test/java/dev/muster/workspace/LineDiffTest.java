package dev.muster.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDiffTest {

  private static String text(Random random, int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("line ").append(random.nextInt(8)).append('\n');
    }
    return random.nextBoolean() || text.isEmpty()
        ? text.toString()
        : text.substring(0, text.length() - 1);
  }

  /** Applies hunks as a patch program would. */
  private static String patched(String before, List<LineDiff.Hunk> hunks) {
    List<String> old = new ArrayList<>();
    int at = 0;
    while (at < before.length()) {
      int end = before.indexOf('\n', at);
      int next = end < 0 ? before.length() : end + 1;
      old.add(before.substring(at, next));
      at = next;
    }
    StringBuilder out = new StringBuilder();
    int line = 0;
    for (LineDiff.Hunk hunk : hunks) {
      int start = hunk.oldLines() == 0 ? hunk.oldStart() : hunk.oldStart() - 1;
      while (line < start) {
        out.append(old.get(line++));
      }
      int oldSeen = 0;
      int newSeen = 0;
      for (int i = 0; i < hunk.lines().size(); i++) {
        String shown = hunk.lines().get(i);
        if (shown.startsWith("\\")) {
          continue;
        }
        boolean bare = i + 1 < hunk.lines().size() && hunk.lines().get(i + 1).startsWith("\\");
        String content = shown.substring(1) + (bare ? "" : "\n");
        if (shown.charAt(0) != '+') {
          assertThat(old.get(line++)).isEqualTo(content);
          oldSeen++;
        }
        if (shown.charAt(0) != '-') {
          out.append(content);
          newSeen++;
        }
      }
      assertThat(oldSeen).isEqualTo(hunk.oldLines());
      assertThat(newSeen).isEqualTo(hunk.newLines());
    }
    while (line < old.size()) {
      out.append(old.get(line++));
    }
    return out.toString();
  }

  @Test
  void givesHunksThatTurnOneTextIntoTheOther() {
    Random random = new Random(5);
    for (int round = 0; round < 1000; round++) {
      String before = text(random, random.nextInt(30));
      String after = text(random, random.nextInt(30));
      assertThat(patched(before, LineDiff.hunks(before, after))).isEqualTo(after);
    }
  }

  @Test
  void showsThreeLinesAround() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    List<LineDiff.Hunk> hunks = LineDiff.hunks(before, before.replace("5", "five"));
    assertThat(hunks)
        .containsExactly(
            new LineDiff.Hunk(
                2, 7, 2, 7, List.of(" 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8")));
    assertThat(LineDiff.hunks(before, before)).isEmpty();
  }

  @Test
  void takesOnTwoLargeTextsThatShareNothing() {
    StringBuilder a = new StringBuilder();
    StringBuilder b = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      a.append("a").append(i).append('\n');
      b.append("b").append(i).append('\n');
    }
    assertThat(LineDiff.hunks(a.toString(), b.toString())).hasSize(1);
  }
}
