package dev.muster.trust;

import dev.muster.json.Json;
import dev.muster.protocol.PermissionUpdate;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code permissions} of a settings file, and the one member of it that a change is about. For
 * one change.
 */
final class PermissionBlock {

  /** A member that should be a list is none. */
  static final class NotAList extends Exception {
    private static final long serialVersionUID = 1L;
    private final String key;

    NotAList(String key) {
      super(key);
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  private final Json.Obj block;
  private String key = "";
  private Json value = Json.NULL;

  PermissionBlock(Json.Obj block) {
    this.block = block;
  }

  /** The member that changed. */
  String key() {
    return key;
  }

  /** What it is now. */
  Json value() {
    return value;
  }

  /** Makes a change; false when nothing is different afterwards. */
  boolean apply(PermissionUpdate update) throws NotAList {
    return switch (update) {
      case PermissionUpdate.AddRules add -> added(name(add.behavior()), add.rules());
      case PermissionUpdate.ReplaceRules to -> replaced(name(to.behavior()), to.rules());
      case PermissionUpdate.RemoveRules gone -> removed(name(gone.behavior()), gone.rules());
      case PermissionUpdate.AddDirectories add -> added("additionalDirectories", add.directories());
      case PermissionUpdate.RemoveDirectories gone ->
          removed("additionalDirectories", gone.directories());
      case PermissionUpdate.SetMode set ->
          becomes("defaultMode", new Json.Str(set.mode().wireName()));
    };
  }

  private static String name(PermissionUpdate.Behavior behavior) {
    return switch (behavior) {
      case ALLOW -> "allow";
      case ASK -> "ask";
      case DENY -> "deny";
    };
  }

  private List<Json> list(String name) throws NotAList {
    if (!block.has(name)) {
      return List.of();
    }
    if (block.get(name) instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    throw new NotAList(name);
  }

  private boolean added(String name, List<String> texts) throws NotAList {
    List<Json> items = new ArrayList<>(list(name));
    for (String text : texts) {
      Json item = new Json.Str(text);
      if (!items.contains(item)) {
        items.add(item);
      }
    }
    return becomes(name, new Json.Arr(items));
  }

  private boolean replaced(String name, List<String> texts) throws NotAList {
    list(name);
    return becomes(name, Json.strings(texts));
  }

  private boolean removed(String name, List<String> texts) throws NotAList {
    List<Json> items = new ArrayList<>(list(name));
    items.removeIf(item -> item instanceof Json.Str(String text) && texts.contains(text));
    return becomes(name, new Json.Arr(items));
  }

  private boolean becomes(String name, Json now) {
    key = name;
    value = now;
    Json before = block.get(name);
    return before == null ? !now.equals(new Json.Arr(List.of())) : !before.equals(now);
  }
}
