package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

/** What must hold of the books at any moment. */
final class LedgerBalance {

  /** Windows whose books do not add up, one text each. */
  private static final String WRONG =
      """
      SELECT string_agg(format('window %s of %s: amount %s opening %s leased %s slices %s used %s',
          b.id, b.cap, b.amount, b.opening, b.leased, l.amount, l.used), E'\\n')
      FROM budget_window b LEFT JOIN LATERAL (
        SELECT sum(l.amount) AS amount, sum(l.reserved + l.settled) AS used,
          bool_or(l.reserved + l.settled > l.amount) AS over
        FROM lease l WHERE l.window_id = b.id) l ON true
      WHERE b.hard AND (b.leased <> coalesce(l.amount, 0)
        OR b.opening + b.leased > b.amount OR coalesce(l.over, false))
      """;

  private LedgerBalance() {}

  /** No hard cap is exceeded, no slice overdrawn, and slices add up to what is leased. */
  static void holds(Database database) throws SQLException {
    assertThat(TestDatabase.ask(database, WRONG)).isEqualTo("null");
  }
}
