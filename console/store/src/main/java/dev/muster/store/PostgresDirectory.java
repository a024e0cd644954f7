package dev.muster.store;

import dev.muster.domain.ApiKey;
import dev.muster.domain.Directory;
import dev.muster.domain.KeyHasher;
import dev.muster.domain.Member;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.Organisation;
import dev.muster.domain.RateLimits.Limit;
import dev.muster.domain.Secret;
import dev.muster.domain.Workspace;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Organisations, workspaces, members and keys in PostgreSQL. Thread-safe. */
public final class PostgresDirectory implements Directory {

  private static final String PREFIX = "sk-muster-";
  private static final int HINT_FIRST = PREFIX.length() + 4;
  private static final int HINT_LAST = 4;
  private static final int KEY_LETTERS = 43;

  private static final String ORGANISATION = "SELECT id, name, created_at FROM organisation ";
  private static final String WORKSPACE =
      "SELECT id, organisation, name, created_at, archived_at, requests, input_tokens,"
          + " output_tokens, concurrent FROM workspace ";
  private static final String MEMBER =
      "SELECT id, organisation, email, name, role, added_at FROM member ";
  private static final String KEY =
      "SELECT id, organisation, workspace, member, name, hint, status, created_at, expires_at,"
          + " all_models, models, requests, input_tokens, output_tokens, concurrent FROM api_key ";
  private static final String ADD_ORGANISATION =
      "INSERT INTO organisation (id, name, version) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String ADD_WORKSPACE =
      "INSERT INTO workspace (id, organisation, name, requests, input_tokens, output_tokens,"
          + " concurrent, version) SELECT ?, id, ?, ?, ?, ?, ?, ? FROM organisation WHERE id = ?"
          + " ON CONFLICT DO NOTHING";
  private static final String CHANGE_WORKSPACE =
      "UPDATE workspace SET name = ?, requests = ?, input_tokens = ?, output_tokens = ?,"
          + " concurrent = ?, version = ? WHERE id = ?";
  private static final String ARCHIVE_WORKSPACE =
      "UPDATE workspace SET archived_at = coalesce(archived_at, clock_timestamp()), version = ?"
          + " WHERE id = ?";
  private static final String ADD_MEMBER =
      "INSERT INTO member (id, organisation, email, name, role, version)"
          + " SELECT ?, id, ?, ?, ?, ? FROM organisation WHERE id = ? ON CONFLICT DO NOTHING";
  private static final String CHANGE_ROLE =
      "UPDATE member SET role = ?, version = ? WHERE id = ? AND removed_at IS NULL";
  private static final String REMOVE_MEMBER =
      "UPDATE member SET removed_at = clock_timestamp(), version = ?"
          + " WHERE id = ? AND removed_at IS NULL";
  private static final String BELONGS =
      "SELECT EXISTS (SELECT FROM organisation WHERE id = :org)"
          + " AND (:workspace::text IS NULL OR EXISTS (SELECT FROM workspace WHERE id = :workspace"
          + " AND organisation = :org AND archived_at IS NULL))"
          + " AND (:member::text IS NULL OR EXISTS (SELECT FROM member WHERE id = :member"
          + " AND organisation = :org AND removed_at IS NULL))";
  private static final String ADD_KEY =
      "INSERT INTO api_key (id, organisation, workspace, member, name, hash, hint, status,"
          + " expires_at, all_models, models, requests, input_tokens, output_tokens, concurrent,"
          + " version) VALUES (?, ?, ?, ?, ?, decode(?, 'hex'), ?, 'ACTIVE', ?, ?, ?, ?, ?, ?, ?,"
          + " ?)";
  private static final String CHANGE_KEY =
      "UPDATE api_key SET name = ?, version = ?,"
          + " status = CASE WHEN status = 'ARCHIVED' THEN status ELSE ? END WHERE id = ?";
  private static final String VERSION = "SELECT next_version()";

  private final Sql sql;
  private final KeyHasher hasher;

  /** Over a database whose tables are up to date. */
  public PostgresDirectory(Database database, KeyHasher hasher) {
    this.sql = new Sql(database);
    this.hasher = hasher;
  }

  /** A change, in one transaction with a version that orders it among all changes. */
  private <T> T change(Function<Change, T> work) {
    return sql.inOne(
        handle -> work.apply(new Change(handle, handle.select(VERSION).mapTo(Long.class).one())));
  }

  private record Change(Handle handle, long version) {

    void mustAffect(String otherwise, String statement, @Nullable Object... values) {
      if (handle.execute(statement, values) == 0) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }

  @Override
  public Organisation addOrganisation(String name) {
    String id = Ids.fresh("org_");
    return change(change -> {
      change.mustAffect(
          "there is an organisation called \"" + name + "\"",
          ADD_ORGANISATION,
          id,
          name,
          change.version());
      return change
          .handle()
          .select(ORGANISATION + "WHERE id = ?", id)
          .map((row, context) -> organisation(row))
          .one();
    });
  }

  @Override
  public List<Organisation> organisations() {
    return sql.with(handle ->
        handle
            .select(ORGANISATION + "ORDER BY created_at, id")
            .map((row, context) -> organisation(row))
            .list());
  }

  private static Organisation organisation(ResultSet row) throws SQLException {
    return new Organisation(row.getString(1), row.getString(2), PostgresLedger.instant(row, 3));
  }

  @Override
  public Workspace addWorkspace(String organisation, String name, Limit limits) {
    String id = Ids.fresh("wrkspc_");
    return change(change -> {
      change.mustAffect(
          "there is a workspace called \"" + name + "\", or no organisation " + organisation,
          ADD_WORKSPACE,
          id,
          name,
          limits.requests(),
          limits.inputTokens(),
          limits.outputTokens(),
          limits.concurrent(),
          change.version(),
          organisation);
      return workspace(change.handle(), id);
    });
  }

  @Override
  public List<Workspace> workspaces(String organisation, boolean withArchived) {
    return sql.with(handle ->
        handle
            .select(
                WORKSPACE
                    + "WHERE organisation = ? AND (? OR archived_at IS NULL)"
                    + " ORDER BY created_at, id",
                organisation,
                withArchived)
            .map((row, context) -> workspace(row))
            .list());
  }

  @Override
  public Workspace changeWorkspace(String id, String name, Limit limits) {
    return change(change -> {
      change.mustAffect(
          "there is no workspace " + id,
          CHANGE_WORKSPACE,
          name,
          limits.requests(),
          limits.inputTokens(),
          limits.outputTokens(),
          limits.concurrent(),
          change.version(),
          id);
      return workspace(change.handle(), id);
    });
  }

  @Override
  public Workspace archiveWorkspace(String id) {
    return change(change -> {
      change.mustAffect("there is no workspace " + id, ARCHIVE_WORKSPACE, change.version(), id);
      return workspace(change.handle(), id);
    });
  }

  private static Workspace workspace(Handle handle, String id) {
    return handle
        .select(WORKSPACE + "WHERE id = ?", id)
        .map((row, context) -> workspace(row))
        .one();
  }

  private static Workspace workspace(ResultSet row) throws SQLException {
    return new Workspace(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        PostgresLedger.instant(row, 4),
        nullable(row, 5),
        limit(row, 6));
  }

  @Override
  public Member addMember(String organisation, String email, String name, Member.Role role) {
    String id = Ids.fresh("user_");
    return change(change -> {
      change.mustAffect(
          "there is a member " + email + ", or no organisation " + organisation,
          ADD_MEMBER,
          id,
          email,
          name,
          role.word(),
          change.version(),
          organisation);
      return member(change.handle(), id);
    });
  }

  @Override
  public List<Member> members(String organisation) {
    return sql.with(handle ->
        handle
            .select(
                MEMBER + "WHERE organisation = ? AND removed_at IS NULL ORDER BY added_at, id",
                organisation)
            .map((row, context) -> member(row))
            .list());
  }

  @Override
  public Member changeRole(String id, Member.Role role) {
    return change(change -> {
      change.mustAffect("there is no member " + id, CHANGE_ROLE, role.word(), change.version(), id);
      return member(change.handle(), id);
    });
  }

  @Override
  public void removeMember(String id) {
    change(change -> {
      change.mustAffect("there is no member " + id, REMOVE_MEMBER, change.version(), id);
      return id;
    });
  }

  private static Member member(Handle handle, String id) {
    return handle.select(MEMBER + "WHERE id = ?", id).map((row, context) -> member(row)).one();
  }

  private static Member member(ResultSet row) throws SQLException {
    return new Member(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        Member.Role.of(row.getString(5)),
        PostgresLedger.instant(row, 6));
  }

  @Override
  public ApiKey.Made addKey(ApiKey.Wanted wanted) {
    String text = PREFIX + Ids.letters(KEY_LETTERS);
    Secret secret = new Secret(text);
    String id = Ids.fresh("apikey_");
    String hint = text.substring(0, HINT_FIRST) + "..." + text.substring(text.length() - HINT_LAST);
    Limit limits = wanted.limits();
    Instant expires = wanted.expiresAt();
    return change(change -> {
      mustBelong(change.handle(), wanted);
      change
          .handle()
          .execute(
              ADD_KEY,
              id,
              wanted.organisation(),
              wanted.workspace(),
              wanted.member(),
              wanted.name(),
              hasher.hash(secret),
              hint,
              expires == null ? null : PostgresLedger.time(expires),
              wanted.models().all(),
              wanted.models().names().toArray(String[]::new),
              limits.requests(),
              limits.inputTokens(),
              limits.outputTokens(),
              limits.concurrent(),
              change.version());
      return new ApiKey.Made(key(change.handle(), id).orElseThrow(), secret);
    });
  }

  private static void mustBelong(Handle handle, ApiKey.Wanted wanted) {
    boolean belongs =
        handle
            .createQuery(BELONGS)
            .bind("org", wanted.organisation())
            .bind("workspace", wanted.workspace())
            .bind("member", wanted.member())
            .mapTo(Boolean.class)
            .one();
    if (!belongs) {
      throw new IllegalArgumentException(
          "the organisation, workspace or member of the key does not exist");
    }
  }

  @Override
  public List<ApiKey> keys(String organisation) {
    return sql.with(handle ->
        handle
            .select(KEY + "WHERE organisation = ? ORDER BY created_at, id", organisation)
            .map((row, context) -> key(row))
            .list());
  }

  @Override
  public Optional<ApiKey> key(String id) {
    return sql.with(handle -> key(handle, id));
  }

  private static Optional<ApiKey> key(Handle handle, String id) {
    return handle.select(KEY + "WHERE id = ?", id).map((row, context) -> key(row)).findOne();
  }

  @Override
  public ApiKey changeKey(String id, String name, ApiKey.Status status) {
    return change(change -> {
      change.mustAffect(
          "there is no key " + id, CHANGE_KEY, name, change.version(), status.name(), id);
      return key(change.handle(), id).orElseThrow();
    });
  }

  private static ApiKey key(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        ApiKey.Status.valueOf(row.getString(7)),
        PostgresLedger.instant(row, 8),
        nullable(row, 9),
        models(row, 10),
        limit(row, 12));
  }

  /** Which models, from two columns. */
  static ModelAccess models(ResultSet row, int column) throws SQLException {
    Array names = row.getArray(column + 1);
    return new ModelAccess(row.getBoolean(column), Set.of((String[]) names.getArray()));
  }

  /** Limits, from four columns. */
  static Limit limit(ResultSet row, int column) throws SQLException {
    return new Limit(
        row.getLong(column),
        row.getLong(column + 1),
        row.getLong(column + 2),
        row.getLong(column + 3));
  }

  private static @Nullable Instant nullable(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
