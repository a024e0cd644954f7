package dev.muster.permission.shell.syntax;

import java.util.List;

/** A condition between {@code [[} and {@code ]]}. */
public sealed interface Condition {

  /** Holds where the other does not. */
  record Not(Condition condition) implements Condition {}

  /**
   * Conditions of which all or any must hold.
   *
   * @param all whether {@code &&} joins them
   */
  record Joined(List<Condition> conditions, boolean all) implements Condition {}

  /** A test of one word, such as {@code -f}; a word alone is tested with {@code -n}. */
  record Unary(String operator, WordText word) implements Condition {}

  /** A test of two words, such as {@code ==}. */
  record Binary(WordText left, String operator, WordText right) implements Condition {}
}
