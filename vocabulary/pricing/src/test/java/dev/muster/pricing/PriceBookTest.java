package dev.muster.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Usage;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceBookTest {

  private static PriceBook read(String text) {
    return ((PriceBook.Reading.Read) PriceBook.read(text)).book();
  }

  private static final String BOOK =
      """
      # a book of our own
      model claude-haiku-4-5 200000 200000 64000 1600 100 Claude Haiku 4.5
        rates 2024-01-01 0 1000 1250 2000 100 5000
        rates 2026-12-01 0 900 1125 1800 90 4500

      model house-model 1000 1000 100 100 100 Ours
        rates 2024-01-01 0 1 1 1 1 1
      search 20000000
      """;

  @Test
  void aFileTakesThePlaceOfTheBuiltInPricesWithDaysOfEffect() {
    Pricing pricing = new Pricing(read(BOOK).catalog());
    Usage usage = new Usage(10, 0, 0, 0, 0, 1, 0, null, null);
    assertThat(pricing.costNanos("claude-haiku-4-5", usage, LocalDate.of(2026, 11, 30)))
        .hasValue(10_000 + 20_000_000);
    assertThat(pricing.costNanos("claude-haiku-4-5", usage, LocalDate.of(2026, 12, 1)))
        .hasValue(9_000 + 20_000_000);
    assertThat(pricing.costNanos("claude-opus-5", usage, LocalDate.of(2026, 12, 1))).isEmpty();
  }

  @Test
  void whatChangesIsTold() {
    List<PriceBook.Change> changes = PriceBook.builtIn().changesTo(read(BOOK));
    assertThat(changes)
        .anyMatch(c -> c instanceof PriceBook.Change.Added && c.model().equals("house-model"))
        .anyMatch(
            c -> c instanceof PriceBook.Change.Changed && c.model().equals("claude-haiku-4-5"))
        .anyMatch(c -> c instanceof PriceBook.Change.Removed && c.model().equals("claude-opus-5"));
    assertThat(PriceBook.builtIn().changesTo(PriceBook.builtIn())).isEmpty();
  }

  @Test
  void aFaultIsToldWithItsLine() {
    for (String line :
        List.of(
            "rates 2026-13-01 0 1 1 1 1 1",
            "rates 2026-10-01 0 1 1 1 1",
            "rates 2026-10-01 0 -1 1 1 1 1",
            "rates 2026-10-01 0 1.5 1 1 1 1",
            "model x 1 2 3",
            "fast",
            "alias a b",
            "price 7")) {
      PriceBook.Reading reading = PriceBook.read(BOOK + line + "\n");
      assertThat(reading).as(line).isInstanceOf(PriceBook.Reading.Faulty.class);
      assertThat(((PriceBook.Reading.Faulty) reading).line()).isEqualTo(9);
    }
    assertThat(PriceBook.read("")).isInstanceOf(PriceBook.Reading.Faulty.class);
    assertThat(PriceBook.read("rates 2026-10-01 0 1 1 1 1 1"))
        .isInstanceOf(PriceBook.Reading.Faulty.class);
  }
}
