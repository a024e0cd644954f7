package dev.muster.server.run;

import dev.muster.domain.StoreException;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.store.Backup;
import java.io.IOException;
import java.nio.file.Path;

/** Fills an empty database from a backup, while no console runs on the data folder. */
public final class Restoration {

  private Restoration() {}

  /**
   * Restores a backup, with the secret that is in it.
   *
   * @throws Failure when the file cannot be used or the database is not empty
   */
  public static Backup.Contents restore(Console.Setting setting, Path file) {
    try (Closing closing = new Closing()) {
      closing.add("the data folder", FolderLock.take(setting.folder()));
      byte[] secret = Backup.secret(file);
      Databases databases = closing.add("the database", Databases.open(setting));
      Backup.Contents restored = Backup.restore(databases.database(), file);
      setting.folder().secret(secret);
      return restored;
    } catch (IOException | IllegalArgumentException | StoreException e) {
      throw new Failure(ExitCode.FAILED, "Cannot restore " + file + ": " + e.getMessage(), e);
    }
  }
}
