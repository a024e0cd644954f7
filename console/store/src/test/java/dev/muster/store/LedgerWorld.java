package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.Admission;
import dev.muster.domain.Caller;
import dev.muster.domain.Cap;
import dev.muster.domain.Caps;
import dev.muster.domain.Charge;
import dev.muster.domain.LeasedLedger;
import dev.muster.domain.LedgerCheck;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.Period;
import dev.muster.domain.RateLimits;
import dev.muster.domain.Reserved;
import dev.muster.domain.Scope;
import dev.muster.domain.Settled;
import dev.muster.domain.SpendRequest;
import dev.muster.model.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A database with an organisation, ledgers over it, and their balance when all is done. */
final class LedgerWorld implements AutoCloseable {

  static final long DOLLAR = 1_000_000_000;
  static final ZoneId UTC = ZoneId.of("UTC");

  final Database.Access access;
  final Database database;
  final Caps caps;
  private final List<LeasedLedger> ledgers = new ArrayList<>();

  LedgerWorld(Database.Access access) throws SQLException {
    this.access = access;
    this.database = Database.open(access);
    this.caps = new PostgresCaps(database);
    execute("INSERT INTO organisation (id, name, version) VALUES ('org', 'Org', 1)");
    execute(
        "INSERT INTO workspace (id, organisation, name, requests, input_tokens, output_tokens,"
            + " concurrent, version) VALUES ('team', 'org', 'Team', 0, 0, 0, 0, 1)");
    execute(
        "INSERT INTO api_key (id, organisation, workspace, name, hash, hint, status, all_models,"
            + " models, requests, input_tokens, output_tokens, concurrent, version) VALUES ('key',"
            + " 'org', 'team', 'Key', '', '', 'ACTIVE', true, '{}', 0, 0, 0, 0, 1)");
  }

  static LedgerWorld fresh() throws SQLException {
    return new LedgerWorld(TestDatabase.fresh());
  }

  void execute(String text) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  String ask(String query) throws SQLException {
    return TestDatabase.ask(database, query);
  }

  Cap cap(Scope scope, long dollars, Period period, boolean hard) {
    return caps.set("org", new Caps.Wanted(scope, dollars * DOLLAR, period, UTC, hard));
  }

  LeasedLedger ledger() {
    return ledger(Duration.ofMinutes(15), Duration.ofSeconds(5));
  }

  LeasedLedger ledger(Duration longestUpstream, Duration silent) {
    LeasedLedger ledger =
        LeasedLedger.start(
            new PostgresLedger(database),
            new LeasedLedger.Options("test", longestUpstream, silent, System.err::println));
    ledgers.add(ledger);
    return ledger;
  }

  LeasedLedger lenient(Duration grace) {
    LeasedLedger ledger =
        LeasedLedger.start(
            new PostgresLedger(database, true),
            new LeasedLedger.Options(
                "lenient",
                Duration.ofMinutes(15),
                Duration.ofSeconds(5).plus(grace),
                grace,
                System.err::println));
    ledgers.add(ledger);
    return ledger;
  }

  static SpendRequest request(String id, String key, long bound) {
    Caller caller = new Caller("org", "team", null, key, ModelAccess.everything(), RateLimits.NONE);
    return new SpendRequest(id, caller, "model", "upstream", bound, "a bound for the test");
  }

  static Admission reserve(LeasedLedger ledger, String id, long bound) throws Exception {
    return get(ledger.reserve(request(id, "key", bound)).toCompletableFuture());
  }

  static Reserved granted(LeasedLedger ledger, String id, long bound) throws Exception {
    return switch (reserve(ledger, id, bound)) {
      case Admission.Granted(Reserved reserved) -> reserved;
      case Admission.Refused refused -> throw new AssertionError("refused: " + refused);
      case Admission.Unavailable away -> throw new AssertionError("unavailable: " + away);
    };
  }

  static Settled settle(LeasedLedger ledger, Reserved reserved, long nanos) throws Exception {
    return get(settling(ledger, reserved, nanos));
  }

  static CompletableFuture<Settled> settling(LeasedLedger ledger, Reserved reserved, long nanos) {
    return ledger
        .settle(reserved, new Charge.Exact(Usage.tokens(7, 3), nanos, "7 in, 3 out"))
        .toCompletableFuture();
  }

  static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  /** The ledger balances to the nano-dollar, and no hard cap is exceeded. */
  LedgerCheck.Report balanced() throws SQLException {
    LedgerBalance.holds(database);
    LedgerCheck.Report report = new PostgresCheck(database).verify();
    assertThat(report.findings()).isEmpty();
    return report;
  }

  @Override
  public void close() {
    ledgers.forEach(LeasedLedger::close);
    database.close();
  }
}
