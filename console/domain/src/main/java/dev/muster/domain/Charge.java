package dev.muster.domain;

import dev.muster.model.Usage;

/** What a forwarded request is charged: at most {@link #MOST}, and never less than nothing. */
public sealed interface Charge {

  /** The most that one request can be charged or bounded by: a million dollars. */
  long MOST = 1_000_000_000_000_000L;

  /** The tokens that the provider reported. */
  Usage usage();

  /** What they cost. */
  Cost cost();

  /** How the number came about: rates, tier, tokens, or the bound. */
  String why();

  /** What is charged in all, in nano-dollars. */
  default long nanos() {
    return cost().total();
  }

  /** The provider said what was used. */
  record Exact(Usage usage, Cost cost, String why) implements Charge {
    public Exact {
      checked(cost);
      why = StoredText.of(why);
    }

    /** An amount that is not told apart. */
    public Exact(Usage usage, long nanos, String why) {
      this(usage, Cost.whole(nanos), why);
    }
  }

  /**
   * The stream broke off, so that more was used than was seen; charged by a stated conservative
   * bound.
   */
  record AtLeast(Usage usage, Cost cost, String why) implements Charge {
    public AtLeast {
      checked(cost);
      why = StoredText.of(why);
    }

    /** An amount that is not told apart. */
    public AtLeast(Usage seen, long nanos, String why) {
      this(seen, Cost.whole(nanos), why);
    }
  }

  private static void checked(Cost cost) {
    if (cost.input() < 0
        || cost.output() < 0
        || cost.cacheRead() < 0
        || cost.cacheWrite5m() < 0
        || cost.cacheWrite1h() < 0
        || cost.webSearch() < 0
        || cost.other() < 0) {
      throw new IllegalArgumentException("a charge cannot be negative");
    }
    if (cost.total() > MOST) {
      throw new IllegalArgumentException("a charge of more than a million dollars");
    }
  }
}
