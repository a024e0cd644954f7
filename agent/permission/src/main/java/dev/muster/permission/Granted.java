package dev.muster.permission;

import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.Destination;
import java.util.List;
import java.util.StringJoiner;

/** Says in plain words what grants would allow. */
final class Granted {

  private Granted() {}

  /** What they allow and for how long; empty where there are none. */
  static String told(List<PermissionUpdate> grants) {
    StringJoiner told = new StringJoiner("; ");
    for (PermissionUpdate grant : grants) {
      if (grant instanceof PermissionUpdate.AddRules add) {
        told.add("allow " + String.join(", ", add.rules()) + lasting(add.destination()));
      } else if (grant instanceof PermissionUpdate.SetMode set) {
        told.add("work in the mode " + set.mode().wireName() + lasting(set.destination()));
      }
    }
    return told.toString();
  }

  private static String lasting(Destination destination) {
    return switch (destination) {
      case SESSION -> " until the session ends";
      case LOCAL_SETTINGS -> " in this project, for you";
      case PROJECT_SETTINGS -> " in this project, for everybody";
      case USER_SETTINGS -> " in every project, for you";
    };
  }
}
