package dev.muster.domain;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** One thing that whoever administers an organisation may be allowed. Every route names one. */
public enum Permission {
  /** Reads the organisation, its workspaces and members. */
  READ_DIRECTORY(Member.Role.ADMIN, Member.Role.BILLING, Member.Role.DEVELOPER),
  /** Changes workspaces and members. */
  MANAGE_DIRECTORY(Member.Role.ADMIN),
  /** Reads what is known of keys. */
  READ_KEYS(Member.Role.ADMIN, Member.Role.BILLING, Member.Role.DEVELOPER),
  /** Makes, renames and revokes keys. */
  MANAGE_KEYS(Member.Role.ADMIN),
  /** Makes and revokes keys for administration, never for more than the maker's own role. */
  MANAGE_ADMIN_KEYS(Member.Role.ADMIN),
  /** Reads usage, cost, metrics and prices. */
  READ_USAGE(Member.Role.ADMIN, Member.Role.BILLING, Member.Role.DEVELOPER),
  /** Reads spend limits. */
  READ_LIMITS(Member.Role.ADMIN, Member.Role.BILLING, Member.Role.DEVELOPER),
  /** Sets spend limits. */
  MANAGE_LIMITS(Member.Role.ADMIN, Member.Role.BILLING),
  /** Reads the ledger's rows and has its sums checked. */
  READ_LEDGER(Member.Role.ADMIN, Member.Role.BILLING),
  /** Runs the console itself: only whoever sits at its machine. */
  OPERATE();

  private final Set<Member.Role> roles;

  Permission(Member.Role... roles) {
    this.roles = Set.copyOf(Arrays.asList(roles));
  }

  /** What a role may do. */
  public static Set<Permission> of(Member.Role role) {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (Permission permission : values()) {
      if (permission.roles.contains(role)) {
        permissions.add(permission);
      }
    }
    return permissions;
  }
}
