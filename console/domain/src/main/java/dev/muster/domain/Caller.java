package dev.muster.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who presented a key: ids of what the key belongs to, and what it may do.
 *
 * @param workspace {@code null} for a key of the organisation's default workspace
 * @param member whose key it is; {@code null} for one that belongs to no person
 * @param key the key's id, never the key itself
 */
public record Caller(
    String organisation,
    @Nullable String workspace,
    @Nullable String member,
    String key,
    ModelAccess models,
    RateLimits limits) {

  /** Every scope whose caps bind this caller, the widest first. */
  public List<Scope> scopes() {
    List<Scope> scopes = new ArrayList<>(4);
    scopes.add(new Scope.Organisation(organisation));
    if (workspace != null) {
      scopes.add(new Scope.Workspace(workspace));
    }
    if (member != null) {
      scopes.add(new Scope.Member(member));
    }
    scopes.add(new Scope.Key(key));
    return List.copyOf(scopes);
  }
}
