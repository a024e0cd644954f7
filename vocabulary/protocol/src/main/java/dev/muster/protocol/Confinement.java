package dev.muster.protocol;

/** The limits under which a process runs. */
public sealed interface Confinement {

  /** No limits beyond those of the user. */
  record Unconfined() implements Confinement {}
}
