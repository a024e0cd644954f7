package dev.muster.domain;

import java.util.EnumSet;
import java.util.Set;

/** One thing that whoever administers an organisation may be allowed. Every route names one. */
public enum Permission {
  /** Reads the organisation, its workspaces and members. */
  READ_DIRECTORY,
  /** Changes workspaces and members. */
  MANAGE_DIRECTORY,
  /** Reads what is known of keys. */
  READ_KEYS,
  /** Makes, renames and revokes keys. */
  MANAGE_KEYS,
  /** Makes and revokes keys for administration, never for more than the maker's own role. */
  MANAGE_ADMIN_KEYS,
  /** Reads usage, cost and figures. */
  READ_USAGE,
  /** Reads spend limits. */
  READ_LIMITS,
  /** Sets spend limits. */
  MANAGE_LIMITS,
  /** Reads the ledger's rows and has its sums checked. */
  READ_LEDGER,
  /** Runs the console itself: only whoever sits at its machine. */
  OPERATE;

  /** What a role may do. */
  public static Set<Permission> of(Member.Role role) {
    return switch (role) {
      case ADMIN -> EnumSet.complementOf(EnumSet.of(OPERATE));
      case BILLING ->
          EnumSet.of(
              READ_DIRECTORY, READ_KEYS, READ_USAGE, READ_LIMITS, MANAGE_LIMITS, READ_LEDGER);
      case DEVELOPER -> EnumSet.of(READ_DIRECTORY, READ_KEYS, READ_USAGE, READ_LIMITS);
      case USER, CLAUDE_CODE_USER -> EnumSet.noneOf(Permission.class);
    };
  }
}
