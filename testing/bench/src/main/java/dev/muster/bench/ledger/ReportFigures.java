package dev.muster.bench.ledger;

import dev.muster.domain.Secret;
import dev.muster.domain.UsageReports;
import dev.muster.domain.UsageReports.Dimension;
import dev.muster.domain.UsageReports.Query;
import dev.muster.domain.UsageReports.Width;
import dev.muster.store.Database;
import dev.muster.store.PostgresReports;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long usage and cost reports of a month take over millions of rows. The rows are made by the
 * database, with the sums that the ledger would have kept, and without a chain of hashes.
 */
public final class ReportFigures {

  private static final Instant MONTH = Instant.parse("2026-10-01T00:00:00Z");
  private static final int DAYS = 30;
  private static final int RUNS = 11;

  /** A hundred keys in ten workspaces, four models. */
  private static final String GROUPS =
      """
      INSERT INTO muster.usage_group (organisation, workspace, member, api_key, model, upstream,
        speed, service_tier, inference_geo, context_window)
      SELECT 'org', 'ws' || k % 10, 'user' || k, 'key' || k, 'model-' || m, 'anthropic', 'standard',
        'standard', 'global', '0-200k'
      FROM generate_series(1, 100) k, generate_series(1, 4) m
      """;

  private static final String SUMS =
      """
      INSERT INTO muster.usage_%1$s
      SELECT date_trunc('%1$s', at, 'UTC'), grp, 1, count(*), 0, sum(nanos), sum(counts[1]),
        sum(counts[2]), sum(counts[3]), 0, 0, 0, sum(costs[1]), sum(costs[2]), 0, 0, 0, 0, 0
      FROM muster.usage GROUP BY 1, 2
      """;

  private ReportFigures() {}

  /** Takes: how many rows. */
  public static void main(String[] args) throws Exception {
    long rows = args.length > 0 ? Long.parseLong(args[0]) : 10_000_000;
    Path folder = Files.createTempDirectory("muster-bench-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    EmbeddedPostgres.Options options =
        new EmbeddedPostgres.Options(folder, 0, Optional.empty(), System.err::println);
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options)) {
      Database.Access access =
          new Database.Access(server.url("postgres"), server.user(), new Secret(server.password()));
      try (Database database = Database.open(access)) {
        fill(server, rows);
        measure(new PostgresReports(database));
      }
    }
  }

  private static void fill(EmbeddedPostgres server, long rows) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE muster.usage_2026_10 PARTITION OF muster.usage FOR VALUES"
              + " FROM ('2026-10-01 00:00:00+00') TO ('2026-11-01 00:00:00+00')");
      statement.execute(GROUPS);
      long step = Math.max(1, rows / 10);
      for (long from = 1; from <= rows; from += step) {
        statement.execute(rows(rows, from, Math.min(rows, from + step - 1)));
      }
      statement.execute(SUMS.formatted("hour"));
      statement.execute(SUMS.formatted("day"));
      statement.execute("VACUUM ANALYZE muster.usage_hour, muster.usage_day, muster.usage");
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*), pg_size_pretty(pg_total_relation_size('muster.usage_2026_10')),"
                  + " (SELECT count(*) FROM muster.usage_hour) FROM muster.usage")) {
        row.next();
        System.out.printf(
            "%d rows, %s; %d hourly sums%n", row.getLong(1), row.getString(2), row.getLong(3));
      }
    }
  }

  /** Rows from one number to another, of so many over the month. */
  private static String rows(long all, long from, long to) {
    return """
    INSERT INTO muster.usage (chain, seq, at, reservation, request_id, grp, kind, bound, nanos,
      counts, costs, why, hash)
    SELECT 1, n, timestamptz '2026-10-01 00:00:00+00' + n * (interval '30 days' / %1$d),
      n, 'req_' || n, 1 + (n * 7919) %% 400, 1, 1000000, 4000 + n %% 1000,
      ARRAY[n %% 2000, n %% 700, n %% 50000, 0, 0, 0, 0]::bigint[],
      ARRAY[2000, 2000 + n %% 1000, 0, 0, 0, 0, 0]::bigint[],
      '1000 in at 2000, 700 out at 10000', '\\x00'
    FROM generate_series(%2$d::bigint, %3$d::bigint) n
    """
        .formatted(all, from, to);
  }

  private static void measure(UsageReports reports) {
    Instant end = MONTH.plus(Duration.ofDays(DAYS));
    time(reports, "month, by day", MONTH, end, Width.DAY, Set.of());
    time(reports, "month, by day and model", MONTH, end, Width.DAY, Set.of(Dimension.MODEL));
    time(
        reports,
        "month, by day, key and model",
        MONTH,
        end,
        Width.DAY,
        Set.of(Dimension.API_KEY, Dimension.MODEL));
    time(
        reports,
        "cost of a month, by day, workspace and model",
        MONTH,
        end,
        Width.DAY,
        Set.of(Dimension.WORKSPACE, Dimension.MODEL));
    Instant week = MONTH.plus(Duration.ofDays(7));
    time(
        reports,
        "week, by hour and workspace",
        MONTH,
        week,
        Width.HOUR,
        Set.of(Dimension.WORKSPACE));
    Instant hour = MONTH.plus(Duration.ofHours(1));
    time(reports, "hour, by minute and model", MONTH, hour, Width.MINUTE, Set.of(Dimension.MODEL));
  }

  private static void time(
      UsageReports reports, String what, Instant from, Instant to, Width width, Set<Dimension> by) {
    Query query = new Query("org", from, to, width, by, Map.of());
    long[] millis = new long[RUNS];
    int rows = 0;
    for (int i = 0; i < RUNS; i++) {
      long began = System.nanoTime();
      rows = reports.usage(query).size();
      millis[i] = (System.nanoTime() - began) / 1_000_000;
    }
    long first = millis[0];
    Arrays.sort(millis);
    System.out.printf(
        "%-46s first %4d ms, median %4d ms, worst %4d ms; %d rows%n",
        what, first, millis[RUNS / 2], millis[RUNS - 1], rows);
  }
}
