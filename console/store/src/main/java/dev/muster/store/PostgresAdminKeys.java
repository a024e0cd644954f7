package dev.muster.store;

import dev.muster.domain.AdminKeys;
import dev.muster.domain.KeyHasher;
import dev.muster.domain.Member;
import dev.muster.domain.Permission;
import dev.muster.domain.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Keys for administration in PostgreSQL, as hashes with the console's secret: who has the database
 * alone can neither enter nor guess. Thread-safe.
 */
public final class PostgresAdminKeys implements AdminKeys {

  private static final String PREFIX = "sk-ant-admin01-";
  private static final int LETTERS = 48;
  private static final int LONGEST = 200;
  private static final String COLUMNS =
      "id, organisation, name, role, hint, created_at, revoked_at";
  private static final String ADD =
      "INSERT INTO admin_key (id, organisation, name, role, hash, hint) SELECT ?, o.id, ?, ?, decode(?, 'hex'), ?"
          + " FROM organisation o WHERE o.id = ? RETURNING "
          + COLUMNS;
  private static final String CHECK =
      "SELECT " + COLUMNS + " FROM admin_key WHERE hash = decode(?, 'hex') AND revoked_at IS NULL";
  private static final String ALL =
      "SELECT " + COLUMNS + " FROM admin_key WHERE organisation = ? ORDER BY created_at, id";
  private static final String REVOKE =
      "UPDATE admin_key SET revoked_at = coalesce(revoked_at, clock_timestamp())"
          + " WHERE organisation = ? AND id = ?";

  private final Sql sql;
  private final KeyHasher hasher;

  /** Over a database whose tables are up to date. */
  public PostgresAdminKeys(Database database, KeyHasher hasher) {
    this.sql = new Sql(database);
    this.hasher = hasher;
  }

  @Override
  public Made add(String organisation, String name, Member.Role role) {
    if (Permission.of(role).isEmpty()) {
      throw new IllegalArgumentException(
          "role: " + role.word() + " allows no administration; take admin, billing or developer");
    }
    String key = PREFIX + Ids.letters(LETTERS);
    String hint = key.substring(0, PREFIX.length() + 3) + "..." + key.substring(key.length() - 4);
    return sql.inOne(handle ->
        handle
            .select(
                ADD,
                Ids.fresh("adminkey_"),
                name,
                role.name(),
                hasher.hash(new Secret(key)),
                hint,
                organisation)
            .map((row, context) -> new Made(key(row), new Secret(key)))
            .findOne()
            .orElseThrow(
                () -> new IllegalArgumentException("there is no organisation " + organisation)));
  }

  @Override
  public Optional<AdminKey> check(Secret presented) {
    String key = presented.reveal();
    if (!key.startsWith(PREFIX) || key.length() > LONGEST) {
      return Optional.empty();
    }
    return sql.with(handle ->
        handle
            .select(CHECK, hasher.hash(new Secret(key)))
            .map((row, context) -> key(row))
            .findOne());
  }

  @Override
  public List<AdminKey> all(String organisation) {
    return sql.with(
        handle -> handle.select(ALL, organisation).map((row, context) -> key(row)).list());
  }

  @Override
  public boolean revoke(String organisation, String id) {
    return sql.inOne(handle -> handle.execute(REVOKE, organisation, id) == 1);
  }

  private static AdminKey key(ResultSet row) throws SQLException {
    OffsetDateTime revoked = row.getObject(7, OffsetDateTime.class);
    return new AdminKey(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        Member.Role.valueOf(row.getString(4)),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        revoked == null ? null : revoked.toInstant());
  }
}
