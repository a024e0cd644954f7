package dev.muster.protocol;

/**
 * Where a value was written.
 *
 * @param source a file's path, or words such as {@code --allowedTools}
 * @param line from 1; 0 where the source has no lines
 */
public record Origin(Layer layer, String source, int line) {

  /** The origin of what is built in. */
  public static final Origin BUILT_IN = new Origin(Layer.BUILT_IN, "built in", 0);

  /** The place as people read it: {@code path:line}, or the source alone. */
  public String place() {
    return line > 0 ? source + ":" + line : source;
  }
}
