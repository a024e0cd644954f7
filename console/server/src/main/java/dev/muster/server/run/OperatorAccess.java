package dev.muster.server.run;

import dev.muster.api.LocalAccess;
import dev.muster.domain.AdminKeys;
import dev.muster.domain.Directory;
import dev.muster.domain.Organisation;
import dev.muster.domain.Principal;
import dev.muster.domain.Secret;
import dev.muster.web.Authenticator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Knows whoever administers: the operator by this process's own credential, others by their keys.
 * An administrator's key is looked up in the store each time, so that a revoked one is worth
 * nothing at once.
 */
final class OperatorAccess implements Authenticator {

  private final Secret operator =
      new Secret(LocalAccess.PREFIX + HexFormat.of().formatHex(DataFolder.random()));
  private final AdminKeys keys;
  private final Directory directory;
  private final AtomicReference<Optional<String>> organisation =
      new AtomicReference<>(Optional.empty());

  OperatorAccess(AdminKeys keys, Directory directory) {
    this.keys = keys;
    this.directory = directory;
  }

  /** The operator's credential. */
  Secret credential() {
    return operator;
  }

  @Override
  public Optional<Principal> principal(Secret presented) {
    if (presented.equals(operator)) {
      return Optional.of(Principal.operator(organisation().orElse(null)));
    }
    return keys.check(presented).map(Principal::of);
  }

  /** The one organisation, once there is one. */
  private Optional<String> organisation() {
    Optional<String> known = organisation.get();
    if (known.isPresent()) {
      return known;
    }
    Optional<String> found = directory.organisations().stream().findFirst().map(Organisation::id);
    organisation.set(found);
    return found;
  }
}
