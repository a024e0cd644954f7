package dev.muster.store;

import static dev.muster.store.LedgerWorld.get;
import static dev.muster.store.LedgerWorld.request;
import static dev.muster.store.LedgerWorld.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.Admission;
import dev.muster.domain.Caps;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.Period;
import dev.muster.domain.Reserved;
import dev.muster.domain.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of reservations, settlements, releases, ended runs and changed caps over several
 * ledgers, each step compared with a model of a few lines: a request is granted if and only if
 * every hard cap has room for it.
 */
@Timeout(180)
class LedgerModelTest {

  private static final int STEPS = 400;
  private static final List<String> KEYS = List.of("key", "key2");

  /** A reservation in flight and the ledger that made it. */
  private record Flight(LeasedLedger ledger, Reserved reserved, String key) {}

  /** What is spent and set aside, by scope's id. */
  private final Map<String, Long> used = new HashMap<>();

  private final Map<String, Long> capOf = new HashMap<>();
  private final List<Flight> flights = new ArrayList<>();

  private boolean fits(String key, long bound) {
    for (String scope : List.of("org", "team", key)) {
      Long cap = capOf.get(scope);
      if (cap != null && bound > 0 && used.getOrDefault(scope, 0L) + bound > cap) {
        return false;
      }
    }
    return true;
  }

  private void use(String key, long delta) {
    for (String scope : List.of("org", "team", key)) {
      used.merge(scope, delta, Long::sum);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithTheModel(long seed) throws Exception {
    Random random = new Random(seed);
    try (LedgerWorld world = LedgerWorld.fresh()) {
      world.execute(
          "INSERT INTO api_key SELECT 'key2', organisation, workspace, member, name, 'x', hint,"
              + " status, created_at, expires_at, all_models, models, requests, input_tokens,"
              + " output_tokens, concurrent, version FROM api_key");
      List<LeasedLedger> ledgers = List.of(world.ledger(), world.ledger(), world.ledger());
      for (int step = 0; step < STEPS; step++) {
        LeasedLedger ledger = ledgers.get(random.nextInt(ledgers.size()));
        int kind = random.nextInt(100);
        if (kind < 55) {
          reserve(ledger, step, random);
        } else if (kind < 94) {
          end(random);
        } else if (kind < 97) {
          world.execute("SELECT replica_end(id, '0') FROM replica WHERE dead_at IS NULL");
        } else {
          cap(world, random);
        }
        if (step % 40 == 0) {
          LedgerBalanceUnlessLowered.check(world, capOf, used);
        }
      }
      while (!flights.isEmpty()) {
        end(random);
      }
      long spent = new PostgresCheck(world.database).verify().nanos();
      assertThat(new PostgresCheck(world.database).verify().findings()).isEmpty();
      assertThat(spent).isEqualTo(used.getOrDefault("org", 0L));
    }
  }

  private void reserve(LeasedLedger ledger, int step, Random random) throws Exception {
    String key = KEYS.get(random.nextInt(KEYS.size()));
    long bound = random.nextInt(20) == 0 ? 0 : random.nextLong(400);
    Admission admission =
        get(ledger.reserve(request("s" + step, key, bound)).toCompletableFuture());
    boolean fits = fits(key, bound);
    switch (admission) {
      case Admission.Granted(Reserved reserved) -> {
        assertThat(fits).as("step %s: %s of %s was granted", step, bound, used).isTrue();
        flights.add(new Flight(ledger, reserved, key));
        use(key, bound);
      }
      case Admission.Refused refused ->
          assertThat(fits).as("step %s: %s of %s: %s", step, bound, used, refused).isFalse();
      case Admission.Unavailable(String why) -> throw new AssertionError(why);
    }
  }

  private void end(Random random) throws Exception {
    if (flights.isEmpty()) {
      return;
    }
    Flight flight = flights.remove(random.nextInt(flights.size()));
    long bound = flight.reserved().request().boundNanos();
    if (random.nextInt(4) == 0) {
      get(flight.ledger().release(flight.reserved(), "test").toCompletableFuture());
      use(flight.key(), -bound);
    } else {
      long nanos = bound == 0 ? 0 : random.nextLong(bound + 1);
      settle(flight.ledger(), flight.reserved(), nanos);
      use(flight.key(), nanos - bound);
    }
  }

  private void cap(LedgerWorld world, Random random) {
    List<Scope> scopes =
        List.of(
            new Scope.Organisation("org"),
            new Scope.Workspace("team"),
            new Scope.Key("key"),
            new Scope.Key("key2"));
    Scope scope = scopes.get(random.nextInt(scopes.size()));
    long amount = used.getOrDefault(scope.id(), 0L) + random.nextLong(3_000) - 200;
    long sound = Math.max(0, amount);
    world.caps.set("org", new Caps.Wanted(scope, sound, Period.MONTHLY, LedgerWorld.UTC, true));
    capOf.put(scope.id(), sound);
  }

  /** The balance of windows, when no cap was lowered below what was spent. */
  private static final class LedgerBalanceUnlessLowered {
    static void check(LedgerWorld world, Map<String, Long> capOf, Map<String, Long> used)
        throws Exception {
      boolean lowered =
          capOf.entrySet().stream()
              .anyMatch(cap -> used.getOrDefault(cap.getKey(), 0L) > cap.getValue());
      if (!lowered) {
        LedgerBalance.holds(world.database);
      }
    }
  }
}
