package dev.muster.permission.shell.syntax;

/**
 * A part of a text.
 *
 * @param source the whole text
 * @param end exclusive
 */
public record Span(String source, int start, int end) {

  /** The part itself. */
  public String text() {
    return source.substring(start, end);
  }
}
