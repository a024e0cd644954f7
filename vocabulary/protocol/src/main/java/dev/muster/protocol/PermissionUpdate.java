package dev.muster.protocol;

import java.util.List;

/**
 * A change of what is permitted, as it is proposed with a question and granted with an answer.
 *
 * <p>Source of the forms: the type {@code PermissionUpdate} of the public Agent SDK.
 */
public sealed interface PermissionUpdate {

  /** Where the change is kept. */
  Destination destination();

  /** Adds rules to a list, each as it is written in settings. */
  record AddRules(Behavior behavior, List<String> rules, Destination destination)
      implements PermissionUpdate {
    public AddRules {
      rules = List.copyOf(rules);
    }
  }

  /** Puts rules in the place of all rules of a list that are kept there. */
  record ReplaceRules(Behavior behavior, List<String> rules, Destination destination)
      implements PermissionUpdate {
    public ReplaceRules {
      rules = List.copyOf(rules);
    }
  }

  /** Removes rules that are kept there from a list. */
  record RemoveRules(Behavior behavior, List<String> rules, Destination destination)
      implements PermissionUpdate {
    public RemoveRules {
      rules = List.copyOf(rules);
    }
  }

  /** Works in another mode from now on. */
  record SetMode(PermissionMode mode, Destination destination) implements PermissionUpdate {}

  /** Adds working folders, as written: relative ones count from the session's folder. */
  record AddDirectories(List<String> directories, Destination destination)
      implements PermissionUpdate {
    public AddDirectories {
      directories = List.copyOf(directories);
    }
  }

  /** Removes working folders that are kept there. */
  record RemoveDirectories(List<String> directories, Destination destination)
      implements PermissionUpdate {
    public RemoveDirectories {
      directories = List.copyOf(directories);
    }
  }

  /** The list of rules that is meant. */
  enum Behavior {
    ALLOW,
    ASK,
    DENY
  }

  /** Where a change is kept, and so how long it counts. */
  enum Destination {
    /** Nowhere: until the session ends. */
    SESSION(Layer.SESSION),
    /** The developer's own settings of the project. */
    LOCAL_SETTINGS(Layer.LOCAL),
    /** The settings that are checked in with the project. */
    PROJECT_SETTINGS(Layer.PROJECT),
    /** The person's own settings. */
    USER_SETTINGS(Layer.USER);

    private final Layer layer;

    Destination(Layer layer) {
      this.layer = layer;
    }

    /** The layer to which the change belongs. */
    public Layer layer() {
      return layer;
    }
  }
}
