package dev.muster.store;

import dev.muster.domain.Cost;
import dev.muster.domain.UsageReports;
import dev.muster.domain.UsageRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports from PostgreSQL: of days and hours from sums that are kept with the rows in one
 * transaction, of minutes from the rows themselves. Thread-safe.
 */
public final class PostgresReports implements UsageReports {

  /** The dimensions in the order of the columns below. */
  private static final List<Dimension> ORDER =
      List.of(
          Dimension.API_KEY,
          Dimension.WORKSPACE,
          Dimension.MEMBER,
          Dimension.MODEL,
          Dimension.SERVICE_TIER,
          Dimension.CONTEXT_WINDOW,
          Dimension.INFERENCE_GEO,
          Dimension.SPEED);

  private static final String BY =
      " CASE WHEN :by_API_KEY THEN g.api_key END, CASE WHEN :by_WORKSPACE THEN g.workspace END,"
          + " CASE WHEN :by_MEMBER THEN g.member END, CASE WHEN :by_MODEL THEN g.model END,"
          + " CASE WHEN :by_SERVICE_TIER THEN g.service_tier END,"
          + " CASE WHEN :by_CONTEXT_WINDOW THEN g.context_window END,"
          + " CASE WHEN :by_INFERENCE_GEO THEN g.inference_geo END,"
          + " CASE WHEN :by_SPEED THEN g.speed END,";
  private static final String KEPT =
      " sum(u.requests)::bigint, sum(u.at_least)::bigint, sum(u.input)::bigint,"
          + " sum(u.output)::bigint, sum(u.cache_read)::bigint, sum(u.write_5m)::bigint,"
          + " sum(u.write_1h)::bigint, sum(u.searches)::bigint, sum(u.c_input)::bigint,"
          + " sum(u.c_output)::bigint, sum(u.c_read)::bigint, sum(u.c_5m)::bigint,"
          + " sum(u.c_1h)::bigint, sum(u.c_search)::bigint, sum(u.c_other)::bigint";
  private static final String SUMMED =
      " (count(*) FILTER (WHERE u.kind < 3))::bigint,"
          + " (count(*) FILTER (WHERE u.kind = 2))::bigint,"
          + " sum(u.counts[1])::bigint, sum(u.counts[2])::bigint, sum(u.counts[3])::bigint,"
          + " sum(u.counts[4])::bigint, sum(u.counts[5])::bigint, sum(u.counts[6])::bigint,"
          + " sum(u.costs[1])::bigint, sum(u.costs[2])::bigint, sum(u.costs[3])::bigint,"
          + " sum(u.costs[4])::bigint, sum(u.costs[5])::bigint, sum(u.costs[6])::bigint,"
          + " sum(u.costs[7])::bigint";
  private static final String GROUPS =
      " JOIN usage_group g ON g.id = u.grp WHERE g.organisation = :organisation"
          + " AND (:all_API_KEY OR g.api_key = ANY (:only_API_KEY))"
          + " AND (:all_WORKSPACE OR g.workspace = ANY (:only_WORKSPACE))"
          + " AND (:all_MEMBER OR g.member = ANY (:only_MEMBER))"
          + " AND (:all_MODEL OR g.model = ANY (:only_MODEL))"
          + " AND (:all_SERVICE_TIER OR g.service_tier = ANY (:only_SERVICE_TIER))"
          + " AND (:all_CONTEXT_WINDOW OR g.context_window = ANY (:only_CONTEXT_WINDOW))"
          + " AND (:all_INFERENCE_GEO OR g.inference_geo = ANY (:only_INFERENCE_GEO))"
          + " AND (:all_SPEED OR g.speed = ANY (:only_SPEED))";
  private static final String END =
      " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9";
  private static final String KEPT_SPAN = " AND u.bucket >= :from AND u.bucket < :to";
  private static final String DAYS =
      "SELECT u.bucket," + BY + KEPT + " FROM usage_day u" + GROUPS + KEPT_SPAN + END;
  private static final String HOURS =
      "SELECT u.bucket," + BY + KEPT + " FROM usage_hour u" + GROUPS + KEPT_SPAN + END;
  private static final String MINUTES =
      "SELECT date_trunc('minute', u.at, 'UTC'),"
          + BY
          + SUMMED
          + " FROM usage u"
          + GROUPS
          + " AND u.at >= :from AND u.at < :to"
          + END;
  private static final String ENTRIES =
      "SELECT u.chain::text, u.seq, u.at, u.request_id, u.kind, g.model, g.upstream, g.api_key,"
          + " nullif(g.workspace, ''), nullif(g.member, ''), u.bound, u.nanos, u.why"
          + " FROM usage u JOIN usage_group g ON g.id = u.grp"
          + " WHERE u.request_id = ? AND g.organisation = ? ORDER BY u.at, u.chain, u.seq";

  private final Sql sql;

  /** Over a database whose tables are up to date. */
  public PostgresReports(Database database) {
    this.sql = new Sql(database);
  }

  @Override
  public List<Row> usage(Query query) {
    String text =
        switch (query.width()) {
          case MINUTE -> MINUTES;
          case HOUR -> HOURS;
          case DAY -> DAYS;
        };
    mustFit(query.from(), query.width());
    mustFit(query.to(), query.width());
    return sql.with(handle -> {
      var bound =
          handle
              .createQuery(text)
              .bind("organisation", query.organisation())
              .bind("from", PostgresLedger.time(query.from()))
              .bind("to", PostgresLedger.time(query.to()));
      for (Dimension dimension : ORDER) {
        Set<String> only = query.only().get(dimension);
        bound.bind("by_" + dimension.name(), query.groupBy().contains(dimension));
        bound.bind("all_" + dimension.name(), only == null);
        bound.bind(
            "only_" + dimension.name(), only == null ? new String[0] : only.toArray(String[]::new));
      }
      return bound.map((row, context) -> row(row, query.groupBy())).list();
    });
  }

  private static void mustFit(Instant time, Width width) {
    Duration length =
        switch (width) {
          case MINUTE -> Duration.ofMinutes(1);
          case HOUR -> Duration.ofHours(1);
          case DAY -> Duration.ofDays(1);
        };
    if (time.getNano() != 0 || time.getEpochSecond() % length.toSeconds() != 0) {
      throw new IllegalArgumentException(time + " is not the beginning of a bucket");
    }
  }

  private static Row row(ResultSet row, Set<Dimension> groupBy) throws SQLException {
    Map<Dimension, String> by = new EnumMap<>(Dimension.class);
    for (int i = 0; i < ORDER.size(); i++) {
      Dimension dimension = ORDER.get(i);
      @Nullable String value = row.getString(i + 2);
      if (groupBy.contains(dimension) && value != null && !value.isEmpty()) {
        by.put(dimension, value);
      }
    }
    int at = ORDER.size() + 2;
    Cost cost =
        new Cost(
            row.getLong(at + 8),
            row.getLong(at + 9),
            row.getLong(at + 10),
            row.getLong(at + 11),
            row.getLong(at + 12),
            row.getLong(at + 13),
            row.getLong(at + 14));
    Totals totals =
        new Totals(
            row.getLong(at),
            row.getLong(at + 1),
            row.getLong(at + 2),
            row.getLong(at + 3),
            row.getLong(at + 4),
            row.getLong(at + 5),
            row.getLong(at + 6),
            row.getLong(at + 7),
            cost);
    return new Row(PostgresLedger.instant(row, 1), by, totals);
  }

  @Override
  public List<Entry> entries(String organisation, String requestId) {
    return sql.with(handle ->
        handle.select(ENTRIES, requestId, organisation).map((row, context) -> entry(row)).list());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getString(1),
        row.getLong(2),
        PostgresLedger.instant(row, 3),
        row.getString(4),
        UsageRow.Kind.of(row.getInt(5)).word(),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getLong(11),
        row.getLong(12),
        row.getString(13));
  }
}
