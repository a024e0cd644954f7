package dev.muster.settings;

import java.util.List;
import java.util.Optional;

/**
 * The {@code sandbox} block of all layers together, each value with the place where it was written.
 *
 * <p>Where managed settings switch the sandbox on, nothing from below loosens it: what would count
 * only as a loosening is left out here, with a remark.
 *
 * @param failIfUnavailable whether nothing is to run where commands cannot be confined
 * @param autoAllow whether what no rule decides is permitted because it runs confined; so unless
 *     set otherwise
 * @param excludedCommands patterns of commands that run unconfined, as the content of {@code
 *     Bash(...)} rules
 * @param platforms where the sandbox is meant to be used; everywhere when empty
 * @param weakerNesting whether the processes of an outer container may stay visible
 * @param remarks what people should know of values that have no effect
 */
public record SandboxSettings(
    Optional<Sourced<Boolean>> enabled,
    Optional<Sourced<Boolean>> failIfUnavailable,
    Optional<Sourced<Boolean>> autoAllow,
    List<Sourced<String>> excludedCommands,
    List<Sourced<String>> platforms,
    Optional<Sourced<Boolean>> weakerNesting,
    Files files,
    Hosts hosts,
    Local local,
    Credentials credentials,
    Programs programs,
    List<String> remarks) {
  public SandboxSettings {
    excludedCommands = List.copyOf(excludedCommands);
    platforms = List.copyOf(platforms);
    remarks = List.copyOf(remarks);
  }

  /**
   * Places that may be written and read.
   *
   * @param disabled whether files are not confined at all
   * @param managedReadsOnly whether only managed settings open what is denied
   */
  public record Files(
      Optional<Sourced<Boolean>> disabled,
      List<SourcedPath> allowWrite,
      List<SourcedPath> denyWrite,
      List<SourcedPath> allowRead,
      List<SourcedPath> denyRead,
      Optional<Sourced<Boolean>> managedReadsOnly) {
    public Files {
      allowWrite = List.copyOf(allowWrite);
      denyWrite = List.copyOf(denyWrite);
      allowRead = List.copyOf(allowRead);
      denyRead = List.copyOf(denyRead);
    }
  }

  /**
   * Hosts that may be reached.
   *
   * @param strict whether a host that is not listed is refused without asking, whatever the mode
   * @param managedOnly whether only managed settings allow hosts
   * @param httpProxyPort a port of this machine whose proxy all allowed traffic goes through
   */
  public record Hosts(
      List<Sourced<String>> allowed,
      List<Sourced<String>> denied,
      Optional<Sourced<Boolean>> strict,
      Optional<Sourced<Boolean>> managedOnly,
      Optional<Sourced<Integer>> httpProxyPort) {
    public Hosts {
      allowed = List.copyOf(allowed);
      denied = List.copyOf(denied);
    }
  }

  /** Services of this machine that may be asked. */
  public record Local(
      Optional<Sourced<Boolean>> binding,
      Optional<Sourced<Boolean>> allSockets,
      List<SourcedPath> sockets,
      List<Sourced<String>> machServices,
      Optional<Sourced<Boolean>> appleEvents,
      Optional<Sourced<Boolean>> trustService) {
    public Local {
      sockets = List.copyOf(sockets);
      machServices = List.copyOf(machServices);
    }
  }

  /** Credentials that commands must not see. */
  public record Credentials(List<SourcedPath> files, List<Sourced<String>> variables) {
    public Credentials {
      files = List.copyOf(files);
      variables = List.copyOf(variables);
    }
  }

  /** Programs that an administrator wants to be used. */
  public record Programs(Optional<Sourced<String>> bwrap, Optional<Sourced<String>> socat) {}

  /** Whether a switch is on. */
  public static boolean isOn(Optional<Sourced<Boolean>> value) {
    return value.isPresent() && value.get().value();
  }

  /** Whether commands are to run confined where that is possible. */
  public boolean wanted() {
    return isOn(enabled);
  }

  /** Whether nothing may run where commands cannot be confined. */
  public boolean forced() {
    return wanted() && (isOn(failIfUnavailable) || SandboxReader.isManaged(enabled));
  }

  /** Whether what no rule decides is permitted when it runs confined. */
  public boolean autoAllows() {
    return autoAllow.isEmpty() || autoAllow.get().value();
  }
}
