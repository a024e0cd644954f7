package dev.muster.permission;

import java.util.List;

/** Looks for forbidden commands in a text that is not understood. Pure and thread-safe. */
@FunctionalInterface
public interface DenyGuard {

  /**
   * Whether the shell could run a command that begins with these words, as far as the text shows;
   * {@code true} when in doubt, and always for no words.
   */
  boolean mayRun(String text, List<String> words);
}
