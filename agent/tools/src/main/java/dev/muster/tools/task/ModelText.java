package dev.muster.tools.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads the Markdown that the model is given, from beside a class. Stateless. */
public final class ModelText {

  private ModelText() {}

  /**
   * Reads a text that was packaged beside a class.
   *
   * @throws IllegalStateException when it was not packaged
   */
  public static String beside(Class<?> type, String name) {
    try (InputStream in = type.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + type.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
