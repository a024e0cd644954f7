package dev.muster.store;

import static dev.muster.store.LedgerWorld.granted;
import static dev.muster.store.LedgerWorld.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.LeasedLedger;
import dev.muster.domain.Period;
import dev.muster.domain.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a turn of the ledger costs the database does not grow with what was booked before it. */
@Timeout(120)
class HotPathTest {

  private static final int GONE = 20_000;
  private static final int REQUESTS = 40;

  private LedgerWorld world;

  @BeforeEach
  void open() throws Exception {
    world = LedgerWorld.fresh();
  }

  @AfterEach
  void close() throws Exception {
    try {
      world.balanced();
    } finally {
      world.close();
    }
  }

  private long of(String column) throws Exception {
    return Long.parseLong(
        world.ask("SELECT " + column + " FROM pg_stat_user_tables WHERE relname = 'reservation'"));
  }

  private static void serve(LeasedLedger ledger, String name) throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      settle(ledger, granted(ledger, name + i, 1_000), 500);
    }
  }

  @Test
  void reservationsThatAreGoneAreNotReadAgain() throws Exception {
    world.cap(new Scope.Organisation("org"), 1_000, Period.MONTHLY, true);
    LeasedLedger ledger = world.ledger();
    world.execute("ALTER TABLE reservation SET (autovacuum_enabled = off)");
    // Statements are planned while the table is small.
    serve(ledger, "early");
    world.execute(
        "INSERT INTO reservation SELECT -n, 0, clock_timestamp(), '{}', 0, 0, 'gone', 'gone'"
            + " FROM generate_series(1, "
            + GONE
            + ") n");
    world.execute("DELETE FROM reservation WHERE id < 0");
    Await.until(() -> of("n_tup_del") >= GONE + REQUESTS);
    long before = of("seq_scan");
    serve(ledger, "late");
    Await.until(() -> of("n_tup_del") >= GONE + 2 * REQUESTS);
    // The upkeep beside it may look through the table now and then.
    assertThat(of("seq_scan") - before).isLessThan(REQUESTS / 4);
  }
}
