package dev.muster.store;

import dev.muster.domain.Alerts;
import dev.muster.domain.Cap;
import dev.muster.domain.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Alerts in PostgreSQL, which the ledgers of all replicas record. Thread-safe. */
public final class PostgresAlerts implements Alerts {

  private static final String TAKE =
      """
      WITH mine AS (
        UPDATE alert SET taken_at = clock_timestamp() WHERE id IN (
          SELECT id FROM alert
          WHERE delivered_at IS NULL
            AND (taken_at IS NULL OR taken_at < clock_timestamp() - interval '1 minute')
          ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
        RETURNING id, window_id, percent, spent, at
      )
      SELECT c.id, c.scope_kind, c.scope_id, c.period, c.zone, b.amount, b.hard, b.starts, b.ends,
        m.id, m.percent, m.spent, m.at
      FROM mine m JOIN budget_window b ON b.id = m.window_id JOIN cap c ON c.id = b.cap
      ORDER BY m.id
      """;
  private static final String DELIVERED =
      "UPDATE alert SET delivered_at = clock_timestamp() WHERE id = ANY (?)";

  private final Sql sql;

  /** Over a database whose tables are up to date. */
  public PostgresAlerts(Database database) {
    this.sql = new Sql(database);
  }

  @Override
  public List<Alert> take(int most) {
    return sql.inOne(handle -> handle.select(TAKE, most).map((row, context) -> alert(row)).list());
  }

  private static Alert alert(ResultSet row) throws SQLException {
    Cap cap = PostgresLedger.cap(row);
    Window window =
        new Window(cap.period(), PostgresLedger.instant(row, 8), PostgresLedger.instant(row, 9));
    return new Alert(
        row.getLong(10),
        cap,
        window,
        row.getInt(11),
        row.getLong(12),
        PostgresLedger.instant(row, 13));
  }

  @Override
  public void delivered(List<Alert> alerts) {
    Long[] ids = alerts.stream().map(Alert::id).toArray(Long[]::new);
    sql.inOne(handle -> handle.execute(DELIVERED, (Object) ids));
  }
}
