package dev.muster.verify;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository is that the tests are about. */
public final class Checkout {

  /** Its root: the nearest folder above that has {@code .mvn}, or {@code -Dverify.root=FOLDER}. */
  public static final Path ROOT = root();

  private Checkout() {}

  private static Path root() {
    String given = System.getProperty("verify.root");
    if (given != null) {
      return Path.of(given).toAbsolutePath();
    }
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.isDirectory(here.resolve(".mvn"))) {
      here = here.getParent();
    }
    if (here == null) {
      throw new IllegalStateException("no folder above has .mvn; give -Dverify.root=FOLDER");
    }
    return here;
  }
}
