package dev.muster.store;

import dev.muster.domain.Cap;
import dev.muster.domain.Caps;
import dev.muster.domain.Scope;
import dev.muster.domain.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Caps in PostgreSQL. Thread-safe. */
public final class PostgresCaps implements Caps {

  private static final String COLUMNS = "id, scope_kind, scope_id, period, zone, amount, hard";
  private static final String ONE =
      "SELECT " + COLUMNS + " FROM cap WHERE id = ? AND removed_at IS NULL";
  private static final String ALL =
      "SELECT "
          + COLUMNS
          + " FROM cap WHERE organisation = ? AND removed_at IS NULL ORDER BY created_at, id";
  private static final String SET = "SELECT cap_set(?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String REMOVE = "SELECT cap_remove(?)";
  private static final String ZONE = "SELECT EXISTS (SELECT FROM pg_timezone_names WHERE name = ?)";
  private static final String EXISTS =
      "SELECT EXISTS (SELECT FROM organisation WHERE id = :org AND :kind = 'organization'"
          + " AND id = :id)"
          + " OR EXISTS (SELECT FROM workspace WHERE organisation = :org AND :kind = 'workspace'"
          + " AND id = :id)"
          + " OR EXISTS (SELECT FROM member WHERE organisation = :org AND :kind = 'user'"
          + " AND id = :id)"
          + " OR EXISTS (SELECT FROM api_key WHERE organisation = :org AND :kind = 'api_key'"
          + " AND id = :id)";
  private static final String STANDINGS =
      "SELECT c.id, c.scope_kind, c.scope_id, c.period, c.zone, c.amount, c.hard, w.starts, w.ends,"
          + " coalesce(b.opening, 0) + coalesce(l.settled, 0), coalesce(l.reserved, 0),"
          + " c.created_at, c.updated_at"
          + " FROM cap c CROSS JOIN LATERAL window_bounds(c.period, c.zone, clock_timestamp()) w"
          + " LEFT JOIN budget_window b ON b.cap = c.id AND b.starts = w.starts"
          + " LEFT JOIN LATERAL (SELECT sum(l.settled)::bigint AS settled,"
          + " sum(l.reserved)::bigint AS reserved FROM lease l WHERE l.window_id = b.id) l ON true"
          + " WHERE c.organisation = ? AND c.removed_at IS NULL ORDER BY c.created_at, c.id";

  private final Sql sql;

  /** Over a database whose tables are up to date. */
  public PostgresCaps(Database database) {
    this.sql = new Sql(database);
  }

  @Override
  public Cap set(String organisation, Wanted wanted) {
    String zone = wanted.zone().getId();
    return sql.inOne(handle -> {
      Scope scope = wanted.scope();
      boolean exists =
          handle
              .createQuery(EXISTS)
              .bind("org", organisation)
              .bind("kind", scope.kind())
              .bind("id", scope.id())
              .mapTo(Boolean.class)
              .one();
      if (!exists) {
        throw new IllegalArgumentException(
            "there is no " + scope.kind() + " " + scope.id() + " in " + organisation);
      }
      if (!handle.select(ZONE, zone).mapTo(Boolean.class).one()) {
        throw new IllegalArgumentException(
            "the database knows no time zone \"" + zone + "\"; name one like Europe/Berlin or UTC");
      }
      String id =
          handle
              .select(
                  SET,
                  Ids.fresh("spl_"),
                  organisation,
                  scope.kind(),
                  scope.id(),
                  wanted.period().word(),
                  zone,
                  wanted.amountNanos(),
                  wanted.hard())
              .mapTo(String.class)
              .one();
      return one(handle, id).orElseThrow();
    });
  }

  @Override
  public boolean remove(String id) {
    return sql.inOne(handle -> handle.select(REMOVE, id).mapTo(Boolean.class).one());
  }

  @Override
  public Optional<Cap> cap(String id) {
    return sql.with(handle -> one(handle, id));
  }

  private static Optional<Cap> one(Handle handle, String id) {
    return handle.select(ONE, id).map((row, context) -> PostgresLedger.cap(row)).findOne();
  }

  @Override
  public List<Cap> all(String organisation) {
    return sql.with(handle ->
        handle.select(ALL, organisation).map((row, context) -> PostgresLedger.cap(row)).list());
  }

  @Override
  public List<Standing> standings(String organisation) {
    return sql.with(handle ->
        handle.select(STANDINGS, organisation).map((row, context) -> standing(row)).list());
  }

  private static Standing standing(ResultSet row) throws SQLException {
    Cap cap = PostgresLedger.cap(row);
    Instant starts = PostgresLedger.instant(row, 8);
    OffsetDateTime updated = row.getObject(13, OffsetDateTime.class);
    return new Standing(
        cap,
        new Window(cap.period(), starts, PostgresLedger.instant(row, 9)),
        row.getLong(10),
        row.getLong(11),
        PostgresLedger.instant(row, 12),
        updated == null ? null : updated.toInstant());
  }
}
