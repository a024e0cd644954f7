package dev.muster.web;

import dev.muster.domain.Principal;
import dev.muster.domain.Secret;
import java.util.Optional;

/** Says who presents a credential for administration. May block. */
public interface Authenticator {

  /** Who it is; empty when nobody. */
  Optional<Principal> principal(Secret presented);
}
