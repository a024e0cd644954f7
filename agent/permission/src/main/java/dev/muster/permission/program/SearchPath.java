package dev.muster.permission.program;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shell's search path, for telling where a name leads.
 *
 * <p>A program is trusted if it is found before any relative folder of the path (an empty one is
 * the current folder) and in no folder that the model may write to, such as a virtual environment
 * in the project. Immutable; looks at the disk only through what is handed in.
 */
public final class SearchPath implements ProgramPlaces {
  private final List<@Nullable Path> folders = new ArrayList<>();
  private final List<Path> writable;
  private final Function<Path, @Nullable Path> realFile;

  /**
   * Splits a search path.
   *
   * @param value of the variable {@code PATH} as the shell gets it
   * @param writable folders that the model may write to, absolute and canonical
   * @param realFile the canonical path of the file that a path leads to, all symbolic links
   *     followed, or {@code null} where it leads to none
   */
  public SearchPath(String value, List<Path> writable, Function<Path, @Nullable Path> realFile) {
    this.writable = List.copyOf(writable);
    this.realFile = realFile;
    int start = 0;
    while (start <= value.length()) {
      int colon = value.indexOf(':', start);
      int end = colon < 0 ? value.length() : colon;
      folders.add(absolute(value.substring(start, end)));
      start = end + 1;
    }
  }

  @Override
  public boolean isTrusted(String name) {
    for (Path folder : folders) {
      if (folder == null) {
        return false;
      }
      Path program;
      try {
        program = realFile.apply(folder.resolve(name));
      } catch (InvalidPathException e) {
        return false;
      }
      if (program != null) {
        return !isWritable(folder) && !isWritable(program);
      }
    }
    // There is nothing that could be started.
    return true;
  }

  @Override
  public boolean isChosen(Path folder, String name) {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (realFile.apply(at.resolve(name)) != null) {
        return true;
      }
    }
    return false;
  }

  private boolean isWritable(Path path) {
    for (Path place : writable) {
      if (path.startsWith(place)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Path absolute(String text) {
    try {
      Path path = text.startsWith("/") ? Path.of(text) : null;
      return path == null ? null : path.normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
