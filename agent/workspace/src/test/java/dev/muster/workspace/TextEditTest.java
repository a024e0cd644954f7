package dev.muster.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextEditTest {

  private static final List<Encoding> ENCODINGS =
      List.of(Encoding.UTF_8, Encoding.UTF_16LE, Encoding.UTF_16BE);
  private static final String LETTERS = "ab \té€😀\n";

  private static String random(Random random, int length, String lineEnd) {
    StringBuilder text = new StringBuilder();
    int[] letters = LETTERS.codePoints().toArray();
    for (int i = 0; i < length; i++) {
      int letter = letters[random.nextInt(letters.length)];
      if (letter == '\n') {
        text.append(lineEnd.equals("mixed") ? (random.nextBoolean() ? "\n" : "\r\n") : lineEnd);
      } else {
        text.appendCodePoint(letter);
      }
    }
    return text.toString();
  }

  private static TextFile edited(TextEdit.Result result) {
    return ((TextEdit.Result.Edited) result).file();
  }

  @Test
  void keepsEncodingMarkAndLineEndsThroughManyEdits() throws CharacterCodingException {
    Random random = new Random(1);
    for (int round = 0; round < 400; round++) {
      Encoding encoding = ENCODINGS.get(random.nextInt(3));
      boolean marked = encoding != Encoding.UTF_8 || random.nextBoolean();
      String lineEnd = random.nextBoolean() ? "\r\n" : "\n";
      String model = random(random, 60, "\n") + "\n";
      TextFile file = new TextFile(model.replace("\n", lineEnd), encoding, marked);
      for (int edit = 0; edit < 6; edit++) {
        TextFile read = TextFile.decode(file.encode()).orElseThrow();
        assertThat(read).isEqualTo(file);
        int from = random.nextInt(model.length());
        from = model.offsetByCodePoints(0, model.codePointCount(0, from));
        if (Character.isLowSurrogate(model.charAt(from))) {
          from--;
        }
        int to = Math.min(model.length(), from + 1 + random.nextInt(8));
        if (to < model.length() && Character.isLowSurrogate(model.charAt(to))) {
          to++;
        }
        String passage = model.substring(from, to);
        String fresh = random(random, random.nextInt(6), "\n");
        TextEdit.Result result = TextEdit.replace(read, passage, fresh, true);
        model = model.replace(passage, fresh);
        file = edited(result);
        assertThat(file.shown()).isEqualTo(model);
        assertThat(file.text()).isEqualTo(model.replace("\n", lineEnd));
        assertThat(file.encoding()).isEqualTo(encoding);
        assertThat(file.marked()).isEqualTo(marked);
        if (!model.contains("\n")) {
          // nothing tells any more how the file's lines ended
          break;
        }
      }
    }
  }

  @Test
  void leavesEveryLineEndOutsideOfThePassageAsItIs() {
    Random random = new Random(2);
    for (int round = 0; round < 300; round++) {
      String head = random(random, 30, "mixed");
      String tail = random(random, 30, "mixed");
      if (head.endsWith("\r") || tail.startsWith("\n")) {
        continue;
      }
      TextFile file = TextFile.of(head + "<HERE>" + tail);
      assertThat(edited(TextEdit.replace(file, "<HERE>", "x", false)).text())
          .isEqualTo(head + "x" + tail);
    }
  }

  @Test
  void findsAPassageOverCrLfWrittenEitherWay() {
    TextFile file = TextFile.of("one\r\ntwo\r\nthree\r\n");
    assertThat(edited(TextEdit.replace(file, "one\ntwo", "1\n2", false)).text())
        .isEqualTo("1\r\n2\r\nthree\r\n");
    assertThat(edited(TextEdit.replace(file, "one\r\ntwo", "1\r\n2", false)).text())
        .isEqualTo("1\r\n2\r\nthree\r\n");
  }

  @Test
  void tellsTheLinesOfSeveralOccurrences() {
    TextFile file = TextFile.of("x\r\ny\r\nx\r\n");
    assertThat(TextEdit.replace(file, "x", "z", false))
        .isEqualTo(new TextEdit.Result.Ambiguous(List.of(1, 3)));
    assertThat(TextEdit.replace(file, "q", "z", false)).isEqualTo(new TextEdit.Result.Absent());
  }

  @Test
  void decodesAnyBytesToTheSameBytesOrNotAtAll() throws CharacterCodingException {
    Random random = new Random(3);
    int texts = 0;
    for (int round = 0; round < 5000; round++) {
      byte[] bytes = new byte[random.nextInt(12)];
      random.nextBytes(bytes);
      if (round % 3 == 0 && bytes.length > 3) {
        byte[] mark = ENCODINGS.get(random.nextInt(3)).mark();
        System.arraycopy(mark, 0, bytes, 0, mark.length);
      }
      var text = TextFile.decode(bytes);
      if (text.isPresent()) {
        texts++;
        assertThat(text.get().encode()).isEqualTo(bytes);
      }
    }
    assertThat(texts).isGreaterThan(500);
  }

  @Test
  void keepsLatin1ByteForByte() throws CharacterCodingException {
    byte[] bytes = "caf\u00e9 = 1\n".getBytes(StandardCharsets.ISO_8859_1);
    TextFile file = TextFile.decode(bytes).orElseThrow();
    assertThat(edited(TextEdit.replace(file, "caf\u00e9 = 1", "caf\u00e9 = 2", false)).encode())
        .isEqualTo("caf\u00e9 = 2\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void seesBinaryFiles() {
    assertThat(TextFile.decode(new byte[] {1, 2, 0, 3})).isEmpty();
    assertThat(TextFile.decode(new byte[] {0x7f, 'E', 'L', 'F', (byte) 0xff, 1, 2, 3})).isEmpty();
  }
}
