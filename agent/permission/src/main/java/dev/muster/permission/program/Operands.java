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

  /** Whether they name nothing but themselves. */
  boolean areWords() {
    return otherwise == null
        && (repeated == null || repeated == Role.WORD)
        && front.stream().allMatch(role -> role == Role.WORD)
        && back.stream().allMatch(role -> role == Role.WORD);
  }

  /** Whether files stand among them. */
  boolean nameFiles() {
    return (repeated != null && repeated.isFile())
        || front.stream().anyMatch(Role::isFile)
        || back.stream().anyMatch(Role::isFile);
  }

  /** Whether the first may be a script in a language that is looked into. */
  boolean beginWithScript() {
    return !front.isEmpty()
        && front.getFirst().isGivenByOption()
        && front.getFirst() != Role.PATTERN;
  }

  /** Whether arguments are no longer options once the first operand was seen. */
  boolean takesRest() {
    return !front.isEmpty() && front.getLast().takesRest();
  }
}
