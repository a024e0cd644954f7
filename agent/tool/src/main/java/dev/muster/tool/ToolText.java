package dev.muster.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The Markdown files that tell the model of the tools. */
public final class ToolText {

  private ToolText() {}

  /**
   * A text file beside a class, without the space around it.
   *
   * @throws IllegalStateException when there is none: the program is not packed as it should be
   */
  public static String beside(Class<?> tool, String file) {
    try (InputStream stream = tool.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing beside " + tool.getName());
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
