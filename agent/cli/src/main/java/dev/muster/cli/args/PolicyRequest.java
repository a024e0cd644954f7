package dev.muster.cli.args;

import dev.muster.json.Json;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is wanted of a policy. Folders and files are as written. */
public sealed interface PolicyRequest {

  /**
   * Say what is decided about a call, and why.
   *
   * @param mode the settings' where it is empty
   * @param settings more settings: a file, or JSON text
   */
  record Explain(
      Question question,
      Optional<PermissionMode> mode,
      String folder,
      Optional<String> settings,
      boolean json)
      implements PolicyRequest {}

  /** What a decision is wanted about. */
  sealed interface Question {

    /** This command of Bash. */
    record Command(String text) implements Question {}

    /** The command of Bash that stands on standard input. */
    record Piped() implements Question {}

    /** A call of a tool. */
    record Tool(String name, Json.Obj input) implements Question {}
  }

  /**
   * Find mistakes in rules.
   *
   * @param files which settings files; the layers in force where there are none
   * @param as the layer of the files; where it is empty, the one that their place makes them
   * @param strict whether warnings are failures
   */
  record Check(
      List<String> files,
      Optional<Layer> as,
      String folder,
      Optional<String> settings,
      boolean strict,
      boolean json)
      implements PolicyRequest {
    public Check {
      files = List.copyOf(files);
    }
  }

  /**
   * Compare decisions with expected ones.
   *
   * @param filter only the cases whose name has that text
   * @param junit where to write the results as JUnit XML
   */
  record Test(List<String> files, String folder, Optional<String> filter, Optional<String> junit)
      implements PolicyRequest {
    public Test {
      files = List.copyOf(files);
    }
  }

  /**
   * Show which past calls a proposed policy would decide otherwise.
   *
   * @param as the layer that the file takes the place of
   * @param since how far back; all calls that are kept where it is empty
   */
  record Replay(
      String file,
      Layer as,
      Optional<Duration> since,
      boolean allProjects,
      String folder,
      boolean json)
      implements PolicyRequest {}

  /** Answer each line of JSON on standard input with a decision. */
  record Decide() implements PolicyRequest {}
}
