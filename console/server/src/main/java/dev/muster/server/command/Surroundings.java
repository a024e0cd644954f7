package dev.muster.server.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param folder the working folder
 * @param home the user's home folder
 * @param root whether the user may do everything on this machine
 * @param version of this program
 */
public record Surroundings(
    Map<String, String> environment,
    Path folder,
    Path home,
    boolean root,
    String version,
    PrintStream out,
    PrintStream err,
    InstantSource clock) {

  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /** A variable that is set to something. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
  }

  /** The data folder: the one that an option names, or else the usual one. */
  Path dataFolder(@Nullable Path named) {
    return named == null ? dataFolder() : folder.resolve(named);
  }

  /** The data folder where no option names one. */
  Path dataFolder() {
    return variable("MUSTER_CONSOLE_DATA")
        .map(folder::resolve)
        .orElseGet(() ->
            root
                ? Path.of("/var/lib/muster-console")
                : variable("XDG_DATA_HOME")
                    .map(Path::of)
                    .orElse(home.resolve(".local/share"))
                    .resolve("muster-console"));
  }
}
