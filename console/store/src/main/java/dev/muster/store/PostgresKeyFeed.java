package dev.muster.store;

import dev.muster.domain.ApiKey;
import dev.muster.domain.Caller;
import dev.muster.domain.KeyFeed;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.RateLimits;
import dev.muster.domain.RateLimits.Limit;
import dev.muster.domain.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Changes of keys in PostgreSQL, announced by its notices. For one thread. */
public final class PostgresKeyFeed implements KeyFeed {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String LISTEN = "LISTEN muster_changes";
  private static final String STATE = "SELECT version, clock_timestamp() FROM console_state";
  private static final String SINCE =
      "SELECT encode(k.hash, 'hex'), k.organisation, k.workspace, k.member, k.id, k.status,"
          + " k.expires_at, k.all_models, k.models, k.requests, k.input_tokens, k.output_tokens,"
          + " k.concurrent, w.archived_at IS NOT NULL OR m.removed_at IS NOT NULL,"
          + " w.requests, w.input_tokens, w.output_tokens, w.concurrent"
          + " FROM api_key k LEFT JOIN workspace w ON w.id = k.workspace"
          + " LEFT JOIN member m ON m.id = k.member"
          + " WHERE greatest(k.version, coalesce(w.version, 0), coalesce(m.version, 0)) > ?";

  private final Database database;
  private @Nullable Connection connection;

  /** Over a database whose tables are up to date. */
  public PostgresKeyFeed(Database database) {
    this.database = database;
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = database.alone(PATIENCE);
      connection = open;
      try (Statement listen = open.createStatement()) {
        listen.execute(LISTEN);
      }
    }
    return open;
  }

  @Override
  public Changes since(long version) {
    try {
      Connection open = connection();
      // The version first: what changes in between is found again.
      try (PreparedStatement state = open.prepareStatement(STATE);
          PreparedStatement since = open.prepareStatement(SINCE)) {
        since.setLong(1, version);
        try (ResultSet now = state.executeQuery()) {
          now.next();
          long reached = now.getLong(1);
          var time = PostgresLedger.instant(now, 2);
          List<Entry> entries = reached == version ? List.of() : entries(since);
          return new Changes(reached, time, entries);
        }
      }
    } catch (SQLException failed) {
      throw lost(failed);
    }
  }

  private static List<Entry> entries(PreparedStatement since) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (ResultSet row = since.executeQuery()) {
      while (row.next()) {
        entries.add(entry(row));
      }
    }
    return entries;
  }

  private static Entry entry(ResultSet row) throws SQLException {
    Limit key = PostgresDirectory.limit(row, 10);
    row.getLong(15);
    Limit workspace = row.wasNull() ? Limit.NONE : PostgresDirectory.limit(row, 15);
    ModelAccess models = PostgresDirectory.models(row, 8);
    OffsetDateTime expires = row.getObject(7, OffsetDateTime.class);
    boolean active = row.getString(6).equals(ApiKey.Status.ACTIVE.name());
    return new Entry(
        row.getString(1),
        new Caller(
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            models,
            new RateLimits(key, workspace)),
        active && !row.getBoolean(14),
        expires == null ? null : expires.toInstant());
  }

  @Override
  public void await(Duration most) {
    try {
      connection().unwrap(PGConnection.class).getNotifications((int) most.toMillis());
    } catch (SQLException failed) {
      throw lost(failed);
    }
  }

  private StoreException lost(SQLException failed) {
    close();
    return new StoreException(String.valueOf(failed.getMessage()), failed);
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException gone) {
        // It is closed either way.
      }
    }
  }
}
