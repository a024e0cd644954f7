package dev.muster.settings;

import dev.muster.protocol.Layer;
import org.jspecify.annotations.Nullable;

/**
 * One settings key: what it may hold, where it may stand and how its values combine.
 *
 * @param name the full name, its parts joined by dots
 * @param exact whether a value of the wrong type is a fault; otherwise it is a warning
 * @param tightens whether it can only make the agent do less, so that a folder that is not trusted
 *     may set it
 * @param alone whether a managed value stands alone instead of being united with others: lists of
 *     what is allowed would otherwise be widened from below
 * @param strict the value that wins wherever it stands below the flags, or {@code null}
 */
record KeySpec(
    String name,
    Type type,
    Scope scope,
    boolean exact,
    boolean tightens,
    boolean alone,
    @Nullable Boolean strict) {

  /** What a key may hold. */
  enum Type {
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    /** The word {@code disable}, and no other. */
    DISABLE,
    STRINGS,
    /** A list of anything; its own check follows. */
    LIST,
    /** An object whose members are replaced one by one. */
    MEMBERS,
    /** An object or other value that is replaced as a whole. */
    WHOLE,
    /** An object of keys that have a line of their own. */
    GROUP
  }

  /** Where a key may stand. */
  enum Scope {
    ANY,
    MANAGED,
    USER_OR_MANAGED,
    USER_LOCAL_OR_MANAGED,
    /** Not in settings at all, but in {@code .claude.json}. */
    GLOBAL_CONFIG
  }

  boolean mayStandIn(Layer layer) {
    return switch (scope) {
      case ANY -> true;
      case MANAGED -> layer == Layer.MANAGED;
      case USER_OR_MANAGED -> layer != Layer.PROJECT && layer != Layer.LOCAL;
      case USER_LOCAL_OR_MANAGED -> layer != Layer.PROJECT;
      case GLOBAL_CONFIG -> false;
    };
  }

  String home() {
    return switch (scope) {
      case ANY -> "any settings file";
      case MANAGED -> "managed settings";
      case USER_OR_MANAGED -> "user or managed settings";
      case USER_LOCAL_OR_MANAGED -> "user, local or managed settings";
      case GLOBAL_CONFIG -> ".claude.json";
    };
  }

  /** The last part of the name. */
  String leaf() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether the lists of several layers are united. */
  boolean isList() {
    return type == Type.STRINGS || type == Type.LIST;
  }
}
