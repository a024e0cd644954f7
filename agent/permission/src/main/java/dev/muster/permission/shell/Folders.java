package dev.muster.permission.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the next command of a list runs, as far as earlier ones tell.
 *
 * @param success the folder if what came before succeeded, or {@code null} where unknown
 * @param failure the folder if it failed
 */
record Folders(@Nullable Path success, @Nullable Path failure) {

  /** Longer paths are not followed; Linux takes none longer than 4096 bytes. */
  private static final int LONGEST = 4096;

  static Folders at(@Nullable Path folder) {
    return new Folders(folder, folder);
  }

  /** The folder when it is not known how the last command ended. */
  @Nullable Path either() {
    return success != null && success.equals(failure) ? success : null;
  }

  /** After a further command, joined by {@code &&}, that began where the first succeeded. */
  Folders and(Folders next) {
    return new Folders(next.success, new Folders(failure, next.failure).either());
  }

  /** After a further command, joined by {@code ||}, that began where the first failed. */
  Folders or(Folders next) {
    return new Folders(new Folders(success, next.success).either(), next.failure);
  }

  /**
   * Where bash's {@code cd} leads: it removes {@code ..} from the text of the path, as long as its
   * own idea of the folder holds no symbolic link that differs from the folder handed in.
   */
  static Folders enter(@Nullable Path folder, String operand) {
    return new Folders(resolve(folder, operand), folder);
  }

  private static @Nullable Path resolve(@Nullable Path folder, String operand) {
    try {
      if (operand.length() > LONGEST || (folder == null && !operand.startsWith("/"))) {
        return null;
      }
      Path named = Path.of(operand);
      Path entered = (folder == null ? named : folder.resolve(named)).normalize();
      return entered.toString().length() > LONGEST ? null : entered;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
