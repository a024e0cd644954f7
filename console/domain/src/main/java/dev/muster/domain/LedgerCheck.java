package dev.muster.domain;

import java.util.List;

/** Goes over the whole ledger. Blocks, for long where there are many rows. */
public interface LedgerCheck {

  /**
   * Recomputes every chain of hashes, and compares the rows' sums with those of windows and
   * rollups, all as they stand at one moment.
   *
   * @throws StoreException when the store is away
   */
  Report verify();

  /**
   * What was gone over, and what was found wrong.
   *
   * @param nanos the sum of all rows, in nano-dollars
   * @param findings one text for each thing that is wrong; none when the ledger balances
   */
  record Report(long rows, int chains, int windows, long nanos, List<String> findings) {

    /** Whether nothing is wrong. */
    public boolean balances() {
      return findings.isEmpty();
    }
  }
}
