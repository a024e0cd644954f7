package dev.muster.headless;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Output as it was when somebody last looked at it; {@code -Dgoldens.update=true} writes it. */
final class Golden {

  private Golden() {}

  static void matches(String name, String actual) throws IOException {
    if (Boolean.getBoolean("goldens.update")) {
      Path file = Path.of("src/test/resources/dev/muster/headless", name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual, StandardCharsets.UTF_8);
      return;
    }
    try (InputStream in = Golden.class.getResourceAsStream(name)) {
      assertThat(in).as("golden %s", name).isNotNull();
      assertThat(actual).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
