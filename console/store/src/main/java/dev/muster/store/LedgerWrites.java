package dev.muster.store;

import dev.muster.domain.LedgerStore.Booking;
import dev.muster.domain.LedgerStore.End;
import dev.muster.domain.LedgerStore.Fault;
import dev.muster.domain.LedgerStore.Grant;
import dev.muster.domain.LedgerStore.Granting;
import dev.muster.domain.LedgerStore.Settling;
import dev.muster.domain.LedgerStore.Written;
import dev.muster.domain.UsageRow;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * The writes of the hot path: each is one statement with arrays, so that hundreds of reservations
 * and usage rows are one journey to the database and one transaction.
 */
final class LedgerWrites {

  private static final String SETTLE =
      "SELECT r_fault, r_missing FROM ledger_settle(?, ?, ?, ?, ?,"
          + " ARRAY(SELECT timestamptz 'epoch' + m * interval '1 microsecond' FROM unnest(?) m),"
          + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ARRAY(SELECT timestamptz 'epoch' + h * interval '1 hour' FROM unnest(?) h), ?, ?)";
  private static final String GRANT =
      "SELECT r_fault, r_at FROM ledger_grant(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String BOTH = SETTLE + "; " + GRANT;
  private static final String CORRECT =
      "SELECT ledger_correct(?, ?, timestamptz 'epoch' + ? * interval '1 microsecond', ?, ?, ?, ?,"
          + " ?, ?, ?, ?, ?, ?)";

  /** Settles, then grants, in one transaction. */
  Written write(Connection connection, int replica, Settling settling, Granting granting)
      throws SQLException {
    boolean settles = !settling.ends().isEmpty();
    boolean grants = !granting.grants().isEmpty();
    String text = settles && grants ? BOTH : settles ? SETTLE : GRANT;
    try (PreparedStatement call = connection.prepareStatement(text)) {
      Parameters parameters = new Parameters(connection, call);
      if (settles) {
        settling(parameters, replica, settling);
      }
      if (grants) {
        granting(parameters, replica, granting);
      }
      call.execute();
      Written written = new Written(Fault.NONE, List.of(), Fault.NONE, Instant.EPOCH);
      if (settles) {
        written = settled(call);
      }
      if (settles && grants) {
        call.getMoreResults();
      }
      return grants ? granted(call, written) : written;
    }
  }

  private static Written settled(PreparedStatement call) throws SQLException {
    try (ResultSet row = call.getResultSet()) {
      row.next();
      Array missing = row.getArray(2);
      List<Long> ids = missing == null ? List.of() : List.of((Long[]) missing.getArray());
      return new Written(fault(row.getString(1)), ids, Fault.NONE, Instant.EPOCH);
    }
  }

  private static Written granted(PreparedStatement call, Written before) throws SQLException {
    try (ResultSet row = call.getResultSet()) {
      row.next();
      Fault fault = fault(row.getString(1));
      Instant at = fault == Fault.NONE ? PostgresLedger.instant(row, 2) : Instant.EPOCH;
      return new Written(before.settled(), before.missing(), fault, at);
    }
  }

  /** The fault with that word in the database's functions. */
  static Fault fault(String word) {
    return switch (word) {
      case "ok" -> Fault.NONE;
      case "caps" -> Fault.CAPS;
      case "dead" -> Fault.DEAD;
      case "window" -> Fault.WINDOW;
      case "short" -> Fault.SHORT;
      case "chain" -> Fault.CHAIN;
      case "missing" -> Fault.MISSING;
      default -> throw new IllegalStateException("no fault " + word);
    };
  }

  private static void settling(Parameters to, int replica, Settling settling) throws SQLException {
    List<End> ends = settling.ends();
    List<Booking> rows = settling.rows();
    to.add(replica);
    to.add(settling.also().stream().mapToLong(Long::longValue).toArray());
    to.add(ends.stream().mapToLong(End::reservation).toArray());
    to.add(ends.stream().mapToLong(End::nanos).toArray());
    to.add(settling.first());
    to.add(rows.stream().mapToLong(booking -> micros(booking.row())).toArray());
    to.add(rows.stream().mapToLong(booking -> booking.row().reservation()).toArray());
    to.add("text", rows.stream().map(booking -> booking.row().requestId()).toArray());
    to.add(rows.stream().mapToInt(Booking::group).toArray());
    short[] kinds = new short[rows.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = (short) rows.get(i).row().kind().number();
    }
    to.add(kinds);
    to.add(rows.stream().mapToLong(booking -> booking.row().bound()).toArray());
    to.add(rows.stream().mapToLong(booking -> booking.row().nanos()).toArray());
    to.add("text", rows.stream().map(booking -> literal(booking.row().counts())).toArray());
    to.add("text", rows.stream().map(booking -> literal(booking.row().costs())).toArray());
    to.add("text", rows.stream().map(booking -> booking.row().why()).toArray());
    to.add("bytea", rows.stream().map(booking -> booking.hash().bytes()).toArray(byte[][]::new));
    UsageSums sums = UsageSums.of(rows);
    to.add(sums.hours());
    to.add(sums.groups());
    to.add("text", sums.sums().stream().map(LedgerWrites::literal).toArray());
  }

  private static void granting(Parameters to, int replica, Granting granting) throws SQLException {
    List<Grant> grants = granting.grants();
    long[] windows = new long[granting.sums().size()];
    long[] sums = new long[windows.length];
    int i = 0;
    for (Map.Entry<Long, Long> sum : granting.sums().entrySet()) {
      windows[i] = sum.getKey();
      sums[i++] = sum.getValue();
    }
    to.add(replica);
    to.add(granting.capsVersion());
    to.add(windows);
    to.add(sums);
    to.add(grants.stream().mapToLong(Grant::id).toArray());
    to.add("text", grants.stream().map(grant -> literal(grant.windows())).toArray());
    to.add(grants.stream().mapToLong(grant -> grant.request().boundNanos()).toArray());
    to.add(grants.stream().mapToInt(Grant::group).toArray());
    to.add("text", grants.stream().map(grant -> grant.request().requestId()).toArray());
    to.add("text", grants.stream().map(grant -> grant.request().boundWhy()).toArray());
  }

  /** Appends one correction. */
  Fault correct(Connection connection, int replica, long place, Booking booking)
      throws SQLException {
    UsageRow row = booking.row();
    try (PreparedStatement call = connection.prepareStatement(CORRECT)) {
      Parameters to = new Parameters(connection, call);
      to.add(replica);
      to.add(place);
      to.add(micros(row));
      to.add(row.reservation());
      to.add(row.requestId());
      to.add(booking.group());
      to.add(row.bound());
      to.add(row.nanos());
      to.add(literal(row.counts()));
      to.add(literal(row.costs()));
      to.add(row.why());
      to.add(booking.hash().bytes());
      to.add(literal(UsageSums.of(List.of(booking)).sums().getFirst()));
      try (ResultSet answer = call.executeQuery()) {
        answer.next();
        return fault(answer.getString(1));
      }
    }
  }

  private static long micros(UsageRow row) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, row.at());
  }

  /** Numbers as PostgreSQL writes an array of them. */
  static String literal(long[] numbers) {
    StringBuilder text = new StringBuilder(numbers.length * 4 + 2).append('{');
    for (int i = 0; i < numbers.length; i++) {
      text.append(i == 0 ? "" : ",").append(numbers[i]);
    }
    return text.append('}').toString();
  }

  private static String literal(List<Long> numbers) {
    return literal(numbers.stream().mapToLong(Long::longValue).toArray());
  }

  /** Parameters of a statement, one after the other. */
  private static final class Parameters {
    private final Connection connection;
    private final PreparedStatement statement;
    private int last;

    Parameters(Connection connection, PreparedStatement statement) {
      this.connection = connection;
      this.statement = statement;
    }

    void add(int value) throws SQLException {
      statement.setInt(++last, value);
    }

    void add(long value) throws SQLException {
      statement.setLong(++last, value);
    }

    void add(String value) throws SQLException {
      statement.setString(++last, value);
    }

    void add(byte[] value) throws SQLException {
      statement.setBytes(++last, value);
    }

    void add(long[] values) throws SQLException {
      statement.setArray(++last, connection.createArrayOf("int8", boxed(values)));
    }

    void add(int[] values) throws SQLException {
      Integer[] boxed = new Integer[values.length];
      for (int i = 0; i < boxed.length; i++) {
        boxed[i] = values[i];
      }
      statement.setArray(++last, connection.createArrayOf("int4", boxed));
    }

    void add(short[] values) throws SQLException {
      Short[] boxed = new Short[values.length];
      for (int i = 0; i < boxed.length; i++) {
        boxed[i] = values[i];
      }
      statement.setArray(++last, connection.createArrayOf("int2", boxed));
    }

    void add(String type, Object[] values) throws SQLException {
      statement.setArray(++last, connection.createArrayOf(type, values));
    }

    private static Long[] boxed(long[] values) {
      Long[] boxed = new Long[values.length];
      for (int i = 0; i < boxed.length; i++) {
        boxed[i] = values[i];
      }
      return boxed;
    }
  }
}
