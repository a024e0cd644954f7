package dev.muster.exec.sandbox;

import dev.muster.exec.Confiner;
import dev.muster.pattern.HostRules;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Confinement.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Confines by bubblewrap: namespaces, mounts and a filter of system calls. */
final class BubblewrapBackend implements Backend {

  static final String NAME = "bubblewrap";

  private static final List<Path> TEMPORARIES = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

  private final SandboxConfig config;
  private final SystemCalls calls;
  private final Path program;
  private final PlaceScan scan;
  private final Map<Boolean, Path> filters = new HashMap<>();
  private final Map<HostRules, SharedNetwork> networks = new HashMap<>();
  private final Map<Boolean, Bubblewrap> working = new HashMap<>();
  private final RunFiles files;
  private @Nullable MountPoints places;
  private String withoutNetwork = "";

  private BubblewrapBackend(SandboxConfig config, SystemCalls calls, Path program) {
    this.config = config;
    this.calls = calls;
    this.program = program;
    this.scan = new PlaceScan(config.clock());
    this.files = new RunFiles(config.temporary());
  }

  /** The backend; empty where there is no bubblewrap that may be trusted. */
  static Optional<BubblewrapBackend> find(SandboxConfig config) {
    Optional<Path> program =
        config.bwrap().isPresent()
            ? TrustedProgram.named(config.bwrap().get())
            : TrustedProgram.find("bwrap");
    Optional<SystemCalls> calls = SystemCalls.of(System.getProperty("os.arch", ""));
    return program.isPresent() && calls.isPresent()
        ? Optional.of(new BubblewrapBackend(config, calls.get(), program.get()))
        : Optional.empty();
  }

  @Override
  public synchronized Support probe(boolean weakerNesting) {
    String said = "";
    try {
      for (Bubblewrap.Abilities abilities : candidates(weakerNesting)) {
        Bubblewrap candidate = new Bubblewrap(program, abilities);
        said = attempt(candidate);
        if (said.isEmpty()) {
          working.put(weakerNesting, candidate);
          return new Support.Works(NAME, remark(abilities));
        }
      }
    } catch (IOException cannotTry) {
      said = String.valueOf(cannotTry.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      said = "it was interrupted";
    }
    return new Support.Missing(program + " does not work here: " + said);
  }

  private static String remark(Bubblewrap.Abilities abilities) {
    return abilities.freshProc() ? "" : "processes of the outer container stay visible";
  }

  private static List<Bubblewrap.Abilities> candidates(boolean weakerNesting) {
    List<Bubblewrap.Abilities> all = new ArrayList<>();
    for (boolean freshProc : weakerNesting ? new boolean[] {true, false} : new boolean[] {true}) {
      all.add(new Bubblewrap.Abilities(true, freshProc, true));
      all.add(new Bubblewrap.Abilities(true, freshProc, false));
      all.add(new Bubblewrap.Abilities(false, freshProc, false));
    }
    return all;
  }

  /** Runs a program that does nothing; what went wrong, or nothing. */
  private String attempt(Bubblewrap candidate) throws IOException, InterruptedException {
    RunFolder folder = files.folder();
    Bubblewrap.View view =
        new Bubblewrap.View(Path.of("/"), folder.temp(), TEMPORARIES, List.of(), false);
    MountPlan plan = MountPlan.of(Disk.Limited.NOTHING, folder.temp(), DiskView.REAL);
    Path arguments = arguments(candidate.arguments(plan, view, folder.unreadable()));
    List<String> argv =
        candidate.command(arguments, filter(false), List.of(), List.of("/bin/sh", "-c", ":"));
    return Attempt.run(argv);
  }

  private synchronized MountPoints places() throws IOException {
    if (places == null) {
      places = new MountPoints(files.folder());
    }
    return places;
  }

  private synchronized Path filter(boolean unixSockets) throws IOException {
    Path known = filters.get(unixSockets);
    if (known == null) {
      byte[] program =
          new SeccompFilter(calls, SeccompFilter.Reach.OWN_NAMESPACES, unixSockets).bytes();
      known = files.write("filter", program);
      filters.put(unixSockets, known);
    }
    return known;
  }

  private Path arguments(List<String> words) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String word : words) {
      bytes.writeBytes(word.getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
    }
    return files.write("arguments", bytes.toByteArray());
  }

  @Override
  public Confiner.Launch ready(Confiner.Program wanted, Confinement.Confined limits)
      throws IOException {
    Bubblewrap bubblewrap = bubblewrap(limits.weakerNesting());
    RunFolder folder = files.folder();
    MountPlan plan = null;
    String remark = "";
    if (limits.disk() instanceof Disk.Limited disk) {
      PlaceScan.Found found = scan.resolved(disk);
      plan = MountPlan.of(found.limits(), folder.temp(), places().without(DiskView.REAL));
      remark = found.remark();
    }
    SharedNetwork network = network(bubblewrap, limits.network().rules());
    Held held = Held.of(plan, places());
    try {
      Bubblewrap.View view =
          new Bubblewrap.View(
              wanted.folder(),
              plan == null ? null : folder.temp(),
              plan == null ? List.of() : temporaries(plan),
              plan == null ? List.of() : wanted.reports(),
              network != null);
      Path arguments = arguments(bubblewrap.arguments(plan, view, folder.unreadable()));
      List<String> enter = network == null ? List.of() : network.enter(nsenter());
      return new ConfinedLaunch(
          bubblewrap.command(
              arguments, filter(limits.services().everySocket()), enter, wanted.argv()),
          environment(wanted, limits, plan == null ? null : folder.temp(), network),
          new ConfinedLaunch.Watched(
              network == null ? null : network.proxy(),
              remark.isEmpty() ? withoutNetwork() : remark,
              held),
          arguments);
    } catch (IOException | RuntimeException e) {
      held.release();
      throw e;
    }
  }

  private synchronized Bubblewrap bubblewrap(boolean weakerNesting) throws IOException {
    Bubblewrap known = working.get(weakerNesting);
    if (known == null && probe(weakerNesting) instanceof Support.Missing(String reason)) {
      throw new IOException(reason);
    }
    known = working.get(weakerNesting);
    if (known == null) {
      throw new IllegalStateException("what works is kept");
    }
    return known;
  }

  /**
   * The machine's temporary folders that commands do not see; those that they may write they do.
   */
  private static List<Path> temporaries(MountPlan plan) {
    List<Path> covered = new ArrayList<>();
    for (Path temporary : TEMPORARIES) {
      boolean writable =
          plan.mounts().stream()
              .anyMatch(mount ->
                  mount.kind() == MountPlan.Kind.WRITABLE && temporary.startsWith(mount.path()));
      if (!writable && java.nio.file.Files.isDirectory(temporary)) {
        covered.add(temporary);
      }
    }
    return covered;
  }

  private static Path nsenter() throws IOException {
    return TrustedProgram.find("nsenter")
        .orElseThrow(() -> new IOException("nsenter was not found; it belongs to util-linux"));
  }

  /** The network of commands that may reach these hosts; {@code null} where none can be made. */
  private synchronized @Nullable SharedNetwork network(Bubblewrap bubblewrap, HostRules rules) {
    SharedNetwork known = networks.get(rules);
    if (known != null && known.isAlive()) {
      return known;
    }
    try {
      nsenter();
      Path socket = files.place("egress");
      SharedNetwork made = SharedNetwork.start(bubblewrap, config.egress(rules), socket, socat());
      networks.put(rules, made);
      return made;
    } catch (IOException impossible) {
      withoutNetwork = "commands have no network here: " + impossible.getMessage();
      return null;
    }
  }

  private @Nullable Path socat() {
    Optional<Path> found =
        config.socat().isPresent()
            ? TrustedProgram.named(config.socat().get())
            : TrustedProgram.find("socat");
    return found.orElse(null);
  }

  private synchronized String withoutNetwork() {
    String once = withoutNetwork;
    withoutNetwork = "";
    return once;
  }

  private static Map<String, String> environment(
      Confiner.Program wanted,
      Confinement.Confined limits,
      @Nullable Path temp,
      @Nullable SharedNetwork network) {
    ConfinedEnvironment environment = new ConfinedEnvironment(wanted.environment());
    environment.without(limits.withheld());
    if (!limits.services().everySocket()) {
      environment.withoutServices();
    }
    if (temp != null) {
      environment.temporary(temp);
    }
    if (network == null) {
      environment.noProxy();
    } else {
      environment.proxy("http://127.0.0.1:" + network.port());
    }
    return environment.build(NAME);
  }

  @Override
  public Path temp() throws IOException {
    return files.temp();
  }

  @Override
  public synchronized void close() {
    networks.values().forEach(SharedNetwork::close);
    networks.clear();
    if (places != null) {
      places.releaseAll();
    }
    files.close();
  }
}
