package dev.muster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseDecoderTest {

  @Test
  void followsTheStandard() throws Exception {
    assertThat(events("\uFEFFdata: a\n\n")).containsExactly("|a");
    assertThat(events("event:x\ndata:a\ndata: b\ndata\ndata:  c\n\n"))
        .containsExactly("x|a\nb\n\n c");
    assertThat(events(":c\nid: 3\nretry: 5\nunknown\ndata:a\n\n")).containsExactly("|a");
    assertThat(events("data:a\r\rdata:b\r\n\r\ndata:c\n\n")).containsExactly("|a", "|b", "|c");
    assertThat(events("event: lost\n\ndata: a\n\n")).containsExactly("|a");
    assertThat(events("data:\n\n")).containsExactly("|");
    assertThat(events("data: cut")).isEmpty();
    assertThat(events("data: cut\n")).isEmpty();
    assertThat(events("")).isEmpty();
    assertThat(events("data: \uFEFFx\n\n")).containsExactly("|\uFEFFx");
  }

  @Test
  void refusesAnEventOrLineWithoutEnd() {
    for (String piece : List.of("x", ": comment", "data: abcdef\n")) {
      SseDecoder decoder = new SseDecoder(1000);
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  decoder.feed(bytes, 0, bytes.length, (name, data, from, length) -> {});
                }
              })
          .isInstanceOf(WireException.class)
          .hasMessageContaining("1000");
    }
  }

  @Test
  void takesAnEventJustWithinTheLimit() throws Exception {
    SseDecoder decoder = new SseDecoder(1000);
    List<Integer> sizes = new ArrayList<>();
    byte[] bytes = ("data:" + "x".repeat(990) + "\n\n").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 5; i++) {
      decoder.feed(bytes, 0, bytes.length, (name, data, from, length) -> sizes.add(length));
    }
    assertThat(sizes).containsExactly(990, 990, 990, 990, 990);
  }

  @Test
  void piecesMakeNoDifference() throws Exception {
    String stream =
        "event: ping\ndata: a\r\ndata:b\n\nevent: pingpong\ndata: é\n\r\n\rdata:\n\n"
            + "data: x\nevent: message_start\n\n";
    List<String> whole = events(stream);
    assertThat(whole).containsExactly("ping|a\nb", "pingpong|é", "|", "message_start|x");
    int length = stream.getBytes(StandardCharsets.UTF_8).length;
    for (int piece = 1; piece < length; piece++) {
      assertThat(events(stream, piece)).as("pieces of %s", piece).isEqualTo(whole);
    }
  }

  private static List<String> events(String stream) throws WireException {
    return events(stream, Integer.MAX_VALUE);
  }

  /** The events of a stream that comes in pieces, through one array that is used again. */
  private static List<String> events(String stream, int piece) throws WireException {
    List<String> events = new ArrayList<>();
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    byte[] read = new byte[bytes.length];
    SseDecoder decoder = new SseDecoder(1000);
    for (int at = 0; at < bytes.length; at += piece) {
      int count = Math.min(piece, bytes.length - at);
      System.arraycopy(bytes, at, read, 0, count);
      decoder.feed(
          read,
          0,
          count,
          (name, data, from, length) ->
              events.add(name + "|" + new String(data, from, length, StandardCharsets.UTF_8)));
      Arrays.fill(read, (byte) '#');
      if (piece == Integer.MAX_VALUE) {
        break;
      }
    }
    return events;
  }
}
