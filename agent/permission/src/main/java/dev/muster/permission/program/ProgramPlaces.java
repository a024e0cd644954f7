package dev.muster.permission.program;

import java.nio.file.Path;

/** Tells whether a name leads the shell to a program that the model cannot have put there. */
@FunctionalInterface
public interface ProgramPlaces {

  /** Whether the program that the shell would start for this name, without slash, is trusted. */
  boolean isTrusted(String name);

  /**
   * Whether a file of that name may stand in a folder or above, so that the project chooses by it.
   *
   * @param name may have slashes in it
   */
  default boolean isChosen(Path folder, String name) {
    return true;
  }
}
