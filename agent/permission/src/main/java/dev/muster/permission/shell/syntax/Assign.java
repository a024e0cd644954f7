package dev.muster.permission.shell.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code NAME=value} where bash takes it for an assignment.
 *
 * @param subscript {@code null} without one
 * @param append whether {@code +=} is written
 * @param value empty where {@code elements} are given
 * @param elements of {@code NAME=(…)}; {@code null} for a plain value
 */
public record Assign(
    String name,
    @Nullable List<Part> subscript,
    boolean append,
    WordText value,
    @Nullable List<Element> elements) {

  /**
   * An element of an array.
   *
   * @param subscript {@code null} for the next one
   */
  public record Element(@Nullable List<Part> subscript, WordText value) {}
}
