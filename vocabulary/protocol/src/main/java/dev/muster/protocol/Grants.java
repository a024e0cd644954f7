package dev.muster.protocol;

import java.util.List;

/** Takes what is granted with an answer. Safe for use by several threads. */
@FunctionalInterface
public interface Grants {

  /**
   * Makes changes of what is permitted, from the next decision on. A change that policy forbids is
   * not made; nothing that an administrator forbids becomes permitted by any.
   *
   * @return what was not done and why, a sentence each
   */
  List<String> take(List<PermissionUpdate> updates);
}
