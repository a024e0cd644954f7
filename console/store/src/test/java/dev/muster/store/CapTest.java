package dev.muster.store;

import static dev.muster.store.LedgerWorld.DOLLAR;
import static dev.muster.store.LedgerWorld.get;
import static dev.muster.store.LedgerWorld.granted;
import static dev.muster.store.LedgerWorld.request;
import static dev.muster.store.LedgerWorld.reserve;
import static dev.muster.store.LedgerWorld.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.Admission;
import dev.muster.domain.Alerts;
import dev.muster.domain.Cap;
import dev.muster.domain.Caps;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.Period;
import dev.muster.domain.Reserved;
import dev.muster.domain.Scope;
import dev.muster.domain.Settled;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cap is a cap, on one replica and on several. */
@Timeout(120)
class CapTest {

  private static final Scope ORG = new Scope.Organisation("org");
  private static final long HALF_OF_FIVE = 2_500_000_000L;

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

  private void exactlyThreeOfFifty(int replicas) throws Exception {
    world.cap(ORG, 10, Period.MONTHLY, true);
    List<LeasedLedger> ledgers = new ArrayList<>();
    for (int i = 0; i < replicas; i++) {
      ledgers.add(world.ledger());
    }
    LeasedLedger last = ledgers.getLast();
    settle(last, granted(last, "before", HALF_OF_FIVE), HALF_OF_FIVE);
    List<CompletableFuture<Admission>> answers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      LeasedLedger ledger = ledgers.get(i % replicas);
      answers.add(ledger.reserve(request("r" + i, "key", HALF_OF_FIVE)).toCompletableFuture());
    }
    int passed = 0;
    for (int i = 0; i < 50; i++) {
      switch (get(answers.get(i))) {
        case Admission.Granted(Reserved reserved) -> {
          passed++;
          settle(ledgers.get(i % replicas), reserved, HALF_OF_FIVE);
        }
        case Admission.Refused(Cap cap, long spent, var resets) -> {
          assertThat(cap.amountNanos()).isEqualTo(10 * DOLLAR);
          assertThat(spent).isBetween(HALF_OF_FIVE, 10 * DOLLAR);
        }
        case Admission.Unavailable(String why) -> throw new AssertionError(why);
      }
    }
    assertThat(passed).isEqualTo(3);
    Caps.Standing standing = world.caps.standings("org").getFirst();
    assertThat(standing.settledNanos()).isEqualTo(10 * DOLLAR);
    assertThat(standing.reservedNanos()).isZero();
    assertThat(world.balanced().nanos()).isEqualTo(10 * DOLLAR);
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
    LeasedLedger ledger = world.ledger();
    settle(ledger, granted(ledger, "a", DOLLAR), DOLLAR);
    assertThat(world.balanced().rows()).isEqualTo(1);
  }

  @Test
  void everyLevelBindsAndTheLastToResetIsNamed() throws Exception {
    LeasedLedger ledger = world.ledger();
    world.cap(ORG, 100, Period.MONTHLY, true);
    Cap key = world.cap(new Scope.Key("key"), 1, Period.DAILY, true);
    assertThat(reserve(ledger, "a", 2 * DOLLAR))
        .isInstanceOfSatisfying(
            Admission.Refused.class, refused -> assertThat(refused.cap()).isEqualTo(key));
    Cap workspace = world.cap(new Scope.Workspace("team"), 1, Period.MONTHLY, true);
    assertThat(reserve(ledger, "b", 2 * DOLLAR))
        .isInstanceOfSatisfying(
            Admission.Refused.class, refused -> assertThat(refused.cap()).isEqualTo(workspace));
    Reserved reserved = granted(ledger, "c", DOLLAR);
    assertThat(get(ledger.release(reserved, "not sent").toCompletableFuture()).nanos()).isZero();
    settle(ledger, granted(ledger, "d", DOLLAR), DOLLAR / 2);
  }

  @Test
  void aCapThatIsSetLaterCountsWhatWasSpentAndWhatIsInFlight() throws Exception {
    LeasedLedger one = world.ledger();
    LeasedLedger two = world.ledger();
    settle(one, granted(one, "a", 3 * DOLLAR), 3 * DOLLAR);
    Reserved flying = granted(two, "b", 4 * DOLLAR);
    world.cap(ORG, 10, Period.MONTHLY, true);
    assertThat(reserve(one, "c", 4 * DOLLAR)).isInstanceOf(Admission.Refused.class);
    Reserved fits = granted(one, "d", 3 * DOLLAR);
    settle(two, flying, DOLLAR);
    Reserved freed = granted(two, "e", 3 * DOLLAR);
    settle(one, fits, 3 * DOLLAR);
    settle(two, freed, 3 * DOLLAR);
    world.balanced();
    // Lowered below what was spent, then raised.
    world.cap(ORG, 5, Period.MONTHLY, true);
    assertThat(reserve(one, "f", 1)).isInstanceOf(Admission.Refused.class);
    world.cap(ORG, 20, Period.MONTHLY, true);
    settle(one, granted(one, "g", 10 * DOLLAR), 10 * DOLLAR);
  }

  @Test
  void aCapThatOnlyNotifiesRefusesNothingAndAlertsOnce() throws Exception {
    world.cap(ORG, 10, Period.WEEKLY, false);
    LeasedLedger ledger = world.ledger(Duration.ofMinutes(15), Duration.ofMillis(500));
    settle(ledger, granted(ledger, "a", 8 * DOLLAR), 8 * DOLLAR);
    Alerts alerts = new PostgresAlerts(world.database);
    List<Alerts.Alert> taken = new ArrayList<>();
    Await.until(() -> taken.addAll(alerts.take(10)) || taken.size() >= 2);
    assertThat(taken).extracting(Alerts.Alert::percent).containsExactly(50, 75);
    alerts.delivered(taken);
    settle(ledger, granted(ledger, "b", 8 * DOLLAR), 8 * DOLLAR);
    List<Alerts.Alert> more = new ArrayList<>();
    Await.until(() -> more.addAll(alerts.take(10)) || more.size() >= 2);
    assertThat(more).extracting(Alerts.Alert::percent).containsExactly(90, 100);
    assertThat(world.ask("SELECT count(*) FROM alert")).isEqualTo("4");
  }

  @Test
  void aRefusalIsAnAlertOnlyWhereTheCapIsNearlySpent() throws Exception {
    world.cap(ORG, 10, Period.WEEKLY, true);
    LeasedLedger ledger = world.ledger(Duration.ofMinutes(15), Duration.ofMillis(500));
    settle(ledger, granted(ledger, "a", 6 * DOLLAR), 6 * DOLLAR);
    assertThat(reserve(ledger, "absurd", 50 * DOLLAR)).isInstanceOf(Admission.Refused.class);
    Alerts alerts = new PostgresAlerts(world.database);
    List<Alerts.Alert> taken = new ArrayList<>();
    Await.until(() -> taken.addAll(alerts.take(10)) || !taken.isEmpty());
    assertThat(taken).extracting(Alerts.Alert::percent).containsExactly(50);
    alerts.delivered(taken);
    settle(ledger, granted(ledger, "b", 3 * DOLLAR), 3 * DOLLAR);
    assertThat(reserve(ledger, "c", 2 * DOLLAR)).isInstanceOf(Admission.Refused.class);
    List<Alerts.Alert> more = new ArrayList<>();
    Await.until(() -> more.addAll(alerts.take(10)) || more.size() >= 3);
    assertThat(more).extracting(Alerts.Alert::percent).containsExactly(75, 90, 100);
  }

  @Test
  void onAMixOfCodingRequestsTheFirstRefusalComesAboveNineTenths() throws Exception {
    world.cap(ORG, 100, Period.MONTHLY, true);
    List<LeasedLedger> ledgers = List.of(world.ledger(), world.ledger(), world.ledger());
    Random random = new Random(7);
    List<Reserved> flying = new ArrayList<>();
    List<LeasedLedger> where = new ArrayList<>();
    for (int i = 0; ; i++) {
      LeasedLedger ledger = ledgers.get(random.nextInt(3));
      long bound = DOLLAR / 10 + random.nextLong(DOLLAR);
      if (reserve(ledger, "r" + i, bound) instanceof Admission.Granted(Reserved reserved)) {
        flying.add(reserved);
        where.add(ledger);
      } else {
        break;
      }
      if (flying.size() > 8) {
        int which = random.nextInt(flying.size());
        Reserved done = flying.remove(which);
        settle(where.remove(which), done, done.request().boundNanos() / (1 + random.nextInt(20)));
      }
    }
    Caps.Standing standing = world.caps.standings("org").getFirst();
    assertThat(standing.settledNanos()).isGreaterThan(90 * DOLLAR);
    for (int i = 0; i < flying.size(); i++) {
      settle(where.get(i), flying.get(i), DOLLAR / 20);
    }
  }

  @Test
  void severalReplicasUseACapUpTogetherWithoutGettingInEachOthersWay() throws Exception {
    world.cap(ORG, 10, Period.MONTHLY, true);
    world.cap(new Scope.Workspace("team"), 10, Period.DAILY, true);
    world.cap(new Scope.Key("key"), 10, Period.WEEKLY, true);
    List<LeasedLedger> ledgers = List.of(world.ledger(), world.ledger(), world.ledger());
    long bound = 5_000_000;
    List<CompletableFuture<Long>> ends = new ArrayList<>();
    for (int i = 0; i < 9_000; i++) {
      LeasedLedger ledger = ledgers.get(i % 3);
      ends.add(
          ledger
              .reserve(request("r" + i, "key", bound))
              .toCompletableFuture()
              .thenCompose(admission ->
                  switch (admission) {
                    case Admission.Granted(Reserved reserved) ->
                        LedgerWorld.settling(ledger, reserved, bound / 2).thenApply(Settled::nanos);
                    case Admission.Refused refused -> CompletableFuture.completedFuture(0L);
                    case Admission.Unavailable(String why) ->
                        CompletableFuture.failedFuture(new AssertionError(why));
                  }));
      if (ends.size() >= 200) {
        get(ends.get(ends.size() - 200));
      }
    }
    long sum = 0;
    for (CompletableFuture<Long> end : ends) {
      sum += get(end);
    }
    assertThat(sum).isBetween(10 * DOLLAR - bound, 10 * DOLLAR);
    assertThat(world.balanced().nanos()).isEqualTo(sum);
  }

  @Test
  void theDatabasesClockAndZoneDecideTheWindow() throws Exception {
    for (String zone : List.of("UTC", "Asia/Kathmandu", "America/New_York", "Pacific/Auckland")) {
      for (Period period : Period.values()) {
        String bounds =
            "SELECT extract(epoch FROM starts)::bigint || ' ' || extract(epoch FROM ends)::bigint"
                + " FROM window_bounds('"
                + period.word()
                + "', '"
                + zone
                + "', timestamptz '2026-03-29 10:00:00+00')";
        var window =
            period.around(java.time.Instant.parse("2026-03-29T10:00:00Z"), ZoneId.of(zone));
        assertThat(world.ask(bounds))
            .isEqualTo(window.start().getEpochSecond() + " " + window.end().getEpochSecond());
      }
    }
  }

  @Test
  void aWindowThatEndsGivesWayToTheNext() throws Exception {
    Cap cap = world.cap(ORG, 10, Period.DAILY, true);
    LeasedLedger ledger = world.ledger();
    settle(ledger, granted(ledger, "a", 9 * DOLLAR), 9 * DOLLAR);
    assertThat(reserve(ledger, "b", 2 * DOLLAR)).isInstanceOf(Admission.Refused.class);
    // As if the day had passed: the window is yesterday's, and so is what was booked in it.
    world.execute("ALTER TABLE usage DISABLE TRIGGER usage_append_only");
    world.execute("DELETE FROM usage_hour");
    world.execute("DELETE FROM usage_day");
    world.execute(
        "UPDATE budget_window SET starts = starts - interval '1 day',"
            + " ends = ends - interval '1 day'");
    Reserved reserved = granted(ledger, "c", 10 * DOLLAR);
    settle(ledger, reserved, 10 * DOLLAR);
    assertThat(world.caps.standings("org").getFirst().settledNanos()).isEqualTo(10 * DOLLAR);
    assertThat(world.ask("SELECT count(*) FROM budget_window WHERE cap = '" + cap.id() + "'"))
        .isEqualTo("2");
    // What the test did to the past does not balance; begin anew for the check.
    world.close();
    world = LedgerWorld.fresh();
  }
}
