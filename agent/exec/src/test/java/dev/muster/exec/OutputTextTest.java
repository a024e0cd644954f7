package dev.muster.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTextTest {

  @TempDir Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  private Path file(String text) throws IOException {
    return file(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void cleansControlSequences() {
    assertThat(OutputText.clean("plain\ttext\r\n")).isEqualTo("plain\ttext\r\n");
    assertThat(OutputText.clean("\u001b[1;31mred\u001b[0m!")).isEqualTo("red!");
    assertThat(OutputText.clean("a\u001b]0;title\u0007b")).isEqualTo("ab");
    assertThat(OutputText.clean("a\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\b"))
        .isEqualTo("alinkb");
    assertThat(OutputText.clean("a\u001bP1$r\u001b\\b\u001b(Bc\u001b7d")).isEqualTo("abcd");
    assertThat(OutputText.clean("a\u009b31mb\u0000c\u0008d\u007fe\u0007")).isEqualTo("abcde");
    assertThat(OutputText.clean("end\u001b")).isEqualTo("end");
    assertThat(OutputText.clean("end\u001b[")).isEqualTo("end");
    assertThat(OutputText.clean("end\u001b[31")).isEqualTo("end");
  }

  @Test
  void anUnendedControlStringHidesNothing() {
    String tail = "rm -rf /\n".repeat(1000);
    assertThat(OutputText.clean("\u001b]0;" + tail)).endsWith(tail);
  }

  @Test
  void cleanTextHoldsNoControlCharacters() {
    Random random = new Random(7);
    String alphabet = "\u001b[]P\\;0m\u0007\u009b\u009d\u009cab\n\u0000(";
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String clean = OutputText.clean(text.toString());
      assertThat(clean.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f))).isTrue();
    }
  }

  @Test
  void replacesMalformedBytes() throws IOException {
    OutputText text = OutputText.head(file(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xc3}), 10);
    assertThat(text).isEqualTo(new OutputText("a\ufffdb\ufffd", true));
  }

  @Test
  void cutsBetweenCharacters() throws IOException {
    assertThat(OutputText.head(file("aé😀b"), 3)).isEqualTo(new OutputText("aé", false));
    assertThat(OutputText.tail(file("aé😀b"), 2)).isEqualTo(new OutputText("b", false));
    assertThat(OutputText.tail(file("aé😀b"), 3)).isEqualTo(new OutputText("😀b", false));
    assertThat(OutputText.head(file("abc"), 3)).isEqualTo(new OutputText("abc", true));
    assertThat(OutputText.head(file(""), 3)).isEqualTo(new OutputText("", true));
  }

  @Test
  void cutsLongFilesOfAnyAlphabetWithoutBrokenCharacters() throws IOException {
    for (String unit : new String[] {"x", "é", "€", "😀", "a€"}) {
      for (int shift = 0; shift < 4; shift++) {
        Path file = file("z".repeat(shift) + unit.repeat(20_000));
        OutputText head = OutputText.head(file, 1000);
        OutputText tail = OutputText.tail(file, 1000);
        assertThat(head.whole()).isFalse();
        assertThat(tail.whole()).isFalse();
        assertThat(head.text()).hasSizeBetween(999, 1000).doesNotContain("\ufffd");
        assertThat(tail.text()).hasSizeBetween(999, 1000).doesNotContain("\ufffd");
      }
    }
  }
}
