package dev.muster.web;

import dev.muster.json.Json;
import java.util.List;

/** What the console does beside serving, on behalf of whoever operates it. Every method blocks. */
public interface Operations {

  /** Version, database and readiness, for {@code muster console doctor} and the like. */
  Json.Obj status();

  /** Every figure, in Prometheus' text format. */
  String metrics();

  /** Checks every sum and every chain of the ledger. */
  Verification verifyLedger();

  /**
   * What a check of the ledger found.
   *
   * @param rows how many rows were read
   * @param nanos what they sum up to, in nano-dollars
   * @param faults what does not balance, in words; empty when all does
   */
  record Verification(long rows, long nanos, List<String> faults) {
    /** The check as it is answered. */
    public Verification {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Writes all that the database holds to a new file on the console's machine.
   *
   * @return what was written
   * @throws IllegalArgumentException when the file exists or cannot be made
   */
  Json.Obj backup(String file);
}
