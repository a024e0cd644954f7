package dev.muster.protocol;

import java.util.Optional;

/** How calls that no rule decides are treated. */
public enum PermissionMode {
  /** Ask. */
  DEFAULT("default"),
  /** Edits inside the working folders run; the rest asks. */
  ACCEPT_EDITS("acceptEdits"),
  /** Nothing that changes anything runs. */
  PLAN("plan"),
  /** What would ask is refused. */
  DONT_ASK("dontAsk"),
  /** What would ask runs, except what an ask rule or a built-in guard names. */
  BYPASS_PERMISSIONS("bypassPermissions");

  private final String wireName;

  PermissionMode(String wireName) {
    this.wireName = wireName;
  }

  /** The name in settings, flags and messages. */
  public String wireName() {
    return wireName;
  }

  /** The mode of that name ({@code manual} is another name of {@code default}). */
  public static Optional<PermissionMode> ofWire(String name) {
    if (name.equals("manual")) {
      return Optional.of(DEFAULT);
    }
    for (PermissionMode mode : values()) {
      if (mode.wireName.equals(name)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
