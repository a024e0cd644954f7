package dev.muster.workspace;

import dev.muster.protocol.Confinement;
import dev.muster.protocol.ProcessRequest;
import dev.muster.protocol.ProcessResult;
import dev.muster.protocol.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Tells what git knows of a folder.
 *
 * <p>Branches are read from the repository's files. Status and commits come from the {@code git} on
 * the {@code PATH}, run without what a repository's configuration could make it start: hooks, file
 * monitor, pager, filters, external programs, transports. Still, call {@link #facts} for trusted
 * folders only. The two programs run beside each other, each for two seconds at most. Safe for use
 * by several threads.
 */
public final class VersionControl {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int MAX_OUTPUT = 16 << 10;
  private static final int MAX_STATUS_LINES = 200;
  private static final int COMMITS = 5;

  private final ProcessRunner runner;
  private final Map<String, String> environment;

  /**
   * What git knows.
   *
   * @param branch the branch, or {@code detached at} and a commit
   * @param mainBranch the branch that changes are merged to; empty when that cannot be told
   * @param status changed files, as {@code git status --short} tells them; empty also when git
   *     could not be asked
   * @param statusCut whether there are more changed files
   * @param commits the most recent ones, each with its short id
   */
  public record Facts(
      String branch,
      Optional<String> mainBranch,
      List<String> status,
      boolean statusCut,
      List<String> commits) {
    public Facts {
      status = List.copyOf(status);
      commits = List.copyOf(commits);
    }
  }

  /**
   * @param environment of the agent's process; {@code PATH} and {@code HOME} count
   */
  public VersionControl(ProcessRunner runner, Map<String, String> environment) {
    this.runner = runner;
    this.environment = Map.copyOf(environment);
  }

  /** Whether a folder is inside a repository's work tree. Starts no program. */
  public static boolean isRepository(Path folder) {
    return GitFiles.find(folder).isPresent();
  }

  /**
   * The facts; empty outside of a repository. What cannot be found out in time is left empty.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  public Optional<Facts> facts(Path folder) throws InterruptedException {
    Optional<GitFiles> repository = GitFiles.find(folder);
    if (repository.isEmpty()) {
      return Optional.empty();
    }
    GitFiles files = repository.get();
    Optional<Path> git = program();
    Optional<List<String>> guards = files.guards();
    List<String> status = List.of();
    List<String> commits = List.of();
    if (git.isPresent() && guards.isPresent()) {
      List<String> base = base(git.get(), guards.get());
      FutureTask<List<String>> log = start(() -> lines(base, logArguments(), folder));
      status = lines(base, statusArguments(), folder);
      commits = await(log);
    }
    boolean cut = status.size() > MAX_STATUS_LINES;
    return Optional.of(
        new Facts(
            files.branch(),
            files.mainBranch(),
            cut ? status.subList(0, MAX_STATUS_LINES) : status,
            cut,
            commits));
  }

  private static FutureTask<List<String>> start(Callable<List<String>> work) {
    FutureTask<List<String>> task = new FutureTask<>(work);
    Thread.ofVirtual().name("git").start(task);
    return task;
  }

  private static List<String> await(FutureTask<List<String>> task) throws InterruptedException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      task.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      return List.of();
    }
  }

  private static List<String> base(Path git, List<String> guards) {
    List<String> argv =
        new ArrayList<>(List.of(git.toString(), "--no-pager", "--no-optional-locks"));
    for (String setting :
        List.of(
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "core.pager=cat",
            "core.sshCommand=false",
            "core.askPass=",
            "core.quotePath=false",
            "diff.external=",
            "log.showSignature=false",
            "protocol.allow=never")) {
      argv.add("-c");
      argv.add(setting);
    }
    for (String guard : guards) {
      argv.add("-c");
      argv.add(guard);
    }
    return argv;
  }

  private static List<String> statusArguments() {
    return List.of("status", "--short", "--untracked-files=normal", "--ignore-submodules=all");
  }

  private static List<String> logArguments() {
    return List.of("log", "--no-show-signature", "--no-color", "--format=%h %s", "-n" + COMMITS);
  }

  private List<String> lines(List<String> base, List<String> arguments, Path folder)
      throws InterruptedException {
    List<String> argv = new ArrayList<>(base);
    argv.addAll(arguments);
    try {
      ProcessResult result =
          runner.run(
              new ProcessRequest(
                  argv,
                  folder,
                  gitEnvironment(),
                  "",
                  TIMEOUT,
                  MAX_OUTPUT,
                  new Confinement.Unconfined()));
      return result.exitCode() == 0 ? whole(result) : List.of();
    } catch (IOException notStarted) {
      return List.of();
    }
  }

  /** The lines, without one that a cap cut. */
  private static List<String> whole(ProcessResult result) {
    List<String> lines = result.stdout().lines().toList();
    return result.truncated() && !lines.isEmpty() ? lines.subList(0, lines.size() - 1) : lines;
  }

  private Map<String, String> gitEnvironment() {
    Map<String, String> kept = new HashMap<>();
    for (String name : List.of("HOME", "XDG_CONFIG_HOME", "PATH", "LANG")) {
      if (environment.containsKey(name)) {
        kept.put(name, environment.get(name));
      }
    }
    kept.put("GIT_OPTIONAL_LOCKS", "0");
    kept.put("GIT_NO_LAZY_FETCH", "1");
    kept.put("GIT_TERMINAL_PROMPT", "0");
    return kept;
  }

  /** The git on the {@code PATH}; relative entries of it do not count. */
  private Optional<Path> program() {
    return Programs.find("git", environment);
  }
}
