package dev.muster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts kept in files, with which results are compared to the letter.
 *
 * <p>They lie in {@code src/test/resources/goldens} of the module under test. With {@code
 * -Dgoldens.update=true} a golden that differs is written anew instead of failing; look at the
 * difference before it is committed. Stateless and safe for use by several threads.
 */
public final class Goldens {

  private static final String UPDATE = "goldens.update";

  private final Path folder;
  private final boolean update;

  private Goldens(Path folder, boolean update) {
    this.folder = folder;
    this.update = update;
  }

  /** The goldens of the module whose tests run. */
  public static Goldens ofModule() {
    // Surefire sets basedir; elsewhere tests run in their module's folder.
    Path module = Path.of(System.getProperty("basedir", System.getProperty("user.dir", ".")));
    return in(module.resolve("src/test/resources/goldens"));
  }

  /** The goldens in that folder. */
  public static Goldens in(Path folder) {
    return new Goldens(folder, Boolean.getBoolean(UPDATE));
  }

  /** These goldens, written anew where they differ. */
  Goldens updating() {
    return new Goldens(folder, true);
  }

  /**
   * Compares a text with the golden of that name.
   *
   * @param name a file name, with folders if wanted
   * @throws AssertionError when they differ or there is no such golden
   */
  public void check(String name, String actual) {
    Path file = folder.resolve(name);
    try {
      if (update) {
        if (!Files.exists(file) || !Files.readString(file, StandardCharsets.UTF_8).equals(actual)) {
          Files.createDirectories(file.getParent());
          Files.writeString(file, actual, StandardCharsets.UTF_8);
        }
        return;
      }
      String advice = "golden " + file + " (to accept the new text: -D" + UPDATE + "=true)";
      assertThat(file).as(advice).exists();
      assertThat(actual).as(advice).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot compare with " + file, e);
    }
  }

  /** Compares a text, normalised, with the golden of that name. */
  public void check(String name, String actual, Normaliser normaliser) {
    check(name, normaliser.apply(actual));
  }
}
