package dev.muster.permission;

import dev.muster.permission.rule.RuleList;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionUpdate;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy and the folders that it knows, as they stand at one moment. Immutable. */
record Standing(Policy policy, Places places) {

  static Standing of(Policy policy, PathFacts facts) {
    return new Standing(policy, new Places(policy.folders(), facts));
  }

  /**
   * The standing after a change, or the same where the change is refused.
   *
   * @param refused takes what was not done and why
   */
  Standing after(PermissionUpdate update, PathFacts facts, List<String> refused) {
    // a chain, since the first switch over types costs a start milliseconds
    if (update instanceof PermissionUpdate.AddRules add) {
      return with(
          policy.with(list(add.behavior()), add.rules(), add.destination().layer(), false),
          refused);
    }
    if (update instanceof PermissionUpdate.ReplaceRules replace) {
      return with(
          policy.with(
              list(replace.behavior()), replace.rules(), replace.destination().layer(), true),
          refused);
    }
    if (update instanceof PermissionUpdate.RemoveRules remove) {
      return new Standing(
          policy.without(list(remove.behavior()), remove.rules(), remove.destination().layer()),
          places);
    }
    if (update instanceof PermissionUpdate.AddDirectories add) {
      return withFolders(add.directories(), facts, refused);
    }
    if (update instanceof PermissionUpdate.RemoveDirectories remove) {
      return withoutFolders(remove.directories(), facts);
    }
    return this; // the mode is not the policy's
  }

  private Standing with(Policy.Change change, List<String> refused) {
    if (change instanceof Policy.Change.Refused(String reason)) {
      refused.add(reason);
      return this;
    }
    return new Standing(((Policy.Change.Made) change).policy(), places);
  }

  private Standing withFolders(List<String> added, PathFacts facts, List<String> refused) {
    List<Path> more = new ArrayList<>(policy.folders().more());
    for (String written : added) {
      Path folder = folder(written);
      if (folder != null && isFolder(folder, facts)) {
        more.add(folder);
      } else {
        refused.add(written + " is no folder");
      }
    }
    return of(policy.in(policy.folders().with(more)), facts);
  }

  private Standing withoutFolders(List<String> removed, PathFacts facts) {
    List<Path> more = new ArrayList<>(policy.folders().more());
    for (String written : removed) {
      more.remove(folder(written));
    }
    return of(policy.in(policy.folders().with(more)), facts);
  }

  private @Nullable Path folder(String written) {
    try {
      String path =
          written.startsWith("~/") ? policy.folders().home() + written.substring(1) : written;
      return policy.folders().folder().resolve(path).normalize();
    } catch (InvalidPathException notAPath) {
      return null;
    }
  }

  private static boolean isFolder(Path path, PathFacts facts) {
    try {
      return facts.identify(path).kind() == PathIdentity.Kind.FOLDER;
    } catch (IOException cannotTell) {
      return false;
    }
  }

  private static RuleList list(PermissionUpdate.Behavior behavior) {
    return switch (behavior) {
      case ALLOW -> RuleList.ALLOW;
      case ASK -> RuleList.ASK;
      case DENY -> RuleList.DENY;
    };
  }
}
