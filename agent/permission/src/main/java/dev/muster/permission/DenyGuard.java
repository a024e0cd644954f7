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

  /**
   * The same where the last word need only begin as given, as in {@code Bash(ls*)}.
   *
   * @param openEnd whether that is so
   */
  default boolean mayRun(String text, List<String> words, boolean openEnd) {
    return mayRun(text, openEnd ? words.subList(0, words.size() - 1) : words);
  }
}
