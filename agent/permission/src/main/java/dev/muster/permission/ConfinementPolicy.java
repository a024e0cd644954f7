package dev.muster.permission;

import dev.muster.permission.rule.CommandLine;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Confinement.Confined;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PermissionMode;
import dev.muster.settings.SandboxSettings;
import dev.muster.settings.Sourced;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the limits of commands from the sandbox's settings and the permission rules.
 *
 * <p>They are made once, with the first command, so that no command can move them for a later one.
 * A command whose text is not understood to its end runs confined, whatever is excluded.
 */
public final class ConfinementPolicy implements CommandConfinement {

  private final SandboxSettings settings;
  private final ConfinedPlaces places;
  private final ConfinedHosts hosts;
  private final ShellAnalysis analysis;
  private final Circumstances around;
  private final List<CommandPattern> excluded = new ArrayList<>();
  private Confinement.@Nullable Disk disk;

  /**
   * What the limits depend on besides settings and rules.
   *
   * @param repositories those that commands may work in
   * @param own files and folders of the agent's own program
   * @param managedFolder where the administrator's settings are
   * @param scrubs whether credentials are taken out of every command's environment, which also
   *     means that nothing is loosened for being confined
   * @param confinable whether commands really can be confined here; asked when the first one comes
   */
  public record Circumstances(
      List<Repository> repositories,
      List<Path> own,
      Path managedFolder,
      boolean scrubs,
      BooleanSupplier confinable) {
    public Circumstances {
      repositories = List.copyOf(repositories);
      own = List.copyOf(own);
    }
  }

  /** Makes limits of settings and of the rules of a policy. */
  public ConfinementPolicy(
      SandboxSettings settings,
      Policy policy,
      PathFacts facts,
      ShellAnalysis analysis,
      Circumstances around) {
    this.settings = settings;
    this.places = new ConfinedPlaces(settings, policy, facts, around);
    this.hosts = new ConfinedHosts(settings, policy);
    this.analysis = analysis;
    this.around = around;
    for (Sourced<String> pattern : settings.excludedCommands()) {
      excluded.add(CommandPattern.of(pattern.value()));
    }
  }

  @Override
  public Confinement of(List<Effect> effects, PermissionMode mode) {
    List<Effect.RunShell> runs = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.RunShell run) {
        runs.add(run);
      }
    }
    if (runs.isEmpty() || !isConfined() || runs.stream().allMatch(this::isExcluded)) {
      return new Confinement.Unconfined();
    }
    return limits(mode);
  }

  /** Whether commands run confined: as they are to, and where they can, unless they must. */
  private boolean isConfined() {
    return settings.wanted() && (settings.forced() || around.confinable().getAsBoolean());
  }

  @Override
  public boolean settles(Effect.RunShell run, PermissionMode mode) {
    return settings.wanted()
        && settings.autoAllows()
        && !around.scrubs()
        && mode != PermissionMode.PLAN
        && places.keepsEveryRule()
        && around.confinable().getAsBoolean()
        && !isExcluded(run);
  }

  /** The limits of a command in a mode. */
  public Confined limits(PermissionMode mode) {
    Set<String> withheld = new HashSet<>(HiddenNames.VARIABLES);
    for (Sourced<String> variable : settings.credentials().variables()) {
      withheld.add(variable.value());
    }
    return new Confined(
        disk(),
        new Confinement.Network(
            hosts.rules(mode), SandboxSettings.isOn(settings.local().binding())),
        places.services(),
        withheld,
        SandboxSettings.isOn(settings.weakerNesting()));
  }

  private synchronized Confinement.Disk disk() {
    if (disk == null) {
      disk = places.disk();
    }
    return disk;
  }

  /**
   * Whether every command of the text is one of those that run unconfined. In any doubt about the
   * text it is not.
   */
  private boolean isExcluded(Effect.RunShell run) {
    if (excluded.isEmpty()) {
      return false;
    }
    if (!(analysis.analyse(run.text(), run.folder())
        instanceof ShellReading.Understood(List<ShellCommand> commands))) {
      return false;
    }
    for (ShellCommand command : commands) {
      if (!isExcluded(command)) {
        return false;
      }
    }
    return !commands.isEmpty();
  }

  private boolean isExcluded(ShellCommand command) {
    if (command.words().isEmpty() || !command.assignments().isEmpty()) {
      return false;
    }
    CommandLine line = CommandLine.of(command.words());
    if (line.varies()) {
      return false;
    }
    for (CommandPattern pattern : excluded) {
      if (pattern.allows(line)) {
        return true;
      }
    }
    return false;
  }

  /** What in settings and rules cannot be honoured, a sentence each. */
  public List<String> remarks() {
    List<String> all = new ArrayList<>(settings.remarks());
    all.addAll(places.remarks());
    all.addAll(hosts.remarks());
    return all;
  }

  /** What in settings means nothing although something is to be denied by it. */
  public List<String> faults() {
    return hosts.faults();
  }

  /** Every limit with where it comes from, for people. */
  public List<Ground> grounds() {
    disk();
    List<Ground> all = new ArrayList<>(places.grounds());
    all.addAll(hosts.grounds());
    return all;
  }

  /**
   * One limit and its reason.
   *
   * @param limit a word such as {@code writable} or {@code hidden}
   * @param what a path, a host or a name
   * @param from a settings file and line, a rule, or words such as {@code built in}
   */
  public record Ground(String limit, String what, String from) {}
}
