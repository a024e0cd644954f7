package dev.muster.permission.shell.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word as it is written; none of its parts means an empty value, as in {@code x=}. */
public record WordText(List<Part> parts) {

  /** A word without characters. */
  public static final WordText EMPTY = new WordText(List.of());

  /** The word where it is written without any quote, escape or expansion; {@code null} else. */
  public @Nullable String plain() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Text text ? text.text() : null;
  }
}
