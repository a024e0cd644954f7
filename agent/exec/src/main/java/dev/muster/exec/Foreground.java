package dev.muster.exec;

import dev.muster.protocol.Confinement;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program on this process's own standard streams. */
public final class Foreground {

  private static final Supervisor.Streams OURS =
      new Supervisor.Streams(Redirect.INHERIT, Redirect.INHERIT, Redirect.INHERIT, false);

  private final Supervisor supervisor;
  private final Confiner confiner;

  /** Runs programs under a supervisor, confined by that one. */
  public Foreground(Supervisor supervisor, Confiner confiner) {
    this.supervisor = supervisor;
    this.confiner = confiner;
  }

  /**
   * Runs a program to its end, and ends what it leaves behind.
   *
   * @param argv a name that is looked for in {@code PATH}, or an absolute path, and arguments
   * @param denied where a line goes for each thing that its confinement denied it
   * @return its exit code
   * @throws IOException when it cannot be started
   * @throws InterruptedException when the thread is interrupted; the program is then ended
   */
  public int run(
      List<String> argv,
      Path folder,
      Map<String, String> environment,
      Confinement confinement,
      List<String> denied)
      throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>(argv);
    whole.set(0, Programs.require(argv.getFirst(), environment.get("PATH")).toString());
    Confiner.Launch launch =
        Processes.launch(
            new Confiner.Program(whole, folder, environment, List.of()), confinement, confiner);
    try {
      ProcessTree tree = supervisor.start(launch.argv(), folder, launch.environment(), OURS);
      try {
        return tree.leader().waitFor();
      } finally {
        supervisor.end(List.of(tree));
      }
    } finally {
      launch.over();
      denied.addAll(launch.denied());
    }
  }
}
