package dev.muster.store;

import dev.muster.domain.StoreException;
import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Everything that a database of the console holds, as of one moment, in one file: a zip archive
 * with a CSV file for each table, the secret with which keys are hashed, and a last entry that says
 * what is in it, without which the file is not whole. It can be restored into any empty database
 * whose tables are of the same version.
 */
public final class Backup {

  private static final String CONTENTS = "contents.json";
  private static final String SECRET = "secret";
  private static final int FORMAT = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int LARGEST_ENTRY = 1 << 20;

  /** The statements that copy each table out, in an order in which they can be copied in again. */
  private static final String TABLES =
      """
      WITH RECURSIVE t AS (
        SELECT c.oid, c.relname FROM pg_class c
        WHERE c.relnamespace = 'muster'::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT c.relispartition AND c.relname <> 'flyway_schema_history'
      ), depth AS (
        SELECT oid, 0 AS depth FROM t
        UNION
        SELECT k.conrelid, d.depth + 1 FROM depth d
          JOIN pg_constraint k ON k.confrelid = d.oid AND k.contype = 'f' AND k.conrelid <> k.confrelid
          JOIN t ON t.oid = k.conrelid
      )
      SELECT t.relname,
        format('COPY (SELECT * FROM muster.%I) TO STDOUT (FORMAT csv)', t.relname),
        format('COPY muster.%I FROM STDIN (FORMAT csv)', t.relname)
      FROM t JOIN depth d ON d.oid = t.oid
      GROUP BY t.relname ORDER BY max(d.depth), t.relname
      """;

  private static final String VERSION =
      "SELECT max(installed_rank)::text FROM muster.flyway_schema_history WHERE success";

  /** Sets each identity after the greatest number that is taken. */
  private static final String IDENTITIES =
      """
      SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), greatest(1, (SELECT max(%I) FROM '
          'muster.%I)))', 'muster.' || quote_ident(c.relname), a.attname, a.attname, c.relname)
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relnamespace = 'muster'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition AND a.attidentity <> ''
      """;

  private Backup() {}

  /** What a backup holds. */
  public record Contents(int tables, long rows, long bytes) {}

  /** A table and how it is copied. */
  private record Table(String name, String out, String in) {}

  /**
   * Writes a backup to a new file that its owner alone may read.
   *
   * @param secret the secret with which keys are hashed
   * @throws IOException when the file exists or cannot be written
   */
  public static Contents write(Database database, byte[] secret, Path file) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    Files.createFile(
        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    long rows = 0;
    int tables = 0;
    try (Connection connection = database.alone(PATIENCE);
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(part))) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      Json.Builder counts = Json.Obj.builder();
      for (Table table : tables(connection)) {
        zip.putNextEntry(new ZipEntry("tables/" + table.name() + ".csv"));
        long copied = copies.copyOut(table.out(), new Unclosed(zip));
        zip.closeEntry();
        counts.put(table.name(), copied);
        rows += copied;
        tables++;
      }
      entry(zip, SECRET, secret);
      Json.Obj contents =
          Json.Obj.builder()
              .put("format", FORMAT)
              .put("version", first(connection, VERSION))
              .put("rows", counts.build())
              .build();
      entry(zip, CONTENTS, JsonWriter.bytes(contents));
    } catch (SQLException failed) {
      Files.deleteIfExists(part);
      throw new StoreException("the backup failed: " + failed.getMessage(), failed);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return new Contents(tables, rows, Files.size(file));
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  /**
   * The secret with which the keys of a backup are hashed.
   *
   * @throws IOException when the file is no backup or not whole
   */
  public static byte[] secret(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      contents(zip);
      return bytes(zip, SECRET);
    }
  }

  /**
   * Fills an empty database from a backup, wholly or not at all.
   *
   * @throws IOException when the file is no backup, not whole, or of another version
   * @throws IllegalArgumentException when the database is not empty
   */
  public static Contents restore(Database database, Path file) throws IOException {
    long rows = 0;
    int tables = 0;
    try (ZipFile zip = new ZipFile(file.toFile());
        Connection connection = database.alone(PATIENCE)) {
      Json.Obj contents = contents(zip);
      String version = first(connection, VERSION);
      if (!contents.string("version").orElse("").equals(version)) {
        throw new IOException(
            "the backup is of another version of the console's tables ("
                + contents.string("version").orElse("")
                + ", here "
                + version
                + "); restore it with the console that made it, and upgrade then");
      }
      connection.setAutoCommit(false);
      if (!"0".equals(first(connection, "SELECT count(*)::text FROM muster.organisation"))) {
        throw new IllegalArgumentException("the database is not empty");
      }
      execute(connection, "DELETE FROM muster.console_state");
      execute(connection, "DELETE FROM muster.key_secret");
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      Json.Obj counts = contents.object("rows").orElse(Json.Obj.EMPTY);
      for (Table table : tables(connection)) {
        ZipEntry entry = zip.getEntry("tables/" + table.name() + ".csv");
        if (entry == null) {
          throw new IOException("the backup lacks the table " + table.name());
        }
        try (InputStream in = zip.getInputStream(entry)) {
          long copied = copies.copyIn(table.in(), in);
          if (copied != counts.whole(table.name()).orElse(-1)) {
            throw new IOException("the backup's table " + table.name() + " is not whole");
          }
          rows += copied;
          tables++;
        }
      }
      for (String identity : all(connection, IDENTITIES)) {
        first(connection, identity);
      }
      connection.commit();
    } catch (SQLException failed) {
      throw new StoreException("restoring failed: " + failed.getMessage(), failed);
    }
    return new Contents(tables, rows, Files.size(file));
  }

  private static Json.Obj contents(ZipFile zip) throws IOException {
    try {
      Json.Obj contents = JsonReader.readObject(bytes(zip, CONTENTS));
      if (contents.whole("format").orElse(0) != FORMAT) {
        throw new IOException("the backup is of a newer format");
      }
      return contents;
    } catch (JsonException e) {
      throw new IOException("the file is no backup of a console", e);
    }
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("the file is no backup of a console, or not whole: no " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes(LARGEST_ENTRY);
    }
  }

  private static List<Table> tables(Connection connection) throws SQLException {
    List<Table> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        tables.add(new Table(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
    }
    return tables;
  }

  private static String first(Connection connection, String query) throws SQLException {
    List<String> all = all(connection, query);
    return all.isEmpty() ? "" : all.getFirst();
  }

  private static List<String> all(Connection connection, String query) throws SQLException {
    List<String> all = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(String.valueOf(rows.getString(1)));
      }
    }
    return all;
  }

  private static void execute(Connection connection, String update) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      statement.executeUpdate();
    }
  }

  /** A stream that stays open when a table has been written. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
