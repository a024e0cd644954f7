package dev.muster.tools.bash;

import java.util.Set;
import java.util.StringTokenizer;

/**
 * Guesses about a command from its words, for choices that decide nothing about permission.
 * Anything but plain words counts as unknown.
 */
final class CommandWords {

  private static final Set<String> SILENT =
      Set.of(
          "cd", "chgrp", "chmod", "chown", "cp", "export", "ln", "mkdir", "mv", "rm", "rmdir",
          "touch", "true", "unset", "wait");

  private CommandWords() {}

  /** Whether it does nothing but sleep, so that there is no point in letting it go on. */
  static boolean onlySleeps(String command) {
    StringTokenizer words = plainWords(command);
    if (words.countTokens() < 2 || !words.nextToken().equals("sleep")) {
      return false;
    }
    while (words.hasMoreTokens()) {
      char first = words.nextToken().charAt(0);
      if (first != '.' && (first < '0' || first > '9')) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a command that says nothing when all goes well. */
  static boolean isSilent(String command) {
    StringTokenizer words = plainWords(command);
    return words.hasMoreTokens() && SILENT.contains(words.nextToken());
  }

  private static StringTokenizer plainWords(String command) {
    for (int i = 0; i < command.length(); i++) {
      if (";|&<>()`$\n".indexOf(command.charAt(i)) >= 0) {
        return new StringTokenizer("");
      }
    }
    return new StringTokenizer(command);
  }
}
