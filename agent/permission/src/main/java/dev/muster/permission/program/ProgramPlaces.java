package dev.muster.permission.program;

/** Tells whether a name leads the shell to a program that the model cannot have put there. */
@FunctionalInterface
public interface ProgramPlaces {

  /** Whether the program that the shell would start for this name, without slash, is trusted. */
  boolean isTrusted(String name);
}
