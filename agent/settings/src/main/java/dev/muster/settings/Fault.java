package dev.muster.settings;

import dev.muster.protocol.Layer;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;

/**
 * Something wrong in a settings source, and where.
 *
 * @param source the file or the flag
 * @param line from 1; 0 where the source has no lines
 * @param column from 1; 0 where the source has no lines
 * @param what what is wrong, and the nearest valid name where there is one
 */
public record Fault(Layer layer, String source, int line, int column, String what) {

  /** The fault as people read it: {@code file:line:column: what}. */
  public String text() {
    return line > 0 ? source + ":" + line + ":" + column + ": " + what : source + ": " + what;
  }

  /** The fault as a problem that ends a start. */
  public Problem problem() {
    return layer == Layer.MANAGED
        ? new Problem(
            ProblemCode.MANAGED_SETTINGS_INVALID,
            text(),
            "The administrator of this machine must mend that file")
        : new Problem(
            ProblemCode.SETTINGS_INVALID,
            text(),
            layer == Layer.FLAGS ? "Mend what the flag says" : "Mend that file");
  }
}
