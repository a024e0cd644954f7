package dev.muster.exec.sandbox;

import dev.muster.exec.Confiner;
import dev.muster.exec.landlock.LandlockMain;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Confinement.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Confines by a small program of our own that gives up what the command is not to have, by Landlock
 * and seccomp, and then becomes it. For systems on which no namespaces can be made.
 *
 * <p>It can do less than bubblewrap: see {@link LandlockPlan} for files; there is no network at
 * all, for Landlock tells ports apart but not hosts; and other processes stay visible, though not
 * what is in them.
 */
final class LandlockBackend implements Backend {

  static final String NAME = "landlock";

  private static final int SIGNALS = 6;

  private final SystemCalls calls;
  private final Path code;
  private final PlaceScan scan;
  private final RunFiles files;
  private @Nullable Path filter;

  private LandlockBackend(SandboxConfig config, SystemCalls calls, Path code) {
    this.calls = calls;
    this.code = code;
    this.scan = new PlaceScan(config.clock());
    this.files = new RunFiles(config.temporary());
  }

  /** The backend; empty where our own code or the machine is not known. */
  static Optional<LandlockBackend> find(SandboxConfig config) {
    Optional<SystemCalls> calls = SystemCalls.of(System.getProperty("os.arch", ""));
    Optional<Path> code = Relay.OwnCode.path();
    return calls.isPresent() && code.isPresent()
        ? Optional.of(new LandlockBackend(config, calls.get(), code.get()))
        : Optional.empty();
  }

  private List<String> java(List<String> arguments) {
    List<String> argv = new ArrayList<>();
    argv.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:-MaxFDLimit",
            "-Xrs",
            "-Xmx64m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            code.toString(),
            LandlockMain.class.getName()));
    argv.addAll(arguments);
    return argv;
  }

  @Override
  public Support probe(boolean weakerNesting) {
    try {
      Attempt.Outcome version = Attempt.tell(java(List.of("--version")));
      String text = version.said().strip();
      if (version.exitCode() != 0 || text.isEmpty() || !Character.isDigit(text.charAt(0))) {
        return new Support.Missing("Landlock cannot be used: " + text);
      }
      Path plan = plan(Disk.Limited.NOTHING, List.of(), Map.of());
      Attempt.Outcome outcome = Attempt.tell(java(List.of(plan.toString(), "/bin/sh", "-c", ":")));
      if (outcome.exitCode() != 0) {
        return new Support.Missing("Landlock does not work here: " + outcome.said().strip());
      }
      String less =
          "commands have no network, make nothing directly in a working folder or in .git, and"
              + " change no modes or times of files";
      boolean signals = Integer.parseInt(text) >= SIGNALS;
      return new Support.Works(
          NAME, signals ? less : less + "; they can send signals to your other processes");
    } catch (IOException | NumberFormatException cannotTry) {
      return new Support.Missing("Landlock cannot be tried: " + cannotTry.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Support.Missing("Landlock was not tried: interrupted");
    }
  }

  @Override
  public Path temp() throws IOException {
    return files.temp();
  }

  private Path plan(Disk.Limited disk, List<Path> reports, Map<String, String> environment)
      throws IOException {
    MountPlan mounts = MountPlan.of(disk, temp(), DiskView.REAL);
    return written(LandlockPlan.of(mounts, reports), environment);
  }

  private Path written(List<String> places, Map<String, String> environment) throws IOException {
    List<String> words = new ArrayList<>(places);
    words.add("s " + filter());
    environment.forEach((name, value) -> words.add("e " + name + "=" + value));
    String text = String.join("\0", words) + "\0";
    return files.write("plan", text.getBytes(StandardCharsets.UTF_8));
  }

  /** The filter of system calls, which is the same for every command. */
  private synchronized Path filter() throws IOException {
    if (filter == null) {
      byte[] program = new SeccompFilter(calls, SeccompFilter.Reach.THE_MACHINE, false).bytes();
      filter = files.write("filter", program);
    }
    return filter;
  }

  @Override
  public Confiner.Launch ready(Confiner.Program wanted, Confinement.Confined limits)
      throws IOException {
    ConfinedEnvironment environment = new ConfinedEnvironment(wanted.environment());
    environment.without(limits.withheld());
    environment.withoutServices();
    environment.noProxy();
    Path plan;
    String remark = "";
    if (limits.disk() instanceof Disk.Limited disk) {
      environment.temporary(temp());
      PlaceScan.Found found = scan.resolved(disk);
      plan = plan(found.limits(), wanted.reports(), environment.build(NAME));
      remark = found.remark();
    } else {
      plan = written(List.of("w /"), environment.build(NAME));
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(plan.toString());
    arguments.addAll(wanted.argv());
    return new ConfinedLaunch(
        java(arguments),
        Map.of("LC_ALL", "C.UTF-8"),
        new ConfinedLaunch.Watched(null, remark, Held.NOTHING),
        plan);
  }

  @Override
  public void close() {
    files.close();
  }
}
