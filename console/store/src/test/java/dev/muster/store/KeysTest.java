package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.domain.ApiKey;
import dev.muster.domain.Directory;
import dev.muster.domain.KeyBook;
import dev.muster.domain.KeyCheck;
import dev.muster.domain.KeyHasher;
import dev.muster.domain.Member;
import dev.muster.domain.ModelAccess;
import dev.muster.domain.Organisation;
import dev.muster.domain.RateLimits.Limit;
import dev.muster.domain.Secret;
import dev.muster.domain.Workspace;
import dev.muster.store.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys: kept as hashes, followed by every replica within a second. */
@Timeout(120)
class KeysTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private final KeyHasher hasher = new KeyHasher(new Secret("a secret of the test's own"));
  private Database database;
  private Directory directory;
  private Organisation organisation;
  private KeyBook one;
  private KeyBook two;

  @BeforeEach
  void open() throws Exception {
    database = Database.open(TestDatabase.fresh());
    directory = new PostgresDirectory(database, hasher);
    organisation = directory.addOrganisation("Org");
    one = KeyBook.follow(new PostgresKeyFeed(database), hasher, System.err::println);
    two = KeyBook.follow(new PostgresKeyFeed(database), hasher, System.err::println);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
    database.close();
  }

  private ApiKey.Made key(Workspace workspace, Member member, Instant expires) {
    return directory.addKey(
        new ApiKey.Wanted(
            organisation.id(),
            workspace == null ? null : workspace.id(),
            member == null ? null : member.id(),
            "ci",
            expires,
            ModelAccess.only(Set.of("claude-*")),
            Limit.NONE));
  }

  private void becomes(Class<? extends KeyCheck> what, Secret key) throws Exception {
    Await.until(SECOND, () -> what.isInstance(one.check(key)) && what.isInstance(two.check(key)));
  }

  @Test
  void aNewKeyIsKnownAndARevokedOneIsNotWithinASecondOnBothReplicas() throws Exception {
    Workspace workspace = directory.addWorkspace(organisation.id(), "Team", Limit.NONE);
    ApiKey.Made made = key(workspace, null, null);
    becomes(KeyCheck.Known.class, made.secret());
    KeyCheck.Known known = (KeyCheck.Known) one.check(made.secret());
    assertThat(known.caller().key()).isEqualTo(made.key().id());
    assertThat(known.caller().workspace()).isEqualTo(workspace.id());
    assertThat(known.caller().models().allows("claude-x")).isTrue();
    assertThat(known.caller().models().allows("other")).isFalse();
    directory.changeKey(made.key().id(), "ci", ApiKey.Status.ARCHIVED);
    becomes(KeyCheck.Revoked.class, made.secret());
    directory.changeKey(made.key().id(), "ci", ApiKey.Status.ACTIVE);
    assertThat(directory.key(made.key().id()).orElseThrow().status())
        .isEqualTo(ApiKey.Status.ARCHIVED);
  }

  @Test
  void archivingAWorkspaceAndRemovingAMemberRevokesTheirKeys() throws Exception {
    Workspace workspace = directory.addWorkspace(organisation.id(), "Team", Limit.NONE);
    Member member =
        directory.addMember(organisation.id(), "a@example.com", "A", Member.Role.DEVELOPER);
    ApiKey.Made ofWorkspace = key(workspace, null, null);
    ApiKey.Made ofMember = key(null, member, null);
    becomes(KeyCheck.Known.class, ofWorkspace.secret());
    becomes(KeyCheck.Known.class, ofMember.secret());
    directory.archiveWorkspace(workspace.id());
    becomes(KeyCheck.Revoked.class, ofWorkspace.secret());
    assertThat(one.check(ofMember.secret())).isInstanceOf(KeyCheck.Known.class);
    directory.removeMember(member.id());
    becomes(KeyCheck.Revoked.class, ofMember.secret());
  }

  @Test
  void aKeyExpiresByTheDatabasesClock() throws Exception {
    Instant now =
        Instant.parse(
            TestDatabase.ask(
                database,
                "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"));
    ApiKey.Made made = key(null, null, now.plusSeconds(3));
    becomes(KeyCheck.Known.class, made.secret());
    Await.until(() -> one.check(made.secret()) instanceof KeyCheck.Revoked);
  }

  @Test
  void whoCannotFollowTheKeysForASecondSaysSo() throws Exception {
    EmbeddedPostgres server = TestDatabase.startServer();
    try (Database own = Database.open(TestDatabase.fresh(server));
        KeyBook book = KeyBook.follow(new PostgresKeyFeed(own), hasher, System.err::println)) {
      Directory there = new PostgresDirectory(own, hasher);
      ApiKey.Made made =
          there.addKey(
              new ApiKey.Wanted(
                  there.addOrganisation("Org").id(),
                  null,
                  null,
                  "ci",
                  null,
                  ModelAccess.everything(),
                  Limit.NONE));
      Await.until(() -> book.check(made.secret()) instanceof KeyCheck.Known);
      server.close();
      Await.until(
          Duration.ofMillis(1_100),
          () -> book.check(made.secret()) instanceof KeyCheck.Unavailable);
    }
  }

  @Test
  void onlyAKeyedHashIsKept() throws Exception {
    ApiKey.Made made = key(null, null, null);
    String row = TestDatabase.ask(database, "SELECT k::text FROM api_key k");
    String text = made.secret().reveal();
    assertThat(row).doesNotContain(text.substring(20)).contains(made.key().hint());
    assertThat(made.secret().toString()).isEqualTo("***");
    assertThat(one.check(new Secret("sk-muster-guess"))).isNotInstanceOf(KeyCheck.Known.class);
  }

  @Test
  void namesThatAreTakenOrMissingAreToldApart() {
    directory.addWorkspace(organisation.id(), "Team", Limit.NONE);
    assertThatThrownBy(() -> directory.addWorkspace(organisation.id(), "Team", Limit.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> directory.archiveWorkspace("wrkspc_none"))
        .hasMessageContaining("there is no workspace wrkspc_none");
    assertThatThrownBy(() -> directory.addOrganisation("Org"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
