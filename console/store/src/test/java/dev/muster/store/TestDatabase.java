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

/** Databases of one real server, which lives as long as the tests do. */
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
    return fresh(Server.ONE);
  }

  /** How to reach a fresh, empty database on a server. */
  public static Database.Access fresh(EmbeddedPostgres server) throws SQLException {
    String name = "test_" + MADE.incrementAndGet();
    try (Connection connection =
        DriverManager.getConnection(server.url("postgres"), server.user(), server.password())) {
      connection.createStatement().execute("CREATE DATABASE " + name);
    }
    return new Database.Access(
        server.url(name), server.user(), new Secret(server.password()), 6, Duration.ofSeconds(5));
  }

  /** The first column of the first row of a query. */
  public static String ask(Database database, String query) throws SQLException {
    try (Connection connection = database.pool().getConnection();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
