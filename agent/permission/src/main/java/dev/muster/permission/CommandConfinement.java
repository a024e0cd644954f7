package dev.muster.permission;

import dev.muster.protocol.Confinement;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
import java.util.List;

/** Chooses how commands are confined. Implementations are safe for use by several threads. */
public interface CommandConfinement {

  /** The limits of a call that would have these effects. */
  Confinement of(List<Effect> effects, PermissionMode mode);

  /** Whether a command of which nothing else decides is permitted because it will run confined. */
  boolean settles(Effect.RunShell run, PermissionMode mode);

  /** Confines nothing. */
  CommandConfinement NONE =
      new CommandConfinement() {
        @Override
        public Confinement of(List<Effect> effects, PermissionMode mode) {
          return new Confinement.Unconfined();
        }

        @Override
        public boolean settles(Effect.RunShell run, PermissionMode mode) {
          return false;
        }
      };
}
