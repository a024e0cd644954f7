package dev.muster.verify.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.verify.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program as {@code ./build} makes it. */
final class Packaged {

  static final Path ROOT = Checkout.ROOT;

  private static final Path COMPLETE = ROOT.resolve("agent/cli/target/app/complete");

  private Packaged() {}

  /** The launcher; skips the test where nothing is built, which {@code ./check} always does. */
  static Path launcher() {
    assumeTrue(Files.exists(COMPLETE), "the program is not packaged; ./build does that");
    return ROOT.resolve("muster");
  }
}
