package dev.muster.store;

import dev.muster.domain.StoreException;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Work with a database, its failures told as the domain tells them. */
final class Sql {

  private final Database database;

  Sql(Database database) {
    this.database = database;
  }

  /** Does something with a connection. */
  <T> T with(Function<Handle, T> work) {
    try {
      return database.jdbi().withHandle(work::apply);
    } catch (JdbiException failed) {
      throw told(failed);
    }
  }

  /** Does something in one transaction. */
  <T> T inOne(Function<Handle, T> work) {
    try {
      return database.jdbi().inTransaction(work::apply);
    } catch (JdbiException failed) {
      throw told(failed);
    }
  }

  private static StoreException told(JdbiException failed) {
    Throwable cause = failed.getCause() == null ? failed : failed.getCause();
    return new StoreException(String.valueOf(cause.getMessage()), failed);
  }
}
