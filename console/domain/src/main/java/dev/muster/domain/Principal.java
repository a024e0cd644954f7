package dev.muster.domain;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who administers, and what they may do.
 *
 * @param organisation whose things they see; {@code null} while there is none yet
 * @param actor who it is, as an audit names them: {@code admin-key:ID} or {@code operator}
 */
public record Principal(@Nullable String organisation, String actor, Set<Permission> permissions) {

  public Principal {
    permissions = Set.copyOf(permissions);
  }

  /** Whoever sits at the console's machine: everything. */
  public static Principal operator(@Nullable String organisation) {
    return new Principal(organisation, "operator", EnumSet.allOf(Permission.class));
  }

  /** The holder of an administrator's key. */
  public static Principal of(AdminKeys.AdminKey key) {
    return new Principal(key.organisation(), "admin-key:" + key.id(), Permission.of(key.role()));
  }

  /** Whether everything that a role may do is allowed to them too. */
  public boolean covers(Member.Role role) {
    return permissions.containsAll(Permission.of(role));
  }
}
