package dev.muster.store;

import static dev.muster.store.LedgerWorld.DOLLAR;
import static dev.muster.store.LedgerWorld.get;
import static dev.muster.store.LedgerWorld.granted;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is admitted while the database is away, and what becomes of it. */
@Timeout(120)
class GraceTest {

  private static final Scope ORG = new Scope.Organisation("org");

  private static EmbeddedPostgres server(Path folder) throws Exception {
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Options(
            folder, 0, Optional.empty(), Optional.of(TestFolders.programs()), System.err::println));
  }

  @Test
  void withGraceWhatIsHeldIsSpentAndToldWhenTheDatabaseIsBack() throws Exception {
    Path folder = TestFolders.fresh();
    EmbeddedPostgres first = server(folder);
    try (LedgerWorld world = new LedgerWorld(TestDatabase.fresh(first))) {
      world.cap(ORG, 10, Period.MONTHLY, true);
      LeasedLedger ledger = world.lenient(Duration.ofSeconds(60));
      settle(ledger, granted(ledger, "before", DOLLAR / 100), DOLLAR / 100);
      long held = Long.parseLong(world.ask("SELECT amount - reserved - settled FROM lease"));
      assertThat(held).isGreaterThan(DOLLAR / 50);
      first.close();

      Reserved ended = granted(ledger, "ended", DOLLAR / 100);
      CompletableFuture<Settled> end = settling(ledger, ended, DOLLAR / 200);
      // The first is held twice: it may have become durable when the database went away.
      Reserved flying = granted(ledger, "flying", held - DOLLAR / 50);
      assertThat(reserve(ledger, "beyond", 1)).isInstanceOf(Admission.Unavailable.class);
      assertThat(end).isNotDone();

      try (EmbeddedPostgres again = server(folder)) {
        assertThat(again.port()).isEqualTo(first.port());
        assertThat(get(end).nanos()).isEqualTo(DOLLAR / 200);
        assertThat(world.ask("SELECT count(*) FROM replica")).isEqualTo("1");
        assertThat(world.ask("SELECT request_id FROM reservation")).isEqualTo("flying");
        LedgerBalance.holds(world.database);
        long rest = 10 * DOLLAR - DOLLAR / 100 - DOLLAR / 200 - (held - DOLLAR / 50);
        assertThat(reserve(ledger, "too much", rest + 1)).isInstanceOf(Admission.Refused.class);
        settle(ledger, granted(ledger, "the rest", rest), rest);
        settle(ledger, flying, 7);
        assertThat(world.balanced().nanos()).isEqualTo(DOLLAR / 100 + DOLLAR / 200 + rest + 7);
        world.close();
      }
    }
  }

  @Test
  void whereTheRunWasEndedMeanwhileWhatWasAdmittedIsBookedAtItsBoundAndCorrected()
      throws Exception {
    Path folder = TestFolders.fresh();
    EmbeddedPostgres first = server(folder);
    Database.Access access = TestDatabase.fresh(first);
    try (LedgerWorld world = new LedgerWorld(access)) {
      world.cap(ORG, 10, Period.MONTHLY, true);
      LeasedLedger ledger = world.lenient(Duration.ofSeconds(60));
      settle(ledger, granted(ledger, "before", DOLLAR / 100), DOLLAR / 100);
      world.execute(
          "UPDATE cap SET updated_at = now(); UPDATE console_state SET caps_version ="
              + " caps_version + 1");
      first.close();
      Reserved flying = granted(ledger, "flying", DOLLAR / 50);
      try (EmbeddedPostgres again = server(folder)) {
        assertThat(again.pid()).isPresent();
        Await.until(() -> world.ask("SELECT count(*) FROM usage").equals("2"));
        assertThat(world.ask("SELECT nanos FROM usage WHERE request_id = 'flying'"))
            .isEqualTo(Long.toString(DOLLAR / 50));
        settle(ledger, flying, 5);
        assertThat(world.balanced().nanos()).isEqualTo(DOLLAR / 100 + 5);
        world.close();
      }
    }
  }

  @Test
  void whenTheGraceIsOverOrThereIsNoneItIsRefused() throws Exception {
    EmbeddedPostgres server = server(TestFolders.fresh());
    try (LedgerWorld world = new LedgerWorld(TestDatabase.fresh(server))) {
      world.cap(ORG, 10, Period.MONTHLY, true);
      LeasedLedger strict = world.ledger();
      LeasedLedger lenient = world.lenient(Duration.ofSeconds(4));
      granted(strict, "a", DOLLAR / 100);
      granted(lenient, "b", DOLLAR / 100);
      server.close();
      assertThat(reserve(strict, "c", 1)).isInstanceOf(Admission.Unavailable.class);
      assertThat(reserve(lenient, "d", 1)).isInstanceOf(Admission.Granted.class);
      Await.until(() -> reserve(lenient, "e", 1) instanceof Admission.Unavailable);
      assertThat(lenient.figures().available()).isFalse();
    }
  }
}
