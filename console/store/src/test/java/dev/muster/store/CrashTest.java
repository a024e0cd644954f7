package dev.muster.store;

import static dev.muster.store.LedgerWorld.DOLLAR;
import static dev.muster.store.LedgerWorld.get;
import static dev.muster.store.LedgerWorld.granted;
import static dev.muster.store.LedgerWorld.request;
import static dev.muster.store.LedgerWorld.reserve;
import static dev.muster.store.LedgerWorld.settle;
import static dev.muster.store.LedgerWorld.settling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.Admission;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.Period;
import dev.muster.domain.Reserved;
import dev.muster.domain.Scope;
import dev.muster.domain.Settled;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left when replicas and databases die. */
@Timeout(180)
class CrashTest {

  private static final Scope ORG = new Scope.Organisation("org");
  private static final Duration UPSTREAM = Duration.ofSeconds(3);
  private static final Duration SILENT = Duration.ofMillis(1_500);

  private static Process child(Database.Access access) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ReplicaMain.class.getName(),
            access.url(),
            access.user(),
            access.password().reveal(),
            Long.toString(UPSTREAM.toMillis()),
            Long.toString(SILENT.toMillis()));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }

  @Test
  void aKilledReplicaLeavesNeitherOverspendNorPhantomRefusals() throws Exception {
    try (LedgerWorld world = LedgerWorld.fresh()) {
      world.cap(ORG, 20, Period.MONTHLY, true);
      world.cap(new Scope.Key("key"), 1_000, Period.DAILY, true);
      Process child = child(world.access);
      Await.until(() -> Integer.parseInt(world.ask("SELECT count(*) FROM usage")) > 200);
      child.destroyForcibly().waitFor();
      long flying = Long.parseLong(world.ask("SELECT coalesce(sum(bound), 0) FROM reservation"));
      long booked = Long.parseLong(world.ask("SELECT sum(nanos) FROM usage"));
      LeasedLedger heir = world.ledger(UPSTREAM, SILENT);
      // What the dead replica held unused is there at once, to the nano-dollar.
      long room = 20 * DOLLAR - booked - flying;
      assertThat(reserve(heir, "too much", room + 1)).isInstanceOf(Admission.Refused.class);
      settle(heir, granted(heir, "the rest", room), 1);
      LedgerBalance.holds(world.database);
      Await.until(() -> world.ask("SELECT count(*) FROM reservation").equals("0"));
      long after = Long.parseLong(world.ask("SELECT sum(nanos) FROM usage"));
      assertThat(after).isEqualTo(booked + flying + 1);
      assertThat(world.ask("SELECT coalesce(sum(nanos), 0) FROM usage WHERE kind = 2"))
          .isEqualTo(Long.toString(flying));
      world.balanced();
    }
  }

  @Test
  void aPausedReplicaThatWakesCannotSpendWhatOthersTook() throws Exception {
    try (LedgerWorld world = LedgerWorld.fresh()) {
      world.cap(ORG, 10, Period.MONTHLY, true);
      LeasedLedger one = world.ledger();
      Reserved flying = granted(one, "a", DOLLAR);
      world.execute("SELECT replica_end(id, '0') FROM replica");
      LeasedLedger two = world.ledger();
      Reserved others = granted(two, "b", 9 * DOLLAR);
      assertThat(reserve(one, "c", 1)).isInstanceOf(Admission.Refused.class);
      settle(one, flying, DOLLAR / 2);
      settle(one, granted(one, "d", DOLLAR / 2), DOLLAR / 2);
      settle(two, others, 9 * DOLLAR);
      assertThat(world.balanced().nanos()).isEqualTo(10 * DOLLAR);
      assertThat(world.ask("SELECT count(*) FROM replica")).isEqualTo("3");
    }
  }

  @Test
  void anEndThatComesAfterTheBoundWasChargedIsAppendedAsACorrection() throws Exception {
    try (LedgerWorld world = LedgerWorld.fresh()) {
      world.cap(ORG, 10, Period.MONTHLY, true);
      LeasedLedger ledger = world.ledger(Duration.ofMillis(200), Duration.ofMillis(500));
      Reserved late = granted(ledger, "late", 4 * DOLLAR);
      Reserved unsent = granted(ledger, "unsent", 2 * DOLLAR);
      Await.until(() -> world.ask("SELECT count(*) FROM usage WHERE kind = 2").equals("2"));
      world.balanced();
      settle(ledger, late, DOLLAR);
      get(ledger.release(unsent, "it was never sent").toCompletableFuture());
      assertThat(world.ask("SELECT sum(nanos) FROM usage")).isEqualTo(Long.toString(DOLLAR));
      assertThat(world.ask("SELECT count(*) FROM usage WHERE kind = 3")).isEqualTo("2");
      world.balanced();
      Reserved rest = granted(ledger, "rest", 9 * DOLLAR);
      settle(ledger, rest, 9 * DOLLAR);
      world.balanced();
    }
  }

  @Test
  void settlingTwiceChangesNothing() throws Exception {
    try (LedgerWorld world = LedgerWorld.fresh()) {
      LeasedLedger ledger = world.ledger();
      Reserved reserved = granted(ledger, "a", DOLLAR);
      Settled first = settle(ledger, reserved, DOLLAR / 4);
      assertThat(settle(ledger, reserved, DOLLAR / 2)).isEqualTo(first);
      assertThat(world.balanced().nanos()).isEqualTo(DOLLAR / 4);
    }
  }

  @Test
  void aDatabaseThatIsKilledUnderLoadLosesNothing() throws Exception {
    try (EmbeddedPostgres server = TestDatabase.startServer();
        LedgerWorld world = new LedgerWorld(TestDatabase.fresh(server))) {
      world.cap(ORG, 1_000, Period.MONTHLY, true);
      List<LeasedLedger> ledgers = List.of(world.ledger(), world.ledger());
      Map<String, Long> settled = new ConcurrentHashMap<>();
      List<CompletableFuture<?>> all = new ArrayList<>();
      int unavailable = 0;
      for (int i = 0; i < 3_000; i++) {
        if (i == 1_000 || i == 2_000) {
          ProcessHandle.of(server.pid().orElseThrow()).orElseThrow().destroyForcibly();
        }
        LeasedLedger ledger = ledgers.get(i % 2);
        String id = "r" + i;
        CompletableFuture<Admission> answer =
            ledger.reserve(request(id, "key", 10_000_000)).toCompletableFuture();
        if (i % 50 == 49 && get(answer) instanceof Admission.Unavailable) {
          unavailable++;
          if (unavailable % 5 == 0) {
            Await.until(() -> reserve(ledger, "probe", 0) instanceof Admission.Granted);
          }
        }
        all.add(
            answer.thenCompose(admission -> {
              if (admission instanceof Admission.Granted(Reserved reserved)) {
                return settling(ledger, reserved, 1_000_000 + id.hashCode() % 1_000)
                    .thenAccept(done -> settled.put(id, done.nanos()));
              }
              return CompletableFuture.completedFuture(null);
            }));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
      long sum = settled.values().stream().mapToLong(Long::longValue).sum();
      assertThat(settled).hasSizeGreaterThan(500);
      assertThat(world.ask("SELECT sum(nanos) FROM usage WHERE request_id LIKE 'r%'"))
          .isEqualTo(Long.toString(sum));
      assertThat(world.ask("SELECT count(*) FROM usage WHERE request_id LIKE 'r%'"))
          .isEqualTo(Integer.toString(settled.size()));
      // Grants of which nobody knew whether they became durable have been undone.
      Await.until(() ->
          world.ask("SELECT count(*) FROM reservation WHERE request_id LIKE 'r%'").equals("0"));
      world.balanced();
    }
  }

  @Test
  void whileTheDatabaseIsAwayReservationsAreUnavailableAndEndsWait() throws Exception {
    EmbeddedPostgres server = TestDatabase.startServer();
    Database.Access access = TestDatabase.fresh(server);
    try (LedgerWorld world = new LedgerWorld(access)) {
      LeasedLedger ledger = world.ledger();
      Reserved reserved = granted(ledger, "a", DOLLAR);
      server.close();
      Await.until(() -> reserve(ledger, "b", DOLLAR) instanceof Admission.Unavailable);
      CompletableFuture<Settled> end = settling(ledger, reserved, DOLLAR / 2);
      assertThat(reserve(ledger, "c", DOLLAR)).isInstanceOf(Admission.Unavailable.class);
      assertThat(end).isNotDone();
      assertThat(ledger.figures().available()).isFalse();
    }
  }
}
