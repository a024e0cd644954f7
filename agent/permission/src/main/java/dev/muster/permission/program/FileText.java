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

  /**
   * What there is at a path.
   *
   * @param text its bytes, one character each (ISO-8859-1); empty unless a text was read
   */
  record Content(Kind kind, String text) {
    /** Nothing, or a folder. */
    public static final Content MISSING = new Content(Kind.MISSING, "");

    /** Something that could not be read, is no regular file, or is larger than the reader takes. */
    public static final Content UNREADABLE = new Content(Kind.UNREADABLE, "");

    /** A regular file with these bytes. */
    public static Content of(String text) {
      return new Content(Kind.TEXT, text);
    }
  }

  /** Which of the things that a path can lead to. */
  enum Kind {
    MISSING,
    TEXT,
    UNREADABLE
  }
}
