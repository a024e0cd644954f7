package dev.muster.domain;

import java.util.List;
import java.util.Optional;

/**
 * Organisations, workspaces, members and keys, kept in the store. Every method blocks; changes are
 * in force on every replica within one second. Thread-safe.
 *
 * <p>Methods that change something throw {@link StoreException} when the store is away, {@link
 * IllegalArgumentException} when what they name does not exist or the name is taken.
 */
public interface Directory {

  /** Makes an organisation. */
  Organisation addOrganisation(String name);

  /** All organisations, the oldest first. */
  List<Organisation> organisations();

  /** Makes a workspace. */
  Workspace addWorkspace(String organisation, String name, RateLimits.Limit limits);

  /** The workspaces of an organisation, the oldest first. */
  List<Workspace> workspaces(String organisation, boolean withArchived);

  /** Changes a workspace's name and limits. */
  Workspace changeWorkspace(String id, String name, RateLimits.Limit limits);

  /** Archives a workspace: its keys are no longer in force. Doing so again changes nothing. */
  Workspace archiveWorkspace(String id);

  /** Makes a member. */
  Member addMember(String organisation, String email, String name, Member.Role role);

  /** The members of an organisation, the oldest first. */
  List<Member> members(String organisation);

  /** Changes what a member may do. */
  Member changeRole(String id, Member.Role role);

  /** Removes a member: their keys are no longer in force; what they spent stays booked. */
  void removeMember(String id);

  /** Makes a key. */
  ApiKey.Made addKey(ApiKey.Wanted wanted);

  /** The keys of an organisation, the oldest first. */
  List<ApiKey> keys(String organisation);

  /** A key by its id. */
  Optional<ApiKey> key(String id);

  /** Changes a key's name and status; a key that is archived stays so. */
  ApiKey changeKey(String id, String name, ApiKey.Status status);
}
