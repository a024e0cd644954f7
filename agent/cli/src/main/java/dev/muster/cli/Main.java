package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.headless.ExitCodes;
import dev.muster.headless.StandardOutput;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.Platform;
import dev.muster.settings.SettingsLocations;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The entry point of {@code muster}: the only class that reads the environment and exits. */
public final class Main {

  private Main() {}

  /** Runs the program with the words of its command line. */
  public static void main(String[] args) {
    Ending ending = Ending.begin();
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int exitCode;
    try {
      exitCode = Program.run(Arguments.parse(List.of(args)), surroundings(err, ending));
    } catch (ProblemException problem) {
      exitCode = Program.report(problem.problem(), err);
    } catch (StandardOutput.Lost lost) {
      exitCode = lost.readerGone() ? ExitCodes.FAILURE : Program.report(unwritable(lost), err);
    } catch (RuntimeException | IOException fault) {
      exitCode =
          Program.report(
              new Problem(ProblemCode.INTERNAL, "A fault of muster: " + fault, "Please report it"),
              err);
    }
    ending.over();
    System.exit(exitCode);
  }

  private static Problem unwritable(StandardOutput.Lost lost) {
    return new Problem(ProblemCode.DISK, String.valueOf(lost.getMessage()), "");
  }

  private static Surroundings surroundings(PrintStream err, Ending ending) {
    Map<String, String> environment = withLocale(System.getenv());
    Platform platform = Platform.ofOsName(System.getProperty("os.name", ""));
    Path userHome = Path.of(System.getProperty("user.home", "/"));
    return new Surroundings(
        environment,
        folder(),
        SettingsLocations.home(platform, environment, userHome),
        platform,
        Path.of(System.getProperty("muster.app", ".")).toAbsolutePath().normalize(),
        Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "0"),
        System.in,
        new StandardOutput(new FileOutputStream(FileDescriptor.out)),
        err,
        InstantSource.system(),
        new Ids(),
        ending);
  }

  private static Path folder() {
    try {
      return Path.of("").toRealPath();
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              "the folder in which muster was started cannot be named; its path is not UTF-8",
              "Start muster in another folder"),
          e);
    }
  }

  /** The environment with the locale that the launcher set aside for the JVM's sake. */
  private static Map<String, String> withLocale(Map<String, String> found) {
    String locale = found.get("MUSTER_LC_ALL");
    if (locale == null) {
      return found;
    }
    Map<String, String> environment = new HashMap<>(found);
    environment.remove("MUSTER_LC_ALL");
    environment.remove("LC_ALL");
    if (!locale.isEmpty()) {
      environment.put("LC_ALL", locale);
    }
    return environment;
  }
}
