package dev.muster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.CachePolicy;
import dev.muster.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsageMeterTest {

  private static final String START =
      "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"m\","
          + "\"usage\":{\"input_tokens\":3,\"cache_creation_input_tokens\":50,"
          + "\"cache_read_input_tokens\":7,\"output_tokens\":1,"
          + "\"cache_creation\":{\"ephemeral_1h_input_tokens\":20,"
          + "\"ephemeral_5m_input_tokens\":30}}}}\n\n";
  private static final String DELTA =
      "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
          + "\"delta\":{\"type\":\"text_delta\",\"text\":\"ab\"}}\n\n";
  private static final String STOP = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

  private static String usage(String usage) {
    return "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{},\"usage\":{"
        + usage
        + "}}\n\n";
  }

  private static UsageMeter watch(String stream, int piece) {
    UsageMeter meter = new UsageMeter(CachePolicy.FIVE_MINUTES);
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += piece) {
      meter.feed(bytes, at, Math.min(piece, bytes.length - at));
    }
    return meter;
  }

  @Test
  void reportsAreSetNotAddedAndNullsChangeNothing() {
    String stream =
        START
            + DELTA
            + usage("\"output_tokens\":5")
            + usage(
                "\"output_tokens\":9,\"input_tokens\":null,\"cache_read_input_tokens\":8,"
                    + "\"server_tool_use\":{\"web_search_requests\":2}")
            + STOP;
    for (int piece : new int[] {1, 2, 17, 10_000}) {
      for (String text : new String[] {stream, stream.replace("\n", "\r\n")}) {
        UsageMeter meter = watch(text, piece);
        assertThat(meter.isComplete()).isTrue();
        assertThat(meter.usage()).isEqualTo(new Usage(3, 9, 30, 20, 8, 2, 0, null, null));
        assertThat(meter.model()).isEqualTo("m");
      }
    }
  }

  @Test
  void whatTotalsLeaveOutIsToldApart() {
    UsageMeter meter =
        watch(
            START
                + usage(
                    "\"output_tokens\":9,\"speed\":\"fast\",\"iterations\":[{\"type\":\"message\","
                        + "\"input_tokens\":3,\"output_tokens\":9},{\"type\":\"compaction\","
                        + "\"input_tokens\":1000,\"output_tokens\":100}]")
                + STOP,
            50);
    assertThat(meter.besides()).containsExactly(Usage.tokens(1_000, 100));
    assertThat(meter.speed()).isEqualTo("fast");
  }

  @Test
  void aCutOrFailedStreamIsNotComplete() {
    assertThat(watch(START + DELTA, 9).isComplete()).isFalse();
    assertThat(watch(START + DELTA, 9).isStarted()).isTrue();
    assertThat(watch(START + usage("\"output_tokens\":5"), 9).isComplete()).isFalse();
    assertThat(watch(START + STOP, 9).isComplete()).isFalse();
    String error = "event: error\ndata: {\"type\":\"error\"}\n\n";
    UsageMeter failed = watch(START + usage("\"output_tokens\":5") + error + STOP, 9);
    assertThat(failed.isComplete()).isFalse();
    assertThat(failed.isFailed()).isTrue();
    UsageMeter blind = watch(START + "event: message_delta\ndata: {oops\n\n" + STOP, 9);
    assertThat(blind.isBlind()).isTrue();
    assertThat(blind.isComplete()).isFalse();
  }

  @Test
  void whatWasShownBoundsItsTokens() {
    UsageMeter meter = watch(START + DELTA.repeat(100), 1_000);
    assertThat(meter.shownTokens()).isBetween(200L, 12_000L);
    assertThat(meter.isHidden()).isFalse();
    assertThat(watch(START + DELTA.replace("text_delta", "thinking_delta"), 9).isHidden()).isTrue();
  }

  @Test
  void eventsWithoutANameAreKnownByTheirData() {
    String stream = (START + usage("\"output_tokens\":5") + STOP).replaceAll("event: .*\n", "");
    assertThat(watch(stream, 11).isComplete()).isTrue();
  }

  @Test
  void noBytesMakeItFail() {
    Random random = new Random(3);
    String whole = START + DELTA + usage("\"output_tokens\":5") + STOP;
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
      for (int change = 0; change < 1 + random.nextInt(6); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      UsageMeter meter = new UsageMeter(CachePolicy.ONE_HOUR);
      meter.feed(bytes, 0, bytes.length);
      assertThat(meter.usage().output()).isNotNegative();
      assertThat(meter.besides()).isNotNull();
    }
  }
}
