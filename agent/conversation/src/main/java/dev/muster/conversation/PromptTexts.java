package dev.muster.conversation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that the model reads and that are kept as files beside this class. */
final class PromptTexts {

  private PromptTexts() {}

  /** The text of that file. It is read anew each time; callers ask once or twice a session. */
  static String read(String name) {
    try (InputStream in = PromptTexts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's own file " + name, e);
    }
  }
}
