package dev.muster.exec.sandbox;

import dev.muster.exec.Confiner;
import dev.muster.exec.egress.EgressProxy;
import dev.muster.pattern.HostRules;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Confinement.Disk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Confines by macOS's own {@code sandbox-exec} with a profile of ours. */
final class SeatbeltBackend implements Backend {

  static final String NAME = "seatbelt";

  private static final Path PROGRAM = Path.of("/usr/bin/sandbox-exec");

  /** A proxy on a port of the loopback, and the secret without which it serves nobody. */
  private record Gate(EgressProxy proxy, int port, String secret) {}

  private final SandboxConfig config;
  private final PlaceScan scan;
  private final Map<HostRules, Gate> gates = new HashMap<>();
  private final RunFiles files;

  private SeatbeltBackend(SandboxConfig config) {
    this.config = config;
    this.scan = new PlaceScan(config.clock());
    this.files = new RunFiles(config.temporary());
  }

  /** The backend; empty where the system does not have the program. */
  static Optional<SeatbeltBackend> find(SandboxConfig config) {
    return TrustedProgram.trusted(PROGRAM).map(program -> new SeatbeltBackend(config));
  }

  @Override
  public Support probe(boolean weakerNesting) {
    try {
      MountPlan plan = MountPlan.of(Disk.Limited.NOTHING, temp(), DiskView.REAL);
      Path profile =
          profile(SeatbeltProfile.of(plan, List.of(), Confinement.Services.NONE, 1, false));
      String wrong = Attempt.run(command(profile, List.of("/bin/sh", "-c", ":")));
      return wrong.isEmpty()
          ? new Support.Works(NAME, "")
          : new Support.Missing(PROGRAM + " does not work here: " + wrong);
    } catch (IOException cannotTry) {
      return new Support.Missing(PROGRAM + " cannot be tried: " + cannotTry.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Support.Missing(PROGRAM + " was not tried: interrupted");
    }
  }

  private static List<String> command(Path profile, List<String> argv) {
    List<String> all = new ArrayList<>(List.of(PROGRAM.toString(), "-f", profile.toString()));
    all.addAll(argv);
    return all;
  }

  private Path profile(String text) throws IOException {
    return files.write("profile", text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Path temp() throws IOException {
    return files.temp();
  }

  @Override
  public Confiner.Launch ready(Confiner.Program wanted, Confinement.Confined limits)
      throws IOException {
    MountPlan plan = null;
    String remark = "";
    if (limits.disk() instanceof Disk.Limited disk) {
      PlaceScan.Found found = scan.resolved(disk);
      plan = MountPlan.of(found.limits(), temp(), DiskView.REAL);
      remark = found.remark();
    }
    Gate gate = gate(limits.network().rules());
    Path profile =
        profile(
            SeatbeltProfile.of(
                plan,
                plan == null ? List.of() : wanted.reports(),
                limits.services(),
                gate.port(),
                limits.network().localBinding()));
    ConfinedEnvironment environment = new ConfinedEnvironment(wanted.environment());
    environment.without(limits.withheld());
    if (!limits.services().everySocket() && limits.services().sockets().isEmpty()) {
      environment.withoutServices();
    }
    if (plan != null) {
      environment.temporary(temp());
    }
    environment.proxy("http://muster:" + gate.secret() + "@127.0.0.1:" + gate.port());
    return new ConfinedLaunch(
        command(profile, wanted.argv()),
        environment.build(NAME),
        new ConfinedLaunch.Watched(gate.proxy(), remark, Held.NOTHING),
        profile);
  }

  private synchronized Gate gate(HostRules rules) throws IOException {
    Gate known = gates.get(rules);
    if (known == null) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      String secret = HexFormat.of().formatHex(random);
      EgressProxy proxy = config.egress(rules);
      ServerSocketChannel listener = ServerSocketChannel.open();
      listener.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
      int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
      proxy.serve(listener, secret);
      known = new Gate(proxy, port, secret);
      gates.put(rules, known);
    }
    return known;
  }

  @Override
  public synchronized void close() {
    gates.values().forEach(gate -> gate.proxy().close());
    files.close();
  }
}
