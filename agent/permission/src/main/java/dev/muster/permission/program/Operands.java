package dev.muster.permission.program;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program's operands stand for, in order.
 *
 * @param front those before the repeated ones; the last of them may be left out
 * @param repeated what any number of operands is after those in front
 * @param back those after the repeated ones
 * @param otherwise what follows where there is none of the repeated, or none at all
 */
record Operands(
    List<Role> front, @Nullable Role repeated, List<Role> back, @Nullable Effect otherwise) {
  Operands {
    front = List.copyOf(front);
    back = List.copyOf(back);
  }

  /** Whether arguments are no longer options once the first operand was seen. */
  boolean takesRest() {
    return !front.isEmpty() && front.getLast().takesRest();
  }
}
