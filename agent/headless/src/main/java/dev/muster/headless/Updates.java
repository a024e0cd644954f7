package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.Behavior;
import dev.muster.protocol.PermissionUpdate.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes of what is permitted, as the control protocol writes them: {@code permission_suggestions}
 * of a question and {@code updatedPermissions} of an answer.
 *
 * <p>Source of the form: the type {@code PermissionUpdate} of the public Agent SDK 0.3.
 */
final class Updates {

  private Updates() {}

  /** The suggestions of a question. */
  static List<Json> written(List<PermissionUpdate> updates) {
    List<Json> written = new ArrayList<>(updates.size());
    for (PermissionUpdate update : updates) {
      written.add(written(update));
    }
    return written;
  }

  private static Json written(PermissionUpdate update) {
    Json.Builder json = Json.Obj.builder();
    return switch (update) {
      case PermissionUpdate.AddRules add ->
          rules(json.put("type", "addRules"), add.behavior(), add.rules(), add.destination());
      case PermissionUpdate.ReplaceRules to ->
          rules(json.put("type", "replaceRules"), to.behavior(), to.rules(), to.destination());
      case PermissionUpdate.RemoveRules gone ->
          rules(json.put("type", "removeRules"), gone.behavior(), gone.rules(), gone.destination());
      case PermissionUpdate.SetMode set ->
          json.put("type", "setMode")
              .put("mode", set.mode().wireName())
              .put("destination", wireName(set.destination()))
              .build();
      case PermissionUpdate.AddDirectories add ->
          json.put("type", "addDirectories")
              .put("directories", Json.strings(add.directories()))
              .put("destination", wireName(add.destination()))
              .build();
      case PermissionUpdate.RemoveDirectories gone ->
          json.put("type", "removeDirectories")
              .put("directories", Json.strings(gone.directories()))
              .put("destination", wireName(gone.destination()))
              .build();
    };
  }

  private static Json rules(
      Json.Builder json, Behavior behavior, List<String> rules, Destination destination) {
    List<Json> values = new ArrayList<>(rules.size());
    for (String rule : rules) {
      int open = rule.indexOf('(');
      boolean scoped = open > 0 && rule.endsWith(")");
      values.add(
          Json.Obj.builder()
              .put("toolName", scoped ? rule.substring(0, open) : rule)
              .put("ruleContent", scoped ? rule.substring(open + 1, rule.length() - 1) : null)
              .build());
    }
    return json.put("rules", values)
        .put("behavior", behavior.name().toLowerCase(Locale.ROOT))
        .put("destination", wireName(destination))
        .build();
  }

  private static String wireName(Destination destination) {
    return switch (destination) {
      case SESSION -> "session";
      case LOCAL_SETTINGS -> "localSettings";
      case PROJECT_SETTINGS -> "projectSettings";
      case USER_SETTINGS -> "userSettings";
    };
  }

  /** What came of reading an update. */
  sealed interface Reading {

    /** A change. */
    record Read(PermissionUpdate update) implements Reading {}

    /** A change that this program cannot make, and that would only have permitted more. */
    record PassedOver() implements Reading {}

    /** No change. */
    record Bad(String reason) implements Reading {}
  }

  /** Reads one update of an answer. */
  static Reading read(Json json) {
    if (!(json instanceof Json.Obj update)) {
      return new Reading.Bad("it is no object");
    }
    Destination destination = destination(update.string("destination").orElse(""));
    if (destination == null) {
      return new Reading.Bad("its destination is not known");
    }
    String type = update.string("type").orElse("");
    return switch (type) {
      case "addRules", "replaceRules", "removeRules" -> rules(type, update, destination);
      case "setMode" -> mode(update, destination);
      case "addDirectories" -> directories(update, destination, true);
      case "removeDirectories" -> directories(update, destination, false);
      default -> new Reading.Bad("its type \"" + type + "\" is not known");
    };
  }

  private static @Nullable Destination destination(String wireName) {
    return switch (wireName) {
      case "session", "cliArg" -> Destination.SESSION;
      case "localSettings" -> Destination.LOCAL_SETTINGS;
      case "projectSettings" -> Destination.PROJECT_SETTINGS;
      case "userSettings" -> Destination.USER_SETTINGS;
      default -> null;
    };
  }

  private static Reading rules(String type, Json.Obj update, Destination destination) {
    Behavior behavior =
        switch (update.string("behavior").orElse("")) {
          case "allow" -> Behavior.ALLOW;
          case "ask" -> Behavior.ASK;
          case "deny" -> Behavior.DENY;
          default -> null;
        };
    if (behavior == null) {
      return new Reading.Bad("its behavior is not allow, ask or deny");
    }
    List<String> rules = new ArrayList<>();
    for (Json item : update.items("rules")) {
      Optional<String> tool =
          item instanceof Json.Obj rule ? rule.string("toolName") : Optional.empty();
      if (tool.isEmpty()) {
        return new Reading.Bad("one of its rules names no tool");
      }
      String content = ((Json.Obj) item).string("ruleContent").orElse("");
      rules.add(content.isEmpty() ? tool.get() : tool.get() + "(" + content + ")");
    }
    return new Reading.Read(
        switch (type) {
          case "addRules" -> new PermissionUpdate.AddRules(behavior, rules, destination);
          case "replaceRules" -> new PermissionUpdate.ReplaceRules(behavior, rules, destination);
          default -> new PermissionUpdate.RemoveRules(behavior, rules, destination);
        });
  }

  private static Reading mode(Json.Obj update, Destination destination) {
    String name = update.string("mode").orElse("");
    if (name.equals("auto")) {
      return new Reading.PassedOver();
    }
    Optional<PermissionMode> mode = PermissionMode.ofWire(name);
    return mode.isPresent()
        ? new Reading.Read(new PermissionUpdate.SetMode(mode.get(), destination))
        : new Reading.Bad("there is no mode \"" + name + "\"");
  }

  private static Reading directories(Json.Obj update, Destination destination, boolean add) {
    List<String> directories = new ArrayList<>();
    for (Json item : update.items("directories")) {
      if (!(item instanceof Json.Str(String path)) || path.isEmpty()) {
        return new Reading.Bad("one of its directories is no path");
      }
      directories.add(path);
    }
    return new Reading.Read(
        add
            ? new PermissionUpdate.AddDirectories(directories, destination)
            : new PermissionUpdate.RemoveDirectories(directories, destination));
  }
}
