package dev.muster.cli.args;

import java.util.Locale;
import java.util.Optional;

/** A shell that can be taught to complete the command line. */
public enum Shell {
  BASH,
  ZSH,
  FISH;

  /** The name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Shell> of(String word) {
    for (Shell shell : values()) {
      if (shell.word().equals(word)) {
        return Optional.of(shell);
      }
    }
    return Optional.empty();
  }
}
