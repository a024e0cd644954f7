package dev.muster.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows the rows of chains in order and notes where a hash, a number or a sum is not what it must
 * be. For one thread.
 */
public final class ChainCheck {

  private static final int MOST = 100;

  private final List<String> findings = new ArrayList<>();
  private int chain;
  private int chains;
  private long place;
  private long rows;
  private long nanos;
  private RowHash last = RowHash.START;

  /** Begins a chain. */
  public void begin(int number) {
    chain = number;
    chains++;
    place = 0;
    last = RowHash.START;
  }

  /** The chain's next row, as the store holds it. */
  public void row(long at, UsageRow row, RowHash hash) {
    rows++;
    nanos = Math.addExact(nanos, row.nanos());
    if (at != place + 1) {
      find("after row " + place + " comes row " + at);
    }
    if (row.cost().total() != row.nanos()) {
      find("the parts of row " + at + " are not its sum");
    }
    if (!row.hash(last, chain, at).equals(hash)) {
      find("row " + at + " (request " + row.requestId() + ") is not what was hashed");
    }
    place = at;
    last = hash;
  }

  /** The chain's end, as the store remembers it. */
  public void end(long expected, RowHash hash) {
    if (place != expected) {
      find("it should end with row " + expected + ", and ends with row " + place);
    } else if (!last.equals(hash)) {
      find("its last hash is not the one that was remembered");
    }
  }

  private void find(String what) {
    if (findings.size() < MOST) {
      findings.add("chain " + chain + ": " + what);
    }
  }

  /** What was wrong so far; at most a hundred. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** How many chains were begun. */
  public int chains() {
    return chains;
  }

  /** How many rows there were. */
  public long rows() {
    return rows;
  }

  /** The sum of all rows. */
  public long nanos() {
    return nanos;
  }
}
