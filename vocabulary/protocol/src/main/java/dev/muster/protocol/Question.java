package dev.muster.protocol;

import java.util.List;

/**
 * A question about a call, for whoever may answer it.
 *
 * @param why what was decided about it, and by which rules
 * @param cause what kind of reason that is
 * @param description what the call would do
 * @param suggestions what may be granted along with an approval, so that the same is not asked
 *     again; none where nothing may be
 */
public record Question(
    Decided why, Cause cause, Description description, List<PermissionUpdate> suggestions) {
  public Question {
    suggestions = List.copyOf(suggestions);
  }

  /** Why somebody is asked. */
  public enum Cause {
    /** A rule asks about it, or one that forbids it cannot be excluded. */
    RULE,
    /**
     * Something stands against it that no rule allows: a protected place, a text not understood.
     */
    GUARD,
    /** It reaches outside the working folders. */
    OUTSIDE,
    /** No rule allows it, and the mode does not either. */
    MODE
  }
}
