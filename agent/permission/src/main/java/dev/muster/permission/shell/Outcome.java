package dev.muster.permission.shell;

import org.jspecify.annotations.Nullable;

/**
 * How a command leaves the shell.
 *
 * @param success the state if it succeeds; {@code null} if the shell cannot get there
 * @param failure the state if it fails, likewise
 */
record Outcome(@Nullable State success, @Nullable State failure) {

  /** The shell does not go on after it. */
  static final Outcome NONE = new Outcome(null, null);

  /** The same with success and failure exchanged. */
  Outcome negated() {
    return new Outcome(/* success= */ failure, /* failure= */ success);
  }

  /** The same state however the command ends. */
  static Outcome either(@Nullable State state) {
    return state == null ? NONE : new Outcome(state, state);
  }
}
