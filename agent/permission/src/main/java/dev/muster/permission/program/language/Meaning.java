package dev.muster.permission.program.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program in a small language does besides reading its input and printing. */
public sealed interface Meaning {

  /** All that it does; one without acts is pure. */
  record Known(List<Act> acts) implements Meaning {

    /** Nothing else at all. */
    public static final Known PURE = new Known(List.of());

    public Known {
      acts = List.copyOf(acts);
    }
  }

  /**
   * Perhaps anything.
   *
   * @param reason one plain sentence for a person, without a final full stop
   */
  record Unknown(String reason) implements Meaning {}

  /** One thing that it does. */
  sealed interface Act {}

  /**
   * Reads a file.
   *
   * @param file its path, or {@code null} where that is computed
   */
  record Reads(@Nullable String file) implements Act {}

  /**
   * Writes a file.
   *
   * @param file its path, or {@code null} where that is computed
   */
  record Writes(@Nullable String file) implements Act {}

  /**
   * Hands a text to a shell.
   *
   * @param text {@code null} where it is computed
   */
  record Runs(@Nullable String text) implements Act {}
}
