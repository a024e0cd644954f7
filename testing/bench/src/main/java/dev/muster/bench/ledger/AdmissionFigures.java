package dev.muster.bench.ledger;

import dev.muster.domain.Caps;
import dev.muster.domain.LedgerCheck;
import dev.muster.store.Database;
import dev.muster.store.PostgresCaps;
import dev.muster.store.PostgresCheck;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    try (EmbeddedPostgres server = CappedTeam.server()) {
      CappedTeam team = CappedTeam.prepare(server, cap);
      List<Process> running = new ArrayList<>();
      for (int i = 0; i < processes; i++) {
        running.add(replica(server, team, List.of(seconds, underWay, "r" + i)));
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
      check(server, team);
    }
  }

  private static Process replica(EmbeddedPostgres server, CappedTeam team, List<String> load)
      throws IOException {
    List<String> argv =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                AdmissionReplica.class.getName(),
                server.url("postgres"),
                server.user(),
                server.password()));
    argv.addAll(load);
    argv.add(team.organisation());
    argv.add(team.workspace());
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }

  private static void check(EmbeddedPostgres server, CappedTeam team) {
    try (Database database = CappedTeam.open(server)) {
      for (Caps.Standing standing : new PostgresCaps(database).standings(team.organisation())) {
        System.out.printf(
            "%s: settled %d, set aside %d, of %d nano-dollars%n",
            standing.cap().scope(),
            standing.settledNanos(),
            standing.reservedNanos(),
            standing.cap().amountNanos());
      }
      LedgerCheck.Report report = new PostgresCheck(database).verify();
      System.out.printf("%d rows; wrong: %s%n", report.rows(), report.findings());
    }
  }
}
