package dev.muster.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.muster.domain.Secret;
import dev.muster.domain.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/**
 * A PostgreSQL database, 14 or newer, with the console's tables in a schema of their own. Holds
 * connections; thread-safe.
 */
public final class Database implements AutoCloseable {

  private static final String SCHEMA = "muster";
  private static final int OLDEST = 140_000;

  private final Access access;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /**
   * How to reach a database.
   *
   * @param url for JDBC, {@code jdbc:postgresql://…}
   * @param connections at most, at one time
   * @param patience how long an answer may take before the database counts as away
   */
  public record Access(
      String url, String user, Secret password, int connections, Duration patience) {

    /** With 10 connections and 5 seconds. */
    public Access(String url, String user, Secret password) {
      this(url, user, password, 10, Duration.ofSeconds(5));
    }
  }

  private Database(Access access) {
    this.access = access;
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(access.url());
    config.setUsername(access.user());
    config.setPassword(access.password().reveal());
    config.setSchema(SCHEMA);
    config.setMaximumPoolSize(access.connections());
    config.setMinimumIdle(1);
    config.setPoolName("muster");
    config.setConnectionTimeout(Math.max(250, access.patience().toMillis() / 2));
    config.setInitializationFailTimeout(-1);
    config.setDataSourceProperties(settings(access));
    this.pool = new HikariDataSource(config);
    this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
  }

  private static Properties settings(Access access) {
    Properties settings = new Properties();
    long seconds = Math.max(1, access.patience().toSeconds());
    settings.setProperty("socketTimeout", Long.toString(seconds));
    settings.setProperty("connectTimeout", Long.toString(seconds));
    settings.setProperty("tcpKeepAlive", "true");
    settings.setProperty("ApplicationName", "muster console");
    settings.setProperty("prepareThreshold", "2");
    return settings;
  }

  /**
   * Brings a database's tables up to date and opens it.
   *
   * @throws StoreException with the reason and what to do, when it cannot be used
   */
  public static Database open(Access access) {
    migrate(access);
    return new Database(access);
  }

  private static void migrate(Access access) {
    Properties login = new Properties();
    login.setProperty("user", access.user());
    login.setProperty("password", access.password().reveal());
    login.setProperty("connectTimeout", "10");
    try (Connection connection = DriverManager.getConnection(access.url(), login)) {
      int version = connection.getMetaData().getDatabaseMajorVersion() * 10_000;
      if (version < OLDEST) {
        throw new StoreException(
            "the database is PostgreSQL "
                + connection.getMetaData().getDatabaseProductVersion()
                + "; the console needs 14 or newer",
            new SQLException("too old"));
      }
    } catch (SQLException unreachable) {
      throw new StoreException(
          "cannot reach the database at "
              + access.url()
              + ": "
              + unreachable.getMessage()
              + "; check that it runs and that the address, user and password are right",
          unreachable);
    }
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(access.url(), access.user(), access.password().reveal())
          .loggers("slf4j")
          .schemas(SCHEMA)
          .locations("classpath:dev/muster/store/migrations")
          .load()
          .migrate();
    } catch (FlywayException failed) {
      throw new StoreException(
          "the console's tables could not be brought up to date: " + failed.getMessage(), failed);
    }
  }

  /** Queries in JDBI's manner. */
  Jdbi jdbi() {
    return jdbi;
  }

  /** Connections of the pool. */
  DataSource pool() {
    return pool;
  }

  /** A connection beside the pool's, for what keeps one for itself. */
  Connection alone(Duration patience) throws SQLException {
    Properties settings = settings(access);
    settings.setProperty("user", access.user());
    settings.setProperty("password", access.password().reveal());
    settings.setProperty("currentSchema", SCHEMA);
    settings.setProperty("socketTimeout", Long.toString(Math.max(1, patience.toSeconds())));
    return DriverManager.getConnection(access.url(), settings);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    pool.close();
  }
}
