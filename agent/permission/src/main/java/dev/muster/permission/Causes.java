package dev.muster.permission;

import dev.muster.protocol.Question;

/** What kind of reason there is for a question. */
final class Causes {

  private Causes() {}

  /** The cause of the question that a call's finding raises. */
  static Question.Cause of(Finding call, Places places) {
    return switch (call.kind()) {
      case ASK, DENY -> call.rules().isEmpty() ? Question.Cause.GUARD : Question.Cause.RULE;
      case GUARDED -> Question.Cause.GUARD;
      case OPEN, ALLOW -> isOutside(call, places) ? Question.Cause.OUTSIDE : Question.Cause.MODE;
    };
  }

  /** Whether it rests on a place outside of what may be reached. */
  private static boolean isOutside(Finding finding, Places places) {
    if (finding.subject() instanceof Subject.Place place
        && place.identity() != null
        && !places.readable(place.identity())) {
      return true;
    }
    for (Finding part : finding.parts()) {
      if (part.kind() == finding.kind() && isOutside(part, places)) {
        return true;
      }
    }
    return false;
  }
}
