package dev.muster.server.run;

import dev.muster.domain.AdminKeys;
import dev.muster.domain.Alerts;
import dev.muster.domain.Caps;
import dev.muster.domain.Directory;
import dev.muster.domain.KeyBook;
import dev.muster.domain.KeyHasher;
import dev.muster.domain.Keys;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.Ledger;
import dev.muster.domain.LedgerCheck;
import dev.muster.domain.Secret;
import dev.muster.domain.UsageReports;
import dev.muster.json.Json;
import dev.muster.store.Backup;
import dev.muster.store.PostgresAdminKeys;
import dev.muster.store.PostgresAlerts;
import dev.muster.store.PostgresCaps;
import dev.muster.store.PostgresCheck;
import dev.muster.store.PostgresDirectory;
import dev.muster.store.PostgresKeyFeed;
import dev.muster.store.PostgresLedger;
import dev.muster.store.PostgresReports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.logging.Logger;

/** The domain's ports over the console's database, and the ledger and keys that live on them. */
final class Storage implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Storage.class.getName());

  /** How much longer than the longest request its reservation is kept for it to be settled. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private static final Duration SILENT = Duration.ofSeconds(5);

  private final Closing closing = new Closing();
  private final Databases databases;
  private final byte[] secret;
  private final Directory directory;
  private final AdminKeys adminKeys;
  private final Caps caps;
  private final UsageReports reports;
  private final LedgerCheck check;
  private final Alerts alerts;
  private final KeyBook keys;
  private final LeasedLedger ledger;

  private Storage(Databases databases, Console.Setting setting) {
    this.databases = closing.add("the database", databases);
    this.secret = setting.folder().secret();
    KeyHasher hasher = new KeyHasher(new Secret(HexFormat.of().formatHex(secret)));
    databases.mustKnow(hasher, setting.folder());
    this.directory = new PostgresDirectory(databases.database(), hasher);
    this.adminKeys = new PostgresAdminKeys(databases.database(), hasher);
    this.caps = new PostgresCaps(databases.database());
    this.reports = new PostgresReports(databases.database());
    this.check = new PostgresCheck(databases.database());
    this.alerts = new PostgresAlerts(databases.database());
    Duration grace = setting.config().database().grace();
    this.keys =
        closing.add(
            "keys",
            KeyBook.follow(new PostgresKeyFeed(databases.database()), hasher, grace, LOG::info));
    this.ledger =
        closing.add(
            "the ledger",
            LeasedLedger.start(
                new PostgresLedger(databases.database(), !grace.isZero()),
                new LeasedLedger.Options(
                    name(),
                    setting.config().limits().request().plus(SETTLING),
                    SILENT.plus(grace),
                    grace,
                    LOG::info)));
  }

  /**
   * Opens the database and begins to keep the books.
   *
   * @throws dev.muster.server.Failure when the database cannot be used
   */
  static Storage open(Console.Setting setting) {
    Databases databases = Databases.open(setting);
    try {
      return new Storage(databases, setting);
    } catch (RuntimeException failed) {
      databases.close();
      throw failed;
    }
  }

  /** The replica's name for operators: machine and process. */
  private static String name() {
    String machine;
    try {
      machine = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      machine = "console";
    }
    return machine + "/" + ProcessHandle.current().pid();
  }

  Directory directory() {
    return directory;
  }

  AdminKeys adminKeys() {
    return adminKeys;
  }

  Caps caps() {
    return caps;
  }

  Keys keys() {
    return keys;
  }

  Ledger ledger() {
    return ledger;
  }

  LeasedLedger.Figures figures() {
    return ledger.figures();
  }

  UsageReports reports() {
    return reports;
  }

  LedgerCheck check() {
    return check;
  }

  Alerts alerts() {
    return alerts;
  }

  /** Why requests would be refused just now; empty when they would not. */
  Optional<String> trouble() {
    return ledger.figures().available()
        ? Optional.empty()
        : Optional.of("the database cannot be reached");
  }

  /** What the database is, in words. */
  String shown() {
    return databases.shown();
  }

  /** Writes a backup, with the secret with which keys are hashed. */
  Json.Obj backup(Path file) {
    try {
      Backup.Contents written = Backup.write(databases.database(), secret, file);
      return Json.Obj.builder()
          .put("type", "backup")
          .put("file", file.toString())
          .put("tables", written.tables())
          .put("rows", written.rows())
          .put("bytes", written.bytes())
          .build();
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException("file: " + file + " exists already");
    } catch (IOException e) {
      throw new IllegalArgumentException("file: cannot write " + file + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    closing.close();
  }
}
