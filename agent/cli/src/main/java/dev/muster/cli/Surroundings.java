package dev.muster.cli;

import dev.muster.settings.Platform;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the program finds around it when it starts; everything else is handed it.
 *
 * @param folder where it was started, without symbolic links
 * @param home the person's home folder
 * @param appFolder where the program is installed
 * @param ids gives a new UUID each time
 * @param ending what a signal does
 */
record Surroundings(
    Map<String, String> environment,
    Path folder,
    Path home,
    Platform platform,
    Path appFolder,
    String version,
    InputStream in,
    OutputStream out,
    PrintStream err,
    InstantSource clock,
    Supplier<String> ids,
    Ending ending) {
  Surroundings {
    environment = Map.copyOf(environment);
  }

  /** The same, as if it had been started in another folder, which is without symbolic links. */
  Surroundings in(Path other) {
    return new Surroundings(
        environment, other, home, platform, appFolder, version, in, out, err, clock, ids, ending);
  }
}
