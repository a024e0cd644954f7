package dev.muster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class EventStreamCodecTest {

  private static List<EventStreamFrame> read(byte[] bytes, int piece) throws WireException {
    EventStreamCodec codec = new EventStreamCodec();
    List<EventStreamFrame> frames = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += piece) {
      codec.feed(bytes, at, Math.min(piece, bytes.length - at), frames::add);
    }
    return frames;
  }

  @Test
  void readsThePublishedVectors() throws Exception {
    // From the test vectors of AWS's event-stream implementations: empty, payload alone, one
    // header.
    byte[] empty = HexFormat.of().parseHex("000000100000000005c248eb7d98c8ff");
    assertThat(read(empty, 3).getFirst().payload()).isEmpty();
    byte[] payload =
        HexFormat.of().parseHex("0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936");
    assertThat(new String(read(payload, 5).getFirst().payload(), StandardCharsets.UTF_8))
        .isEqualTo("{'foo':'bar'}");
    byte[] header =
        HexFormat.of()
            .parseHex(
                "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a"
                    + "736f6e7b27666f6f273a27626172277d8d9c08b1");
    assertThat(read(header, 1).getFirst().headers())
        .isEqualTo(Map.of("content-type", "application/json"));
  }

  @Test
  void whatIsWrittenIsReadInPiecesOfAnySize() throws Exception {
    Random random = new Random(1);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 40; i++) {
      byte[] payload = new byte[random.nextInt(6_000)];
      random.nextBytes(payload);
      all.writeBytes(EventStreamCodec.encode(Map.of(":event-type", "e" + i), payload));
    }
    byte[] bytes = all.toByteArray();
    for (int piece : new int[] {1, 13, 4_096, bytes.length}) {
      List<EventStreamFrame> frames = read(bytes, piece);
      assertThat(frames).hasSize(40);
      assertThat(frames.get(39).header(":event-type")).isEqualTo("e39");
    }
  }

  @Test
  void everyChangedBitIsNoticed() {
    byte[] frame = EventStreamCodec.encode(Map.of("a", "b"), new byte[] {1, 2, 3});
    for (int bit = 0; bit < frame.length * 8; bit++) {
      byte[] changed = frame.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> read(changed, changed.length)).isInstanceOf(WireException.class);
    }
  }

  @Test
  void randomBytesNeverDoMoreThanFail() {
    Random random = new Random(2);
    int failed = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length >= 12) {
        // A right checksum lets the lengths through to be looked at.
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.putInt(0, random.nextBoolean() ? bytes.length : random.nextInt());
        out.putInt(4, random.nextBoolean() ? random.nextInt(64) : random.nextInt());
        out.putInt(8, crc(bytes, 8));
        if (bytes.length >= 16) {
          out.putInt(bytes.length - 4, crc(bytes, bytes.length - 4));
        }
      }
      try {
        read(bytes, 1 + random.nextInt(50));
      } catch (WireException refused) {
        failed++;
      }
    }
    assertThat(failed).isGreaterThan(5_000);
  }

  private static int crc(byte[] bytes, int count) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, count);
    return (int) crc.getValue();
  }

  @Test
  void bedrocksChunksAndExceptionsAreTranslated() throws Exception {
    byte[] json = "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
    BedrockStream.Event event = BedrockStream.event(read(BedrockStream.chunk(json), 7).getFirst());
    assertThat(new String(event.sse(), StandardCharsets.UTF_8))
        .isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    byte[] exception = BedrockStream.exception("modelTimeoutException", "late");
    BedrockStream.Event error = BedrockStream.event(read(exception, 9).getFirst());
    assertThat(error.type()).isEqualTo("error");
    assertThat(new String(error.json(), StandardCharsets.UTF_8)).contains("timeout_error", "late");
    assertThat(BedrockStream.fault("ThrottlingException").status()).isEqualTo(429);
    assertThat(BedrockStream.fault("com.amazon#ValidationException:http://x").status())
        .isEqualTo(400);
    assertThat(BedrockStream.fault("serviceUnavailableException").status()).isEqualTo(503);
    assertThat(BedrockStream.fault("modelStreamErrorException").status()).isEqualTo(424);
    assertThat(BedrockStream.fault("").status()).isEqualTo(500);
    byte[] forged =
        BedrockStream.chunk("{\"type\":\"x\\ndata: y\"}".getBytes(StandardCharsets.UTF_8));
    EventStreamFrame frame = read(forged, 100).getFirst();
    assertThatThrownBy(() -> BedrockStream.event(frame)).isInstanceOf(WireException.class);
  }
}
