package dev.muster.store;

import static dev.muster.store.LedgerWorld.get;
import static dev.muster.store.LedgerWorld.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.domain.Charge;
import dev.muster.domain.Cost;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.UsageReports;
import dev.muster.domain.UsageReports.Dimension;
import dev.muster.domain.UsageReports.Query;
import dev.muster.domain.UsageReports.Row;
import dev.muster.domain.UsageReports.Width;
import dev.muster.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports read back what the ledger holds. */
@Timeout(120)
class ReportsTest {

  private static Query query(
      Instant at, Width width, Set<Dimension> by, Map<Dimension, Set<String>> only) {
    Instant day = at.truncatedTo(ChronoUnit.DAYS);
    return new Query("org", day, day.plus(Duration.ofDays(2)), width, by, only);
  }

  @Test
  void everyWidthSumsToWhatIsBooked() throws Exception {
    try (LedgerWorld world = LedgerWorld.fresh()) {
      LeasedLedger ledger = world.ledger();
      var first = granted(ledger, "a", 5_000);
      var second = granted(ledger, "b", 5_000);
      var third = granted(ledger, "c", 5_000);
      Usage usage = new Usage(10, 20, 30, 40, 50, 2, 0, "priority", "us");
      Cost cost = new Cost(1, 2, 5, 3, 4, 6, 0);
      get(ledger.settle(first, new Charge.Exact(usage, cost, "x")).toCompletableFuture());
      get(ledger.settle(second, new Charge.Exact(usage, cost, "x")).toCompletableFuture());
      get(
          ledger
              .settle(third, new Charge.AtLeast(Usage.tokens(300_000, 1), 77, "broke off"))
              .toCompletableFuture());
      UsageReports reports = new PostgresReports(world.database);
      for (Width width : Width.values()) {
        List<Row> all = reports.usage(query(first.at(), width, Set.of(), Map.of()));
        assertThat(all.stream().mapToLong(row -> row.totals().cost().total()).sum())
            .isEqualTo(2 * 21 + 77);
        assertThat(all.stream().mapToLong(row -> row.totals().requests()).sum()).isEqualTo(3);
        assertThat(all.stream().mapToLong(row -> row.totals().atLeast()).sum()).isEqualTo(1);
        assertThat(all.stream().mapToLong(row -> row.totals().cacheWrite1h()).sum()).isEqualTo(80);
        assertThat(all.stream().mapToLong(row -> row.totals().cacheRead()).sum()).isEqualTo(100);
        assertThat(all.getFirst().by()).isEmpty();
        Set<Dimension> by =
            Set.of(Dimension.SERVICE_TIER, Dimension.CONTEXT_WINDOW, Dimension.INFERENCE_GEO);
        List<Row> large =
            reports.usage(
                query(first.at(), width, by, Map.of(Dimension.CONTEXT_WINDOW, Set.of("200k-1M"))));
        assertThat(large).hasSize(1);
        assertThat(large.getFirst().by())
            .isEqualTo(
                Map.of(
                    Dimension.SERVICE_TIER, "standard",
                    Dimension.CONTEXT_WINDOW, "200k-1M",
                    Dimension.INFERENCE_GEO, "not_available"));
        assertThat(large.getFirst().totals().cost()).isEqualTo(Cost.whole(77));
      }
      assertThat(reports.entries("org", "c"))
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.why()).isEqualTo("broke off");
            assertThat(entry.kind()).isEqualTo("at_least");
            assertThat(entry.at()).isEqualTo(third.at());
          });
      assertThat(reports.entries("another", "c")).isEmpty();
      assertThat(
              reports.usage(
                  query(first.at(), Width.DAY, Set.of(), Map.of(Dimension.MODEL, Set.of("no")))))
          .isEmpty();
      world.balanced();
    }
  }

  @Test
  void timesThatAreNoBucketsAreRefused() throws Exception {
    try (LedgerWorld world = LedgerWorld.fresh()) {
      UsageReports reports = new PostgresReports(world.database);
      Instant odd = Instant.parse("2026-11-01T00:30:00Z");
      Query query = new Query("org", odd, odd.plusSeconds(3600), Width.HOUR, Set.of(), Map.of());
      assertThatThrownBy(() -> reports.usage(query)).hasMessageContaining("bucket");
    }
  }
}
