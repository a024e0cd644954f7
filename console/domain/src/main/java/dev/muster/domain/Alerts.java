package dev.muster.domain;

import java.time.Instant;
import java.util.List;

/**
 * Notices that a cap's spending has passed a share of it: one for each share, once a window, over
 * all replicas. Every method blocks; throws {@link StoreException} when the store is away.
 */
public interface Alerts {

  /** The shares of a cap at which a notice is due, in percent. */
  List<Integer> SHARES = List.of(50, 75, 90, 100);

  /**
   * Takes notices that are due, to deliver them: for a minute no other replica is given them.
   *
   * @param most how many at most
   */
  List<Alert> take(int most);

  /** Marks notices as delivered, so that nobody is given them again. */
  void delivered(List<Alert> alerts);

  /**
   * One notice.
   *
   * @param percent the share that was reached; 100 also when a request was refused
   * @param spentNanos what was booked when it was noticed
   */
  record Alert(long id, Cap cap, Window window, int percent, long spentNanos, Instant at) {}
}
