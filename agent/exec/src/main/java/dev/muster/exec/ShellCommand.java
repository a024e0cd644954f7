package dev.muster.exec;

import dev.muster.protocol.Confinement;
import java.nio.file.Path;
import java.util.Map;

/**
 * A text for bash to run.
 *
 * @param text run to the letter, as one {@code eval} of bash without start files
 * @param folder the absolute folder in which it starts
 * @param environment the whole environment, as {@link ChildEnvironment} makes it
 * @param merged whether both output streams go to one file, in the order in which they are written
 */
public record ShellCommand(
    String text,
    Path folder,
    Map<String, String> environment,
    boolean merged,
    Confinement confinement) {

  /**
   * Checks that the text can be handed over unchanged.
   *
   * @throws IllegalArgumentException when {@link #fault} names a fault
   */
  public ShellCommand {
    String fault = fault(text);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
    environment = Map.copyOf(environment);
  }

  /** Why bash could not be given that text to the letter; empty when it can. */
  public static String fault(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "the command holds a NUL character";
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return "the command holds half a Unicode surrogate pair";
        }
        i++;
      }
    }
    return "";
  }
}
