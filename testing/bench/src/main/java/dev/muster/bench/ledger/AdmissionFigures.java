package dev.muster.bench.ledger;

import dev.muster.domain.Caps;
import dev.muster.domain.Period;
import dev.muster.domain.Scope;
import dev.muster.domain.Secret;
import dev.muster.store.Database;
import dev.muster.store.PostgresCaps;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reservations and settlements a second of several processes on one hot workspace over one
 * PostgreSQL, and whether the sum ever exceeded the cap.
 */
public final class AdmissionFigures {

  private AdmissionFigures() {}

  /** Takes: processes, seconds, requests under way in each, the cap in dollars. */
  public static void main(String[] args) throws Exception {
    int processes = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    String seconds = args.length > 1 ? args[1] : "10";
    String underWay = args.length > 2 ? args[2] : "400";
    long cap = (args.length > 3 ? Long.parseLong(args[3]) : 1_000_000) * 1_000_000_000L;
    Path folder = Files.createTempDirectory("muster-bench-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    EmbeddedPostgres.Options options =
        new EmbeddedPostgres.Options(folder, 0, Optional.empty(), System.err::println);
    try (EmbeddedPostgres server = EmbeddedPostgres.start(options)) {
      prepare(server, cap);
      List<Process> running = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        running.add(replica(server, seconds, underWay, "r" + i));
      }
      double total = 0;
      for (Process process : running) {
        try (var out = process.inputReader()) {
          for (String line = out.readLine(); line != null; line = out.readLine()) {
            System.out.println(
                "settled refused unavailable per-second p50-ms p99-ms turns: " + line);
            total += Double.parseDouble(line.split(" ", -1)[3]);
          }
        }
        process.waitFor();
      }
      System.out.printf("admissions a second in all: %.0f%n", total);
      check(server);
    }
  }

  private static Process replica(
      EmbeddedPostgres server, String seconds, String underWay, String name) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            AdmissionReplica.class.getName(),
            server.url("postgres"),
            server.user(),
            server.password(),
            seconds,
            underWay,
            name);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }

  private static void prepare(EmbeddedPostgres server, long cap) throws Exception {
    Database.Access access =
        new Database.Access(server.url("postgres"), server.user(), new Secret(server.password()));
    try (Database database = Database.open(access)) {
      statement(
          server, "INSERT INTO muster.organisation (id, name, version) VALUES ('org', 'Org', 1)");
      statement(
          server,
          "INSERT INTO muster.workspace (id, organisation, name, requests, input_tokens,"
              + " output_tokens, concurrent, version) VALUES ('hot', 'org', 'Hot', 0, 0, 0, 0, 1)");
      ZoneId utc = ZoneId.of("UTC");
      Caps caps = new PostgresCaps(database);
      caps.set(
          "org", new Caps.Wanted(new Scope.Organisation("org"), cap, Period.MONTHLY, utc, true));
      caps.set("org", new Caps.Wanted(new Scope.Workspace("hot"), cap, Period.DAILY, utc, true));
    }
  }

  private static void statement(EmbeddedPostgres server, String text) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static void check(EmbeddedPostgres server) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(server.url("postgres"), server.user(), server.password());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM muster.usage), (SELECT sum(nanos) FROM muster.usage),"
                    + " (SELECT min(amount) FROM muster.budget_window),"
                    + " (SELECT count(*) FROM muster.reservation)")) {
      row.next();
      System.out.printf(
          "rows %d, settled %d of %d nano-dollars, in flight %d%n",
          row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    }
  }
}
