package dev.muster.store;

import dev.muster.domain.Admission;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.Reserved;
import dev.muster.domain.Secret;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;

/** A replica in a process of its own, under load for ever; to be killed. */
final class ReplicaMain {

  private ReplicaMain() {}

  /** Takes: address, user, password, longest upstream time in ms, silence in ms. */
  public static void main(String[] args) throws Exception {
    Database database = Database.open(new Database.Access(args[0], args[1], new Secret(args[2])));
    LeasedLedger ledger =
        LeasedLedger.start(
            new PostgresLedger(database),
            new LeasedLedger.Options(
                "child",
                Duration.ofMillis(Long.parseLong(args[3])),
                Duration.ofMillis(Long.parseLong(args[4])),
                System.err::println));
    Semaphore flying = new Semaphore(40);
    Random random = new Random(3);
    System.out.println("ready");
    for (int i = 0; ; i++) {
      flying.acquire();
      long bound = 1_000_000L + random.nextInt(9_000_000);
      boolean never = random.nextInt(20) == 0;
      var _ =
          ledger
              .reserve(LedgerWorld.request("child" + i, "key", bound))
              .thenAccept(admission -> {
                if (admission instanceof Admission.Granted(Reserved reserved) && !never) {
                  var _ = LedgerWorld.settling(ledger, reserved, bound / 3);
                }
                flying.release();
              });
    }
  }
}
