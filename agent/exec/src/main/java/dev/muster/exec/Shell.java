package dev.muster.exec;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs texts in bash, each in a process of its own.
 *
 * <p>The text goes to bash through a pipe, ended by a NUL byte, and is then run by one {@code
 * eval}. So it is neither limited in length nor seen in a listing of processes, and when this
 * program dies half-way through writing it, bash refuses to run the part. Bash reads no start
 * files. The command's own standard input is empty; its output goes to files, so that a process
 * left behind which holds them open delays nobody. Safe for use by several threads.
 */
public final class Shell {

  /** How much a command may write when nothing else is said: 1 GiB. */
  public static final long MOST_OUTPUT_BYTES = 1L << 30;

  /**
   * What bash runs. It is one compound command, so that bash has read all of it before the text can
   * confuse its parser. The trap reports the folder when the text leaves by {@code exit}.
   */
  private static final String RUNNER =
      "{ _muster_at=$1; shift; IFS= builtin read -r -d '' _muster_text || exit 126;"
          + " exec </dev/null;"
          + " trap -- '{ builtin pwd -P >| \"$_muster_at\"; } 2>/dev/null' EXIT;"
          + " eval -- \"$_muster_text\";"
          + " { set -- \"$?\"; builtin pwd -P >| \"$_muster_at\"; set +x; } 2>/dev/null;"
          + " exit \"$1\"; }";

  private final Supervisor supervisor;
  private final Path outputFolder;
  private final long mostOutputBytes;
  private final Confiner confiner;

  /**
   * Runs commands whose output goes to a folder; none that is to be confined.
   *
   * @param outputFolder made with mode 0700 when the first command needs it
   */
  public Shell(Supervisor supervisor, Path outputFolder) {
    this(supervisor, outputFolder, MOST_OUTPUT_BYTES, Confiner.NONE);
  }

  /** The same, with another limit of what one command may write. */
  public Shell(Supervisor supervisor, Path outputFolder, long mostOutputBytes) {
    this(supervisor, outputFolder, mostOutputBytes, Confiner.NONE);
  }

  /** The same, with somebody who confines commands that are to be confined. */
  public Shell(Supervisor supervisor, Path outputFolder, long mostOutputBytes, Confiner confiner) {
    this.supervisor = supervisor;
    this.outputFolder = outputFolder;
    this.mostOutputBytes = mostOutputBytes;
    this.confiner = confiner;
  }

  /**
   * Starts a command.
   *
   * @throws IOException when there is no bash, the folder is gone or nothing can be started
   */
  public ShellJob start(ShellCommand command) throws IOException {
    Path bash =
        Programs.bash(command.environment().get("PATH"))
            .orElseThrow(() -> new IOException("bash was not found; install it or put it in PATH"));
    PrivateFiles.folder(outputFolder);
    String id = newId();
    JobFiles files = JobFiles.create(outputFolder, id, command.merged());
    Confiner.Launch launch;
    try {
      launch = Processes.launch(program(command, bash, files), command.confinement(), confiner);
    } catch (IOException e) {
      files.delete();
      throw e;
    }
    try {
      ProcessTree tree = start(command, launch, files);
      ShellJob job =
          new ShellJob(id, new ShellJob.Running(tree, supervisor, launch), files, mostOutputBytes);
      Processes.feed(tree.leader().getOutputStream(), command.text() + "\0");
      job.watch();
      return job;
    } catch (IOException e) {
      launch.over();
      files.delete();
      throw e;
    }
  }

  /** Ends several commands at once, with everything that came from them. */
  public void kill(Collection<ShellJob> jobs) {
    List<ProcessTree> trees = new ArrayList<>(jobs.size());
    for (ShellJob job : jobs) {
      job.markKilled();
      trees.add(job.tree());
    }
    supervisor.end(trees);
  }

  private static Confiner.Program program(ShellCommand command, Path bash, JobFiles files) {
    List<String> argv =
        List.of(
            bash.toString(), "--noprofile", "--norc", "-c", RUNNER, "bash", files.cwd().toString());
    Map<String, String> environment = new HashMap<>(command.environment());
    environment.put("PWD", command.folder().toString());
    return new Confiner.Program(
        argv, command.folder(), environment, List.of(files.cwd(), files.stdout(), files.stderr()));
  }

  private ProcessTree start(ShellCommand command, Confiner.Launch launch, JobFiles files)
      throws IOException {
    Redirect stdout = Redirect.appendTo(files.stdout().toFile());
    Redirect stderr = command.merged() ? Redirect.PIPE : Redirect.appendTo(files.stderr().toFile());
    return supervisor.start(
        launch.argv(),
        command.folder(),
        launch.environment(),
        new Supervisor.Streams(Redirect.PIPE, stdout, stderr, command.merged()));
  }

  /** A short name for a command, told apart from all others of this session. */
  private static String newId() {
    long random = ThreadLocalRandom.current().nextLong(1L << 40);
    String digits = Long.toString(random, 36);
    return "b" + "0".repeat(8 - digits.length()) + digits;
  }
}
