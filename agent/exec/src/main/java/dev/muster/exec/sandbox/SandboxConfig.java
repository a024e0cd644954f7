package dev.muster.exec.sandbox;

import dev.muster.exec.egress.Upstream;
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
    InstantSource clock) {}
