package dev.muster.settings;

import java.util.Optional;

/**
 * What the settings demand of a sandbox, so that whoever cannot give one can refuse instead of
 * running without.
 *
 * @param enabled commands are to run confined
 * @param failIfUnavailable without a sandbox nothing is to run
 * @param allowUnsandboxed whether the model may ask for a command to run unconfined; the vendor's
 *     default is that it may
 */
public record SandboxDemands(
    Optional<Sourced<Boolean>> enabled,
    Optional<Sourced<Boolean>> failIfUnavailable,
    Optional<Sourced<Boolean>> allowUnsandboxed) {

  /** Whether a start without a sandbox must fail. */
  public boolean required() {
    return isTrue(enabled) && isTrue(failIfUnavailable);
  }

  /** Whether commands are to run confined where that is possible. */
  public boolean wanted() {
    return isTrue(enabled);
  }

  private static boolean isTrue(Optional<Sourced<Boolean>> value) {
    return value.isPresent() && value.get().value();
  }
}
