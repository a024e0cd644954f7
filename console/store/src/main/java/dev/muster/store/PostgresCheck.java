package dev.muster.store;

import dev.muster.domain.ChainCheck;
import dev.muster.domain.Cost;
import dev.muster.domain.LedgerCheck;
import dev.muster.domain.RowHash;
import dev.muster.domain.StoreException;
import dev.muster.domain.UsageGroup;
import dev.muster.domain.UsageRow;
import dev.muster.model.Usage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Goes over the ledger in PostgreSQL, as one snapshot. Thread-safe. */
public final class PostgresCheck implements LedgerCheck {

  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int FETCH = 2_000;
  private static final String CHAINS = "SELECT id, chain_seq, chain_hash FROM replica ORDER BY id";
  private static final String ROWS =
      "SELECT u.seq, u.at, u.reservation, u.request_id, u.kind, u.bound, u.nanos, u.counts,"
          + " u.costs, u.why, u.hash, g.* FROM usage u LEFT JOIN usage_group g ON g.id = u.grp"
          + " WHERE u.chain = ? ORDER BY u.seq";
  private static final String STRAY =
      "SELECT format('%s rows stand in chain %s, which no replica has', count(*), chain)"
          + " FROM usage u WHERE NOT EXISTS (SELECT FROM replica r WHERE r.id = u.chain)"
          + " GROUP BY chain";
  private static final String WINDOWS = "SELECT count(*) FROM budget_window";
  private static final String WINDOW_FINDINGS =
      """
      SELECT format('window %s of cap %s: its rows sum to %s, its books say %s settled; '
          'reservations %s, set aside %s; slices %s, leased %s',
          b.id, b.cap, r.nanos, b.opening + l.settled, h.bound, l.reserved, l.amount, b.leased)
      FROM budget_window b JOIN cap c ON c.id = b.cap
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(u.nanos), 0) AS nanos FROM usage u
        WHERE u.at >= b.starts AND u.at < least(b.ends, coalesce(c.removed_at, 'infinity'))
          AND u.grp IN (SELECT scope_groups(c.scope_kind, c.scope_id))) r
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(l.settled), 0) AS settled, coalesce(sum(l.reserved), 0) AS reserved,
          coalesce(sum(l.amount), 0) AS amount
        FROM lease l WHERE l.window_id = b.id) l
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(v.bound), 0) AS bound FROM reservation v
        WHERE b.id = ANY (v.windows)) h
      WHERE r.nanos <> b.opening + l.settled OR h.bound <> l.reserved
        OR (b.hard AND l.amount <> b.leased)
      """;
  private static final String ROLLUP_FINDINGS =
      """
      SELECT format('the %s sums of group %s in chain %s do not agree with the rows', w, grp, chain)
      FROM (
        SELECT 'hourly' AS w, r.grp, r.chain FROM (
          SELECT date_trunc('hour', at, 'UTC') AS bucket, grp, chain,
            count(*) FILTER (WHERE kind < 3) AS requests, sum(nanos) AS nanos,
            sum(counts[1]) AS input, sum(counts[2]) AS output
          FROM usage GROUP BY 1, 2, 3) r
        FULL JOIN usage_hour u USING (bucket, grp, chain)
        WHERE (r.requests, r.nanos, r.input, r.output)
          IS DISTINCT FROM (u.requests, u.nanos, u.input, u.output)
        UNION
        SELECT 'daily', grp, chain FROM (
          SELECT date_trunc('day', bucket, 'UTC') AS bucket, grp, chain, sum(requests) AS requests,
            sum(nanos) AS nanos, sum(input) AS input, sum(output) AS output
          FROM usage_hour GROUP BY 1, 2, 3) r
        FULL JOIN usage_day u USING (bucket, grp, chain)
        WHERE (r.requests, r.nanos, r.input, r.output)
          IS DISTINCT FROM (u.requests, u.nanos, u.input, u.output)) x
      LIMIT 100
      """;

  private final Database database;

  /** Over a database whose tables are up to date. */
  public PostgresCheck(Database database) {
    this.database = database;
  }

  @Override
  public Report verify() {
    try (Connection connection = database.alone(PATIENCE)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      Report report = verify(connection);
      connection.rollback();
      return report;
    } catch (SQLException failed) {
      throw new StoreException(String.valueOf(failed.getMessage()), failed);
    }
  }

  private static Report verify(Connection connection) throws SQLException {
    ChainCheck check = new ChainCheck();
    chains(connection, check);
    List<String> findings = new ArrayList<>(check.findings());
    findings.addAll(texts(connection, STRAY));
    findings.addAll(texts(connection, WINDOW_FINDINGS));
    findings.addAll(texts(connection, ROLLUP_FINDINGS));
    int windows = Integer.parseInt(texts(connection, WINDOWS).getFirst());
    return new Report(check.rows(), check.chains(), windows, check.nanos(), findings);
  }

  private static void chains(Connection connection, ChainCheck check) throws SQLException {
    record Head(int chain, long place, RowHash hash) {}
    List<Head> heads = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(CHAINS);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        heads.add(new Head(row.getInt(1), row.getLong(2), new RowHash(row.getBytes(3))));
      }
    }
    for (Head head : heads) {
      check.begin(head.chain());
      try (PreparedStatement query = connection.prepareStatement(ROWS)) {
        query.setFetchSize(FETCH);
        query.setInt(1, head.chain());
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            check.row(row.getLong(1), row(row), hash(row.getBytes(11)));
          }
        }
      }
      check.end(head.place(), head.hash());
    }
  }

  private static RowHash hash(byte[] bytes) {
    return bytes.length == RowHash.BYTES ? new RowHash(bytes) : RowHash.START;
  }

  private static UsageRow row(ResultSet row) throws SQLException {
    Long[] counts = (Long[]) row.getArray(8).getArray();
    Long[] costs = (Long[]) row.getArray(9).getArray();
    boolean grouped = row.getString("organisation") != null;
    return new UsageRow(
        row.getLong(3),
        PostgresLedger.instant(row, 2),
        row.getString(4),
        grouped ? PostgresLedger.group(row) : NONE,
        UsageRow.Kind.of(row.getInt(5)),
        row.getLong(6),
        row.getLong(7),
        new Usage(
            counts[0], counts[1], counts[3], counts[4], counts[2], counts[5], counts[6], null,
            null),
        new Cost(costs[0], costs[1], costs[2], costs[3], costs[4], costs[5], costs[6]),
        row.getString(10));
  }

  private static final UsageGroup NONE = new UsageGroup("", "", "", "", "", "", "", "", "", "");

  private static List<String> texts(Connection connection, String text) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(text);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }
}
