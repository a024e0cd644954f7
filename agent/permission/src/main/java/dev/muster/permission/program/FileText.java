package dev.muster.permission.program;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads small files, so that what judges repositories needs no access to a disk of its own. */
public interface FileText {

  /** Reads a file, following symbolic links. */
  Content read(Path file);

  /**
   * The canonical path of an existing folder with all symbolic links followed, or {@code null}
   * where there is none or it cannot be told.
   */
  @Nullable Path realFolder(Path folder);

  /** What there is at a path. */
  sealed interface Content {
    /** Nothing, or a folder. */
    record Missing() implements Content {}

    /**
     * A regular file.
     *
     * @param text its bytes, one character each (ISO-8859-1)
     */
    record Text(String text) implements Content {}

    /** Something that could not be read, is no regular file, or is larger than the reader takes. */
    record Unreadable() implements Content {}
  }
}
