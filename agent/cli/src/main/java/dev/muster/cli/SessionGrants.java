package dev.muster.cli;

import dev.muster.permission.PermissionEngine;
import dev.muster.protocol.Grants;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.ProblemException;
import dev.muster.trust.GrantFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what is granted with answers: at once for the session, and in a settings file where the
 * grant is to last. Thread-safe.
 */
final class SessionGrants implements Grants {

  private static final String LOCK = "muster-grants.lock";

  private final PermissionEngine engine;
  private final GrantFile local;
  private final GrantFile project;
  private final GrantFile person;

  /**
   * Grants of one session.
   *
   * @param mainFolder the root of the main repository, or the session's folder outside of one
   */
  SessionGrants(PermissionEngine engine, SessionSettings read, Path mainFolder) {
    Path lock = read.locations().configFolder().resolve(LOCK);
    Path shared = read.locations().projectFolder().resolve(".claude").resolve("settings.json");
    Path own = mainFolder.resolve(".claude").resolve("settings.local.json");
    this.engine = engine;
    this.local = GrantFile.ofRepository(own, lock);
    this.project = GrantFile.ofRepository(shared, lock);
    this.person = GrantFile.ofPerson(read.locations().userFile());
  }

  @Override
  public synchronized List<String> take(List<PermissionUpdate> updates) {
    List<String> refused = new ArrayList<>();
    for (PermissionUpdate update : updates) {
      List<String> reasons = engine.take(List.of(update));
      refused.addAll(reasons);
      if (reasons.isEmpty()) {
        keep(update, refused);
      }
    }
    return refused;
  }

  private void keep(PermissionUpdate update, List<String> refused) {
    if (update.destination() == Destination.SESSION) {
      return;
    }
    GrantFile file = file(update.destination());
    if (update instanceof PermissionUpdate.SetMode(PermissionMode mode, Destination destination)
        && mode == PermissionMode.BYPASS_PERMISSIONS
        && destination != Destination.USER_SETTINGS) {
      refused.add("a repository cannot choose bypassPermissions; it was not kept");
      return;
    }
    try {
      file.write(update);
    } catch (IOException e) {
      refused.add(
          "the change counts until the session ends, since nothing was written to "
              + file.path()
              + ": "
              + e.getMessage());
    } catch (ProblemException e) {
      refused.add("the change counts until the session ends: " + e.problem().what());
    }
  }

  private GrantFile file(Destination destination) {
    return switch (destination) {
      case LOCAL_SETTINGS -> local;
      case PROJECT_SETTINGS -> project;
      case USER_SETTINGS -> person;
      case SESSION -> throw new IllegalArgumentException("the session has no file");
    };
  }
}
