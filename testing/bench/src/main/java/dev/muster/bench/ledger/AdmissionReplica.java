package dev.muster.bench.ledger;

import dev.muster.domain.Admission;
import dev.muster.domain.Caller;
import dev.muster.domain.Charge;
import dev.muster.domain.Cost;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Reserved;
import dev.muster.domain.Secret;
import dev.muster.domain.SpendRequest;
import dev.muster.model.Usage;
import dev.muster.store.Database;
import dev.muster.store.PostgresLedger;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One process of {@link AdmissionFigures}: keeps a number of requests under way, each reserved and
 * then settled at a fifth of its bound, and prints how many came through.
 */
public final class AdmissionReplica {

  static final long BOUND = 50_000_000;
  private static final int SAMPLES = 1 << 20;

  private final LeasedLedger ledger;
  private final String organisation;
  private final String workspace;
  private final Semaphore under;
  private final AtomicLong settled = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unavailable = new AtomicLong();
  private final long[] latencies = new long[SAMPLES];
  private final AtomicLong sampled = new AtomicLong();

  private AdmissionReplica(
      LeasedLedger ledger, int underWay, String organisation, String workspace) {
    this.ledger = ledger;
    this.under = new Semaphore(underWay);
    this.organisation = organisation;
    this.workspace = workspace;
  }

  private void reset() {
    settled.set(0);
    sampled.set(0);
  }

  /** Takes: address, user, password, seconds, requests under way, name, organisation, workspace. */
  public static void main(String[] args) throws Exception {
    int underWay = Integer.parseInt(args[4]);
    Duration length = Duration.ofSeconds(Long.parseLong(args[3]));
    Database.Access access = new Database.Access(args[0], args[1], new Secret(args[2]));
    LeasedLedger.Options options = LeasedLedger.Options.named(args[5], System.err::println);
    try (Database database = Database.open(access);
        LeasedLedger ledger = LeasedLedger.start(new PostgresLedger(database), options)) {
      AdmissionReplica replica = new AdmissionReplica(ledger, underWay, args[6], args[7]);
      // Warm-up does not count.
      replica.run(length.dividedBy(3), args[5] + "w", underWay);
      replica.reset();
      replica.run(length, args[5], underWay);
      replica.print(length);
    }
  }

  private void run(Duration length, String name, int underWay) throws InterruptedException {
    long end = System.nanoTime() + length.toNanos();
    for (long n = 0; System.nanoTime() < end; n++) {
      under.acquire();
      one(name, n);
    }
    under.acquire(underWay);
    under.release(underWay);
  }

  private void one(String name, long n) {
    Caller caller =
        new Caller(
            organisation,
            workspace,
            null,
            "key" + n % 8,
            ModelAccess.everything(),
            RateLimits.NONE);
    long began = System.nanoTime();
    SpendRequest request =
        new SpendRequest(
            "req_" + name + "_" + n, caller, "model-" + n % 3, "anthropic", BOUND, "4,000 tokens");
    var _ =
        ledger
            .reserve(request)
            .thenAccept(admission -> {
              note(System.nanoTime() - began);
              switch (admission) {
                case Admission.Granted(Reserved reserved) -> settle(reserved);
                case Admission.Refused no -> {
                  refused.incrementAndGet();
                  under.release();
                }
                case Admission.Unavailable away -> {
                  unavailable.incrementAndGet();
                  under.release();
                }
              }
            });
  }

  private void settle(Reserved reserved) {
    Cost cost = new Cost(2_000_000, 7_000_000, 1_000_000, 0, 0, 0, 0);
    Charge charge =
        new Charge.Exact(Usage.tokens(1_000, 700), cost, "1000 in at 2000, 700 out at 10000");
    var _ =
        ledger
            .settle(reserved, charge)
            .thenAccept(done -> {
              settled.incrementAndGet();
              under.release();
            });
  }

  private void note(long nanos) {
    latencies[(int) (sampled.getAndIncrement() % SAMPLES)] = nanos;
  }

  private void print(Duration length) {
    long[] sorted = Arrays.copyOf(latencies, (int) Math.min(SAMPLES, sampled.get()));
    Arrays.sort(sorted);
    System.out.printf(
        "%d %d %d %.0f %.3f %.3f %d%n",
        settled.get(),
        refused.get(),
        unavailable.get(),
        settled.get() / (double) length.toSeconds(),
        sorted.length == 0 ? 0 : sorted[sorted.length / 2] / 1e6,
        sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)] / 1e6,
        ledger.figures().turns());
  }
}
