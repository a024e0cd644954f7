package dev.muster.protocol;

import java.nio.file.Path;

/**
 * One thing that a tool call would do to the world, as the tool declares it from its input alone.
 *
 * <p>Paths are absolute and lexically normal; what they lead to is for the permission engine to
 * find out.
 */
public sealed interface Effect {

  /** Reads one file. */
  record ReadFile(Path path) implements Effect {}

  /** Reads names, and perhaps contents, of everything below a folder. */
  record SearchTree(Path root) implements Effect {}

  /** Creates or changes one file. */
  record WriteFile(Path path) implements Effect {}

  /** Hands a text to the shell in a folder. */
  record RunShell(String text, Path folder) implements Effect {}

  /**
   * Does something that cannot be told from the call.
   *
   * @param what for people: a clause such as {@code "it is not known what x does"}
   */
  record Unseen(String what) implements Effect {}
}
