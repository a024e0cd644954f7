package dev.muster.permission.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the shell stands, as far as that is certain.
 *
 * @param folder {@code null} where it is not certain
 * @param previous the folder before, likewise
 * @param pushed the folders below, as bash keeps them; {@code null} where none is certain
 */
record Place(@Nullable Path folder, @Nullable Path previous, @Nullable Pushed pushed) {

  /** A folder that was pushed and those below it. */
  record Pushed(@Nullable Path folder, @Nullable Pushed below) {}

  /** Longer paths are not followed; Linux takes none longer than 4096 bytes. */
  private static final int LONGEST = 4096;

  static final Place UNKNOWN = new Place(null, null, null);

  static Place at(@Nullable Path folder) {
    return new Place(folder, null, null);
  }

  Place entered(@Nullable Path next) {
    return new Place(next, folder, pushed);
  }

  static Place join(Place one, Place other) {
    if (Same.thing(one, other)) {
      return one;
    }
    return new Place(
        common(one.folder, other.folder),
        common(one.previous, other.previous),
        Same.thing(one.pushed, other.pushed) ? one.pushed : null);
  }

  private static @Nullable Path common(@Nullable Path one, @Nullable Path other) {
    return one != null && one.equals(other) ? one : null;
  }

  boolean same(Place other) {
    return Same.thing(this, other)
        || (isSame(folder, other.folder)
            && isSame(previous, other.previous)
            && Same.thing(pushed, other.pushed));
  }

  private static boolean isSame(@Nullable Path one, @Nullable Path other) {
    return one == null ? other == null : one.equals(other);
  }

  /**
   * Where bash's {@code cd} leads: it removes {@code ..} from the text of the path, as long as its
   * own idea of the folder holds no symbolic link that differs from the folder handed in.
   */
  @Nullable Path resolve(String operand) {
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
