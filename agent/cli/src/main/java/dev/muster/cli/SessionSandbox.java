package dev.muster.cli;

import dev.muster.exec.ChildEnvironment;
import dev.muster.exec.Confiner;
import dev.muster.exec.egress.Upstream;
import dev.muster.exec.sandbox.Sandbox;
import dev.muster.exec.sandbox.SandboxConfig;
import dev.muster.exec.sandbox.Support;
import dev.muster.permission.CommandConfinement;
import dev.muster.permission.ConfinementPolicy;
import dev.muster.permission.Policy;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.Platform;
import dev.muster.settings.SandboxSettings;
import dev.muster.settings.Settings;
import dev.muster.settings.SettingsLocations;
import dev.muster.settings.Sourced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the commands of a session are confined; nothing is looked at where they are not to be. */
final class SessionSandbox {

  private static final SessionSandbox NONE = new SessionSandbox(null, null, null, List.of());

  private final @Nullable SandboxSettings settings;
  private final @Nullable Sandbox sandbox;
  private final @Nullable Path temp;
  private final List<String> warnings;

  private SessionSandbox(
      @Nullable SandboxSettings settings,
      @Nullable Sandbox sandbox,
      @Nullable Path temp,
      List<String> warnings) {
    this.settings = settings;
    this.sandbox = sandbox;
    this.temp = temp;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Makes ready what the settings ask for.
   *
   * @throws ProblemException when commands must run confined and cannot
   */
  static SessionSandbox open(Surroundings around, SessionSettings read, Machine machine) {
    Sourced<Boolean> enabled = read.settings().sandboxEnabled().orElse(null);
    if (enabled == null || !enabled.value()) {
      return NONE;
    }
    SandboxSettings settings = read.settings().sandbox();
    if (!isMeantHere(settings, around.platform())) {
      return NONE;
    }
    Sandbox sandbox = machine.sandbox(config(settings, read.environment(), around));
    boolean nesting = SandboxSettings.isOn(settings.weakerNesting());
    return switch (sandbox.support(nesting)) {
      case Support.Works works -> ready(settings, sandbox, nesting, works);
      case Support.Missing(String reason) -> missing(settings, enabled.origin(), reason);
    };
  }

  private static SessionSandbox ready(
      SandboxSettings settings, Sandbox sandbox, boolean nesting, Support.Works works) {
    try {
      List<String> warnings = new ArrayList<>();
      if (!works.remark().isEmpty()) {
        warnings.add("the sandbox (" + works.backend() + "): " + works.remark());
      }
      return new SessionSandbox(settings, sandbox, sandbox.temp(nesting), warnings);
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.DISK,
              "no folder can be made for the commands' temporary files: " + e.getMessage(),
              "Make room, or set TMPDIR to a folder of yours"),
          e);
    }
  }

  private static SessionSandbox missing(SandboxSettings settings, Origin origin, String reason) {
    if (settings.forced()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.SANDBOX_UNAVAILABLE,
              origin.place() + " demands that commands run confined, and they cannot: " + reason,
              "Make a sandbox possible, or run where none is demanded; muster sandbox status"));
    }
    return new SessionSandbox(
        null,
        null,
        null,
        List.of(
            origin.place()
                + ": commands cannot be confined here, so they run unconfined and ask as usual: "
                + reason));
  }

  /** What a sandbox is made with. */
  static SandboxConfig config(
      SandboxSettings settings, Map<String, String> environment, Surroundings around) {
    Optional<Upstream> upstream =
        settings.hosts().httpProxyPort().isPresent()
            ? Optional.of(Upstream.local(settings.hosts().httpProxyPort().get().value()))
            : Upstream.of(environment);
    return new SandboxConfig(
        temporary(around.environment()),
        settings.programs().bwrap().map(Sourced::value),
        settings.programs().socat().map(Sourced::value),
        upstream,
        around.clock());
  }

  private static Path temporary(Map<String, String> environment) {
    String configured = environment.get("TMPDIR");
    Path folder =
        configured == null || !configured.startsWith("/") ? Path.of("/tmp") : Path.of(configured);
    return Files.isDirectory(folder) ? folder : Path.of("/tmp");
  }

  /** Whether the settings mean this platform. */
  static boolean isMeantHere(SandboxSettings settings, Platform platform) {
    List<String> names =
        switch (platform) {
          case LINUX -> List.of("linux", "wsl");
          case MAC -> List.of("macos", "mac", "darwin");
          case WINDOWS -> List.of("windows");
        };
    return settings.platforms().isEmpty()
        || settings.platforms().stream().anyMatch(p -> names.contains(p.value()));
  }

  /** What is known about the session when its limits are made. */
  record Scene(
      Surroundings around,
      Settings settings,
      SettingsLocations locations,
      Map<String, String> environment,
      List<Path> folders) {}

  /** The limits that follow from settings and rules. */
  static ConfinementPolicy limits(
      Scene scene, SandboxSettings settings, Policy policy, PathFacts facts, boolean confinable) {
    Surroundings around = scene.around();
    return new ConfinementPolicy(
        settings,
        policy,
        facts,
        new BashAnalysis(Engines.commandEnvironment(scene.environment())),
        new ConfinementPolicy.Circumstances(
            Repositories.of(scene.folders(), around.home()),
            List.of(around.appFolder(), Path.of(System.getProperty("java.home"))),
            scene.locations().managedFolder(),
            ChildEnvironment.scrubs(scene.environment()),
            () -> confinable));
  }

  /**
   * Who chooses how commands are confined.
   *
   * @throws ProblemException when something is to be denied that cannot be
   */
  CommandConfinement confinement(
      Scene scene, Policy policy, PathFacts facts, List<String> remarks) {
    SandboxSettings given = settings;
    if (given == null) {
      return CommandConfinement.NONE;
    }
    ConfinementPolicy limits = limits(scene, given, policy, facts, true);
    if (!limits.faults().isEmpty()) {
      throw new ProblemException(
          new Problem(
              ProblemCode.SETTINGS_INVALID,
              String.join("\n", limits.faults()),
              "Write a host as example.com or *.example.com, an address as [::1]"));
    }
    remarks.addAll(limits.remarks());
    return limits;
  }

  /** Who applies the limits. */
  Confiner confiner() {
    Sandbox given = sandbox;
    return given == null ? Confiner.NONE : given;
  }

  /** Folders that may be read from outside because commands write to them. */
  List<Path> readable() {
    Path given = temp;
    return given == null ? List.of() : List.of(given);
  }

  /** Whether commands run confined. */
  boolean isOn() {
    return sandbox != null;
  }

  /** What people should know. */
  List<String> warnings() {
    return warnings;
  }
}
