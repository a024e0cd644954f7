package dev.muster.bench.ledger;

import dev.muster.domain.Caps;
import dev.muster.domain.Directory;
import dev.muster.domain.KeyHasher;
import dev.muster.domain.LedgerCheck;
import dev.muster.domain.Period;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Scope;
import dev.muster.domain.Secret;
import dev.muster.store.Database;
import dev.muster.store.PostgresCaps;
import dev.muster.store.PostgresCheck;
import dev.muster.store.PostgresDirectory;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
      Team team = prepare(server, cap);
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

  private static Process replica(EmbeddedPostgres server, Team team, List<String> load)
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

  /** The ids of an organisation and of its workspace, both under a cap. */
  private record Team(String organisation, String workspace) {}

  private static Database open(EmbeddedPostgres server) {
    return Database.open(
        new Database.Access(server.url("postgres"), server.user(), new Secret(server.password())));
  }

  private static Team prepare(EmbeddedPostgres server, long cap) {
    try (Database database = open(server)) {
      KeyHasher hasher = new KeyHasher(new Secret("a secret of the benchmark's own"));
      Directory directory = new PostgresDirectory(database, hasher);
      String organisation = directory.addOrganisation("Org").id();
      String workspace = directory.addWorkspace(organisation, "Hot", RateLimits.Limit.NONE).id();
      ZoneId utc = ZoneId.of("UTC");
      Caps caps = new PostgresCaps(database);
      Scope all = new Scope.Organisation(organisation);
      caps.set(organisation, new Caps.Wanted(all, cap, Period.MONTHLY, utc, true));
      Scope hot = new Scope.Workspace(workspace);
      caps.set(organisation, new Caps.Wanted(hot, cap, Period.DAILY, utc, true));
      return new Team(organisation, workspace);
    }
  }

  private static void check(EmbeddedPostgres server, Team team) {
    try (Database database = open(server)) {
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
