package dev.muster.bench.ledger;

import dev.muster.domain.Caps;
import dev.muster.domain.Directory;
import dev.muster.domain.KeyHasher;
import dev.muster.domain.Period;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Scope;
import dev.muster.domain.Secret;
import dev.muster.store.Database;
import dev.muster.store.PostgresCaps;
import dev.muster.store.PostgresDirectory;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Optional;

/** The ids of an organisation and of its workspace, both under a cap. */
public record CappedTeam(String organisation, String workspace) {

  /** Starts a PostgreSQL of the benchmark's own in a temporary folder. */
  public static EmbeddedPostgres server() throws IOException {
    Path folder = Files.createTempDirectory("muster-bench-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Options(folder, 0, Optional.empty(), System.err::println));
  }

  /** Opens the database of a server. */
  public static Database open(EmbeddedPostgres server) {
    return Database.open(
        new Database.Access(server.url("postgres"), server.user(), new Secret(server.password())));
  }

  /**
   * Makes the team.
   *
   * @param capNanos the cap of both, in nano-dollars
   */
  public static CappedTeam prepare(EmbeddedPostgres server, long capNanos) {
    try (Database database = open(server)) {
      KeyHasher hasher = new KeyHasher(new Secret("a secret of the benchmark's own"));
      Directory directory = new PostgresDirectory(database, hasher);
      String organisation = directory.addOrganisation("Org").id();
      String workspace = directory.addWorkspace(organisation, "Hot", RateLimits.Limit.NONE).id();
      ZoneId utc = ZoneId.of("UTC");
      Caps caps = new PostgresCaps(database);
      Scope all = new Scope.Organisation(organisation);
      caps.set(organisation, new Caps.Wanted(all, capNanos, Period.MONTHLY, utc, true));
      Scope hot = new Scope.Workspace(workspace);
      caps.set(organisation, new Caps.Wanted(hot, capNanos, Period.DAILY, utc, true));
      return new CappedTeam(organisation, workspace);
    }
  }
}
