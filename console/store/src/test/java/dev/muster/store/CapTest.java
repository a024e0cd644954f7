package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.Admission;
import dev.muster.domain.Caller;
import dev.muster.domain.Caps;
import dev.muster.domain.Charge;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.Period;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Scope;
import dev.muster.domain.SpendRequest;
import dev.muster.model.Usage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cap is a cap, on one replica and on several. */
@Timeout(120)
class CapTest {

  private static final long DOLLAR = 1_000_000_000;
  private static final ZoneId UTC = ZoneId.of("UTC");

  private Database database;
  private final List<LeasedLedger> ledgers = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    database = Database.open(TestDatabase.fresh());
    try (var connection = database.pool().getConnection()) {
      connection
          .createStatement()
          .execute("INSERT INTO organisation (id, name, version) VALUES ('org', 'Org', 1)");
    }
  }

  @AfterEach
  void close() throws Exception {
    try {
      ledgers.forEach(LeasedLedger::close);
      LedgerBalance.holds(database);
    } finally {
      database.close();
    }
  }

  private LeasedLedger ledger() {
    LeasedLedger ledger =
        LeasedLedger.start(
            new PostgresLedger(database),
            new LeasedLedger.Options(
                "test", Duration.ofMinutes(15), Duration.ofSeconds(5), System.err::println));
    ledgers.add(ledger);
    return ledger;
  }

  private static SpendRequest request(String id, long bound) {
    Caller caller = new Caller("org", null, null, "key", ModelAccess.everything(), RateLimits.NONE);
    return new SpendRequest(id, caller, "model", "upstream", bound, "test");
  }

  private static Admission reserve(LeasedLedger ledger, String id, long bound) throws Exception {
    return ledger.reserve(request(id, bound)).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static void spend(LeasedLedger ledger, String id, long nanos) throws Exception {
    Admission.Granted granted = (Admission.Granted) reserve(ledger, id, nanos);
    ledger
        .settle(granted.reserved(), new Charge.Exact(Usage.tokens(1, 1), nanos, "test"))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private void exactlyThreeOfFifty(int replicas) throws Exception {
    new PostgresCaps(database)
        .set(
            "org",
            new Caps.Wanted(new Scope.Organisation("org"), 10 * DOLLAR, Period.MONTHLY, UTC, true));
    for (int i = 0; i < replicas; i++) {
      ledger();
    }
    spend(ledgers.getLast(), "before", 2_500_000_000L);
    List<CompletableFuture<Admission>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      answers.add(
          ledgers
              .get(i % replicas)
              .reserve(request("r" + i, 2_500_000_000L))
              .toCompletableFuture());
    }
    int granted = 0;
    int refused = 0;
    for (int i = 0; i < 50; i++) {
      switch (answers.get(i).get(20, TimeUnit.SECONDS)) {
        case Admission.Granted(var reserved) -> {
          granted++;
          ledgers
              .get(i % replicas)
              .settle(reserved, new Charge.Exact(Usage.tokens(5, 5), 2_500_000_000L, "test"))
              .toCompletableFuture()
              .get(20, TimeUnit.SECONDS);
        }
        case Admission.Refused no -> refused++;
        case Admission.Unavailable(String why) -> throw new AssertionError(why);
      }
    }
    assertThat(granted).isEqualTo(3);
    assertThat(refused).isEqualTo(47);
    Caps.Standing standing = new PostgresCaps(database).standings("org").getFirst();
    assertThat(standing.settledNanos()).isEqualTo(10 * DOLLAR);
    assertThat(standing.reservedNanos()).isZero();
    assertThat(TestDatabase.ask(database, "SELECT sum(nanos) FROM usage"))
        .isEqualTo(Long.toString(10 * DOLLAR));
  }

  @Test
  void threeOfFiftyPassOnOneReplica() throws Exception {
    exactlyThreeOfFifty(1);
  }

  @Test
  void threeOfFiftyPassOnThreeReplicas() throws Exception {
    exactlyThreeOfFifty(3);
  }

  @Test
  void withoutACapNothingIsRefused() throws Exception {
    LeasedLedger ledger = ledger();
    spend(ledger, "a", DOLLAR);
    assertThat(TestDatabase.ask(database, "SELECT count(*) FROM usage")).isEqualTo("1");
  }
}
