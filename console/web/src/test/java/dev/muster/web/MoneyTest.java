package dev.muster.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Cents, to the nano-dollar and back. */
class MoneyTest {

  @Test
  void centsAreExact() {
    assertThat(Money.cents(0)).isEqualTo("0");
    assertThat(Money.cents(1_234_500_000)).isEqualTo("123.45");
    assertThat(Money.cents(1)).isEqualTo("0.0000001");
    assertThat(Money.cents(100_000_000_000L)).isEqualTo("10000");
    assertThat(Money.cents(-10_000_000)).isEqualTo("-1");
    for (long nanos : new long[] {0, 1, 9, 10_000_000, 1_234_567_891, 999_999_999_999_999_999L}) {
      assertThat(Money.nanos("amount", Money.cents(nanos))).isEqualTo(nanos);
    }
  }

  @Test
  void otherTextsAreRefused() {
    for (String text :
        List.of("", "-1", "1e3", "1.23456789", "123456789012", "1,5", " 1", "NaN", "1.")) {
      assertThatThrownBy(() -> Money.nanos("amount", text)).as(text).isInstanceOf(Refusal.class);
    }
  }
}
