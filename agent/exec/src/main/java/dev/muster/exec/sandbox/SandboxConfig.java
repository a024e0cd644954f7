package dev.muster.exec.sandbox;

import dev.muster.exec.egress.EgressProxy;
import dev.muster.exec.egress.Resolver;
import dev.muster.exec.egress.Upstream;
import dev.muster.pattern.HostRules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a sandbox is made with.
 *
 * @param temporary an existing folder for temporary files
 * @param bwrap the bubblewrap that an administrator names
 * @param socat the socat that an administrator names
 * @param upstream another proxy through which allowed connections go
 */
public record SandboxConfig(
    Path temporary,
    Optional<String> bwrap,
    Optional<String> socat,
    Optional<Upstream> upstream,
    InstantSource clock) {

  /** A proxy, not yet serving, for commands that may reach these hosts. */
  EgressProxy egress(HostRules rules) {
    return new EgressProxy(
        rules::judge, Resolver.SYSTEM, upstream.orElse(null), EgressProxy.Patience.USUAL);
  }
}
