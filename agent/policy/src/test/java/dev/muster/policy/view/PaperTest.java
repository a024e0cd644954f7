package dev.muster.policy.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaperTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "\u0007",
        "\r",
        "\u202e",
        "\u200b",
        "\u2028",
        "\ud800",
        "\ue000",
        "\u0085"
      })
  void whatWouldActOnATerminalIsWrittenAsAnEscape(String hostile) {
    assertThat(Printable.of("a" + hostile + "b")).matches("a\\\\[rxu][\\x20-\\x7e]*b");
  }

  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(Printable.of("grüße, 你好 🙂 \\n")).isEqualTo("grüße, 你好 🙂 \\n");
    assertThat(Printable.of("a\nb\tc")).isEqualTo("a\\nb\\tc");
    assertThat(Printable.of("x".repeat(50), 10)).isEqualTo("x".repeat(9) + "…");
  }

  @Test
  void linesBreakAtSpacesAndNeverExceedTheWidth() {
    Paper paper = new Paper(40, false);
    Line line = new Line(Tone.BAD, "label", "words of a text " + "unbroken".repeat(12) + " end");
    List<String> lines = paper.lines("├ ", "│ ", line);
    assertThat(lines).allSatisfy(one -> assertThat(one.length()).isLessThanOrEqualTo(40));
    assertThat(lines.getFirst()).startsWith("├ label words of");
    assertThat(lines.get(1)).startsWith("│       ");
  }

  @Test
  void coloursAreOnlyWhereTheyAreWanted() {
    Line line = new Line(Tone.GOOD, "ok", "fine");
    assertThat(new Paper(80, true).lines("", "", line))
        .containsExactly("\u001b[32mok\u001b[0m fine");
    assertThat(new Paper(80, false).lines("", "", line)).containsExactly("ok fine");
  }
}
