package dev.muster.store;

import dev.muster.domain.Secret;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases of one real server, which lives as long as the tests do; or of the one that the
 * variable {@code MUSTER_TEST_DATABASE} names as {@code USER:PASSWORD@HOST:PORT}, whose user may
 * make databases: so the tests that need no server of their own are run against another version.
 */
public final class TestDatabase {

  private static final AtomicInteger MADE = new AtomicInteger();

  private TestDatabase() {}

  private static final class Server {
    static final EmbeddedPostgres ONE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = startServer();
        TestFolders.atEnd(() -> close(server));
        return server;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /** A server of one's own, in a folder of its own. */
  public static EmbeddedPostgres startServer() throws IOException {
    return EmbeddedPostgres.start(
        new EmbeddedPostgres.Options(
            TestFolders.fresh(),
            0,
            Optional.empty(),
            Optional.of(TestFolders.programs()),
            System.err::println));
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException failed) {
      System.err.println(failed);
    }
  }

  /** How to reach a fresh, empty database on the common server. */
  public static Database.Access fresh() throws SQLException {
    String named = System.getenv("MUSTER_TEST_DATABASE");
    if (named == null || named.isEmpty()) {
      return fresh(Server.ONE);
    }
    int at = named.lastIndexOf('@');
    int colon = named.indexOf(':');
    return fresh(
        "jdbc:postgresql://" + named.substring(at + 1) + "/",
        named.substring(0, colon),
        named.substring(colon + 1, at));
  }

  /** How to reach a fresh, empty database on a server. */
  public static Database.Access fresh(EmbeddedPostgres server) throws SQLException {
    return fresh(server.url(""), server.user(), server.password());
  }

  private static Database.Access fresh(String server, String user, String password)
      throws SQLException {
    // a server that outlives the tests keeps the databases of earlier ones
    String name = "test_" + ProcessHandle.current().pid() + "_" + MADE.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(server + "postgres", user, password)) {
      connection.createStatement().execute("CREATE DATABASE " + name);
    }
    return new Database.Access(server + name, user, new Secret(password), 6, Duration.ofSeconds(5));
  }

  /** The first column of the first row of a query. */
  public static String ask(Database database, String query) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
