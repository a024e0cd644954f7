package dev.muster.server.run;

import dev.muster.domain.KeyHasher;
import dev.muster.domain.Secret;
import dev.muster.domain.StoreException;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.store.Database;
import dev.muster.store.HasherProof;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Logger;

/** The database of a console: its own embedded server, or an existing one by its address. */
final class Databases implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Databases.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Optional<EmbeddedPostgres> embedded;
  private final Database database;
  private final String shown;

  private Databases(Optional<EmbeddedPostgres> embedded, Database database, String shown) {
    this.embedded = embedded;
    this.database = database;
    this.shown = shown;
  }

  /**
   * Opens the database and brings its tables up to date.
   *
   * @throws Failure when it cannot be used
   */
  static Databases open(Console.Setting setting) {
    int connections = setting.config().database().connections();
    if (setting.database().isPresent()) {
      DatabaseAddress address = setting.database().get();
      Database.Access access =
          new Database.Access(
              address.jdbc(), address.user(), address.password(), connections, PATIENCE);
      return new Databases(Optional.empty(), open(access), address.shown());
    }
    EmbeddedPostgres server = start(setting);
    try {
      Database.Access access =
          new Database.Access(
              server.url("postgres"),
              server.user(),
              new Secret(server.password()),
              connections,
              PATIENCE);
      String shown = "embedded PostgreSQL on 127.0.0.1:" + server.port();
      return new Databases(Optional.of(server), open(access), shown);
    } catch (RuntimeException failed) {
      stop(server);
      throw failed;
    }
  }

  private static EmbeddedPostgres start(Console.Setting setting) {
    try {
      return EmbeddedPostgres.start(
          new EmbeddedPostgres.Options(
              setting.folder().postgres(),
              0,
              Optional.empty(),
              setting.config().database().programs(),
              LOG::info));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.DATABASE, "The embedded database does not start: " + e.getMessage(), e);
    }
  }

  private static Database open(Database.Access access) {
    try {
      return Database.open(access);
    } catch (StoreException e) {
      throw new Failure(ExitCode.DATABASE, "The database cannot be used: " + e.getMessage(), e);
    }
  }

  /** Fails where the database's keys were hashed with another secret than the folder's. */
  void mustKnow(KeyHasher hasher, DataFolder folder) {
    if (!HasherProof.holds(database, hasher)) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "The database's keys were made with another secret than "
              + folder.path().resolve("secret")
              + ".\nCopy that file from the data folder of the console that made them; replicas"
              + " share it");
    }
  }

  Database database() {
    return database;
  }

  /** What it is, in words. */
  String shown() {
    return shown;
  }

  @Override
  public void close() {
    database.close();
    embedded.ifPresent(Databases::stop);
  }

  private static void stop(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      LOG.warning("the embedded database did not stop in an orderly way: " + e.getMessage());
    }
  }
}
