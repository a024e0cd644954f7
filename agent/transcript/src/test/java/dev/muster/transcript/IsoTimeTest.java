package dev.muster.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsoTimeTest {

  @Test
  void agreesWithTheJdk() {
    Random random = new Random(1);
    long first = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    for (int i = 0; i < 20_000; i++) {
      int nanos =
          switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1_000;
            default -> random.nextInt(1_000_000_000);
          };
      Instant at = Instant.ofEpochSecond(random.nextLong(first, last + 1), nanos);
      assertThat(IsoTime.format(at)).isEqualTo(at.toString());
      assertThat(IsoTime.parse(at.toString())).isEqualTo(at);
    }
    for (String text : new String[] {"2024-02-29T23:59:59.9Z", "1970-01-01T00:00:00Z"}) {
      assertThat(IsoTime.parse(text)).isEqualTo(Instant.parse(text));
    }
  }

  @Test
  void refusesEverythingElse() {
    for (String text :
        new String[] {
          "",
          "Z",
          "2026-11-22",
          "2026-11-22T12:00:00",
          "2026-11-22T12:00:00+01:00",
          "2026-13-22T12:00:00Z",
          "2026-11-22T24:00:00Z",
          "2026-11-22T12:00:00.Z",
          "2026-11-22T12:00:00.1234567890Z",
          "2026/11/22T12:00:00Z",
          "2026-1a-22T12:00:00Z"
        }) {
      assertThatThrownBy(() -> IsoTime.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
