package dev.muster.permission.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the shell stands, as far as that is certain.
 *
 * @param folders all that it may be; none where it may be any
 * @param previous the folder before, {@code null} where it is not certain
 * @param pushed the folders below, as bash keeps them; {@code null} where none is certain
 */
record Place(List<Path> folders, @Nullable Path previous, @Nullable Pushed pushed) {

  /** A folder that was pushed, as above, and those below it. */
  record Pushed(List<Path> folders, @Nullable Pushed below) {}

  /** More folders are not kept apart. */
  private static final int MOST = 4;

  /** Longer paths are not followed; Linux takes none longer than 4096 bytes. */
  private static final int LONGEST = 4096;

  static final Place UNKNOWN = new Place(List.of(), null, null);

  static Place at(@Nullable Path folder) {
    return folder == null ? UNKNOWN : new Place(List.of(folder), null, null);
  }

  /** The folder where there is but one that it may be. */
  @Nullable Path folder() {
    return folders.size() == 1 ? folders.getFirst() : null;
  }

  Place entered(List<Path> next) {
    return new Place(next, folder(), pushed);
  }

  static Place join(Place one, Place other) {
    if (Same.thing(one, other)) {
      return one;
    }
    boolean samePrevious = one.previous != null && one.previous.equals(other.previous);
    return new Place(
        union(one.folders, other.folders),
        samePrevious ? one.previous : null,
        Same.thing(one.pushed, other.pushed) ? one.pushed : null);
  }

  private static List<Path> union(List<Path> one, List<Path> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return List.of();
    }
    List<Path> all = new ArrayList<>(one);
    for (Path folder : other) {
      if (!all.contains(folder)) {
        all.add(folder);
      }
    }
    return all.size() > MOST ? List.of() : all;
  }

  boolean same(Place other) {
    boolean samePrevious =
        previous == null ? other.previous == null : previous.equals(other.previous);
    return Same.thing(this, other)
        || (folders.size() == other.folders.size()
            && folders.containsAll(other.folders)
            && samePrevious
            && Same.thing(pushed, other.pushed));
  }

  /**
   * Where bash's {@code cd} leads: it removes {@code ..} from the text of the path, as long as its
   * own idea of the folder holds no symbolic link that differs from the folder handed in.
   */
  List<Path> resolve(String operand) {
    if (operand.length() > LONGEST) {
      return List.of();
    }
    try {
      Path named = Path.of(operand);
      if (named.isAbsolute()) {
        return List.of(named.normalize());
      }
      List<Path> entered = new ArrayList<>(folders.size());
      for (Path folder : folders) {
        Path path = folder.resolve(named).normalize();
        if (path.toString().length() > LONGEST) {
          return List.of();
        }
        entered.add(path);
      }
      return entered;
    } catch (InvalidPathException e) {
      return List.of();
    }
  }
}
