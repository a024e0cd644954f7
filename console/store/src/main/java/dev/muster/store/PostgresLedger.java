package dev.muster.store;

import dev.muster.domain.Cap;
import dev.muster.domain.LedgerStore;
import dev.muster.domain.Period;
import dev.muster.domain.RowHash;
import dev.muster.domain.Scope;
import dev.muster.domain.StoreException;
import dev.muster.domain.UsageGroup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ledger's books in PostgreSQL. Thread-safe. */
public final class PostgresLedger implements LedgerStore {

  private static final String JOIN =
      "INSERT INTO replica (name, firm) VALUES (?, ?)"
          + " RETURNING id, false, chain_seq, chain_hash";
  private static final String RESUME =
      "SELECT id, dead_at IS NOT NULL, chain_seq, chain_hash FROM replica WHERE id = ?";
  private static final String HEARTBEAT =
      "UPDATE replica SET heartbeat_at = clock_timestamp() WHERE id = ? AND dead_at IS NULL";
  private static final String END = "SELECT replica_end(?, make_interval(secs => ?))";
  private static final String SILENT =
      "SELECT id FROM replica WHERE dead_at IS NULL"
          + " AND heartbeat_at <= clock_timestamp() - make_interval(secs => ?)";
  private static final String CAPS_VERSION = "SELECT caps_version FROM console_state";
  private static final String CAPS =
      "SELECT id, scope_kind, scope_id, period, zone, amount, hard FROM cap"
          + " WHERE removed_at IS NULL ORDER BY created_at, id";
  private static final String ADD_GROUP =
      "INSERT INTO usage_group (organisation, workspace, member, api_key, model, upstream, speed,"
          + " service_tier, inference_geo, context_window) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT DO NOTHING";
  private static final String FIND_GROUP =
      "SELECT id FROM usage_group WHERE (organisation, workspace, member, api_key, model, upstream,"
          + " speed, service_tier, inference_geo, context_window) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String LEASE = "SELECT * FROM ledger_lease(?, ?, ?, ?, ?)";
  private static final String BOOKED =
      "SELECT count(*), coalesce(max(chain), 0), coalesce(sum(nanos), 0)::bigint FROM usage"
          + " WHERE at = ? AND reservation = ?";
  private static final String OVERDUE =
      "SELECT r.id, r.replica, r.at, r.bound, r.request_id, r.bound_why, g.* FROM reservation r"
          + " JOIN usage_group g ON g.id = r.grp"
          + " WHERE r.at <= clock_timestamp() - make_interval(secs => ?) ORDER BY r.at LIMIT ?";
  private static final String TEND = "SELECT usage_months(), alerts_due()";

  private final Database database;
  private final LedgerWrites writes;

  private final boolean firm;

  /** Over a database whose tables are up to date. */
  public PostgresLedger(Database database) {
    this(database, false);
  }

  /**
   * The same, for a replica that may spend from its leases while the database is away.
   *
   * @param firm whether others leave its leases alone while it lives
   */
  public PostgresLedger(Database database, boolean firm) {
    this.database = database;
    this.firm = firm;
    this.writes = new LedgerWrites();
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    try (Connection connection = database.pool().getConnection()) {
      return work.on(connection);
    } catch (SQLException failed) {
      throw new StoreException(String.valueOf(failed.getMessage()), failed);
    }
  }

  @Override
  public Joined join(String name) {
    tend();
    return with(connection -> {
      try (PreparedStatement query = connection.prepareStatement(JOIN)) {
        query.setString(1, name);
        query.setBoolean(2, firm);
        return joined(query);
      }
    });
  }

  @Override
  public Joined resume(int replica) {
    return with(connection -> {
      try (PreparedStatement query = connection.prepareStatement(RESUME)) {
        query.setInt(1, replica);
        return joined(query);
      }
    });
  }

  private static Joined joined(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      if (!row.next()) {
        return new Joined(0, true, 0, RowHash.START);
      }
      return new Joined(
          row.getInt(1), row.getBoolean(2), row.getLong(3), new RowHash(row.getBytes(4)));
    }
  }

  @Override
  public boolean heartbeat(int replica) {
    return with(connection -> {
      try (PreparedStatement update = connection.prepareStatement(HEARTBEAT)) {
        update.setInt(1, replica);
        return update.executeUpdate() > 0;
      }
    });
  }

  @Override
  public void leave(int replica) {
    with(connection -> end(connection, replica, Duration.ZERO));
  }

  @Override
  public int endSilent(Duration silent) {
    return with(connection -> {
      List<Integer> found = new ArrayList<>();
      try (PreparedStatement query = connection.prepareStatement(SILENT)) {
        query.setDouble(1, seconds(silent));
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            found.add(row.getInt(1));
          }
        }
      }
      int ended = 0;
      for (int replica : found) {
        ended += end(connection, replica, silent) ? 1 : 0;
      }
      return ended;
    });
  }

  private static boolean end(Connection connection, int replica, Duration silent)
      throws SQLException {
    try (PreparedStatement call = connection.prepareStatement(END)) {
      call.setInt(1, replica);
      call.setDouble(2, seconds(silent));
      try (ResultSet row = call.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  @Override
  public CapTable caps() {
    return with(connection -> {
      // The version first: caps that changed since then are found out by the next write.
      long version;
      try (PreparedStatement query = connection.prepareStatement(CAPS_VERSION);
          ResultSet row = query.executeQuery()) {
        row.next();
        version = row.getLong(1);
      }
      List<Cap> caps = new ArrayList<>();
      try (PreparedStatement query = connection.prepareStatement(CAPS);
          ResultSet row = query.executeQuery()) {
        while (row.next()) {
          caps.add(cap(row));
        }
      }
      return new CapTable(version, caps);
    });
  }

  /** The cap of a row whose columns begin like those of {@link #CAPS}. */
  static Cap cap(ResultSet row) throws SQLException {
    return new Cap(
        row.getString(1),
        Scope.of(row.getString(2), row.getString(3)),
        row.getLong(6),
        Period.of(row.getString(4)),
        ZoneId.of(row.getString(5)),
        row.getBoolean(7));
  }

  @Override
  public Map<UsageGroup, Integer> groups(Set<UsageGroup> groups) {
    return with(connection -> {
      Map<UsageGroup, Integer> numbers = new HashMap<>();
      for (UsageGroup group : groups) {
        try (PreparedStatement add = connection.prepareStatement(ADD_GROUP)) {
          bind(add, group);
          add.executeUpdate();
        }
        try (PreparedStatement find = connection.prepareStatement(FIND_GROUP)) {
          bind(find, group);
          try (ResultSet row = find.executeQuery()) {
            row.next();
            numbers.put(group, row.getInt(1));
          }
        }
      }
      return numbers;
    });
  }

  private static void bind(PreparedStatement statement, UsageGroup group) throws SQLException {
    statement.setString(1, group.organisation());
    statement.setString(2, group.workspace());
    statement.setString(3, group.member());
    statement.setString(4, group.key());
    statement.setString(5, group.model());
    statement.setString(6, group.upstream());
    statement.setString(7, group.speed());
    statement.setString(8, group.serviceTier());
    statement.setString(9, group.inferenceGeo());
    statement.setString(10, group.contextWindow());
  }

  /** The group of a row with the columns of the groups' table. */
  static UsageGroup group(ResultSet row) throws SQLException {
    return new UsageGroup(
        row.getString("organisation"),
        row.getString("workspace"),
        row.getString("member"),
        row.getString("api_key"),
        row.getString("model"),
        row.getString("upstream"),
        row.getString("speed"),
        row.getString("service_tier"),
        row.getString("inference_geo"),
        row.getString("context_window"));
  }

  @Override
  public Leased lease(int replica, long capsVersion, List<Need> needs) {
    return with(connection -> {
      try (PreparedStatement call = connection.prepareStatement(LEASE)) {
        call.setInt(1, replica);
        call.setLong(2, capsVersion);
        call.setArray(3, connection.createArrayOf("text", needs.stream().map(Need::cap).toArray()));
        call.setObject(4, needs.stream().mapToLong(Need::need).toArray());
        call.setObject(5, needs.stream().mapToLong(Need::want).toArray());
        try (ResultSet row = call.executeQuery()) {
          return leased(row);
        }
      }
    });
  }

  private static Leased leased(ResultSet row) throws SQLException {
    List<Lease> leases = new ArrayList<>();
    while (row.next()) {
      String fault = row.getString(8);
      if (fault != null) {
        return new Leased(LedgerWrites.fault(fault), List.of());
      }
      leases.add(
          new Lease(
              row.getString(1),
              row.getLong(2),
              instant(row, 3),
              instant(row, 4),
              row.getLong(5),
              row.getLong(6),
              row.getLong(7)));
    }
    return new Leased(Fault.NONE, leases);
  }

  /** A time that is not null. */
  static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A time as the driver takes it. */
  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  @Override
  public Written write(int replica, Settling settling, Granting granting) {
    return with(connection -> writes.write(connection, replica, settling, granting));
  }

  @Override
  public Booked booked(long reservation, Instant at) {
    return with(connection -> {
      try (PreparedStatement query = connection.prepareStatement(BOOKED)) {
        query.setObject(1, time(at));
        query.setLong(2, reservation);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return new Booked(row.getInt(1), row.getInt(2), row.getLong(3));
        }
      }
    });
  }

  @Override
  public Fault correct(int replica, long place, Booking booking) {
    return with(connection -> writes.correct(connection, replica, place, booking));
  }

  @Override
  public List<Overdue> overdue(Duration age, int most) {
    return with(connection -> {
      try (PreparedStatement query = connection.prepareStatement(OVERDUE)) {
        query.setDouble(1, seconds(age));
        query.setInt(2, most);
        List<Overdue> found = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            found.add(
                new Overdue(
                    row.getLong(1),
                    row.getInt(2),
                    instant(row, 3),
                    row.getLong(4),
                    group(row),
                    row.getString(5),
                    row.getString(6)));
          }
        }
        return found;
      }
    });
  }

  @Override
  public void tend() {
    with(connection -> {
      try (PreparedStatement call = connection.prepareStatement(TEND)) {
        return call.execute();
      }
    });
  }
}
