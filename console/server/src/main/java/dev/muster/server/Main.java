package dev.muster.server;

import dev.muster.server.command.ConsoleCommands;
import dev.muster.server.command.Surroundings;
import dev.muster.server.run.JsonLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/**
 * The entry point of {@code muster console}: the only class that reads the environment and exits.
 */
public final class Main {

  private Main() {}

  /** Runs the program with the words of its command line. */
  public static void main(String[] args) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    JsonLog.install(err);
    Surroundings surroundings =
        new Surroundings(
            System.getenv(),
            Path.of("").toRealPath(),
            Path.of(System.getProperty("user.home", "/")),
            isRoot(),
            Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "0"),
            out,
            err,
            InstantSource.system());
    System.exit(ConsoleCommands.run(surroundings, args));
  }

  private static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
  }
}
