package dev.muster.permission.shell.syntax;

import java.util.List;

/** Commands one after the other: a whole text, or what stands inside a compound command. */
public record Script(List<Step> steps) {

  /** A script without commands. */
  public static final Script EMPTY = new Script(List.of());

  /**
   * One command of a script.
   *
   * @param background whether the shell goes on without waiting for it
   * @param endsLine whether the shell runs it before it reads what follows
   */
  public record Step(Node node, boolean background, boolean endsLine) {}
}
