package dev.muster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.domain.AdminKeys;
import dev.muster.domain.KeyHasher;
import dev.muster.domain.Member;
import dev.muster.domain.Secret;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Administrators' keys, the proof of the secret, and that a backup brings all of it back. */
class BackupTest {

  @TempDir Path folder;

  private static byte[] secret(int fill) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) fill);
    return secret;
  }

  private static KeyHasher hasher(int fill) {
    return new KeyHasher(new Secret(HexFormat.of().formatHex(secret(fill))));
  }

  private static void organisation(Database database) throws Exception {
    try (Connection connection = database.pool().getConnection()) {
      connection
          .createStatement()
          .execute("INSERT INTO organisation (id, name, version) VALUES ('org_1', 'Acme', 1)");
    }
  }

  @Test
  void administratorsKeysAreKnownUntilTheyAreRevoked() throws Exception {
    try (Database database = Database.open(TestDatabase.fresh())) {
      organisation(database);
      AdminKeys keys = new PostgresAdminKeys(database, hasher(1));
      AdminKeys.Made made = keys.add("org_1", "reports", Member.Role.BILLING);
      assertThat(made.secret().reveal()).startsWith("sk-ant-admin01-");
      assertThat(made.key().hint())
          .isNotEqualTo(made.secret().reveal())
          .endsWith(made.secret().reveal().substring(made.secret().reveal().length() - 4));
      assertThat(keys.check(made.secret())).contains(made.key());
      assertThat(keys.check(new Secret(made.secret().reveal() + "x"))).isEmpty();
      assertThat(keys.check(new Secret("sk-ant-admin01-"))).isEmpty();
      assertThat(keys.all("org_1")).containsExactly(made.key());
      assertThat(keys.all("org_2")).isEmpty();
      assertThat(new PostgresAdminKeys(database, hasher(2)).check(made.secret())).isEmpty();
      assertThat(keys.revoke("org_2", made.key().id())).isFalse();
      assertThat(keys.revoke("org_1", made.key().id())).isTrue();
      assertThat(keys.check(made.secret())).isEmpty();
      assertThat(keys.all("org_1").getFirst().revokedAt()).isNotNull();
      assertThatThrownBy(() -> keys.add("org_1", "x", Member.Role.USER))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> keys.add("org_2", "x", Member.Role.ADMIN))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(TestDatabase.ask(database, "SELECT admin_key::text FROM admin_key"))
          .doesNotContain(made.secret().reveal());
    }
  }

  @Test
  void aBackupBringsEverythingBack() throws Exception {
    Path file = folder.resolve("backup.zip");
    Secret key;
    try (Database database = Database.open(TestDatabase.fresh())) {
      organisation(database);
      assertThat(HasherProof.holds(database, hasher(1))).isTrue();
      assertThat(HasherProof.holds(database, hasher(1))).isTrue();
      assertThat(HasherProof.holds(database, hasher(2))).isFalse();
      key =
          new PostgresAdminKeys(database, hasher(1))
              .add("org_1", "first", Member.Role.ADMIN)
              .secret();
      try (Connection connection = database.pool().getConnection()) {
        connection
            .createStatement()
            .execute(
                "INSERT INTO usage_group (organisation, workspace, member, api_key, model, upstream,"
                    + " speed, service_tier, inference_geo, context_window) VALUES ('org_1', '', '',"
                    + " 'k', 'm, \"x\"', 'u', 's', 't', 'g', 'c')");
      }
      Backup.Contents written = Backup.write(database, secret(1), file);
      assertThat(written.rows()).isGreaterThanOrEqualTo(4);
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(() -> Backup.write(database, secret(1), file))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(() -> Backup.restore(database, file))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Backup.secret(file)).isEqualTo(secret(1));
    try (Database database = Database.open(TestDatabase.fresh())) {
      assertThat(HasherProof.holds(database, hasher(3))).isTrue();
      Backup.restore(database, file);
      assertThat(HasherProof.holds(database, hasher(1))).isTrue();
      assertThat(new PostgresAdminKeys(database, hasher(1)).check(key)).isPresent();
      assertThat(TestDatabase.ask(database, "SELECT model FROM usage_group")).isEqualTo("m, \"x\"");
      assertThat(
              TestDatabase.ask(
                  database,
                  "INSERT INTO usage_group (organisation, workspace, member, api_key, model,"
                      + " upstream, speed, service_tier, inference_geo, context_window) VALUES"
                      + " ('org_1', '', '', 'k', 'n', 'u', 's', 't', 'g', 'c') RETURNING id"))
          .isEqualTo("2");
    }
  }

  @Test
  void whatIsNoBackupIsRefused() throws Exception {
    Path file = folder.resolve("no.zip");
    Files.writeString(file, "no");
    try (Database database = Database.open(TestDatabase.fresh())) {
      assertThatThrownBy(() -> Backup.restore(database, file))
          .isInstanceOf(java.io.IOException.class);
    }
  }
}
