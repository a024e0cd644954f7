package dev.muster.policy.check;

import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;

/** Tells whether one rule takes everything that another one takes. */
final class Coverage {

  private Coverage() {}

  /**
   * Whether every call that {@code narrow} is about is also one that {@code broad} decides, each in
   * its own list.
   */
  static boolean covers(ListedRule broad, ListedRule narrow) {
    return switch (broad.rule()) {
      case Rule.WholeTool whole -> coversTool(whole, broad, narrow);
      case Rule.Command command -> narrow.rule() instanceof Rule.Command && isWithin(narrow, broad);
      case Rule.Files files ->
          narrow.rule() instanceof Rule.Files(var text, Rule.Access access, var pattern)
              && reaches(broad.list(), files.access(), access)
              && isWithin(narrow, broad);
      case Rule.Domain domain -> narrow.rule() instanceof Rule.Domain && isWithin(narrow, broad);
      case Rule.Skill skill -> narrow.rule() instanceof Rule.Skill && isWithin(narrow, broad);
      case Rule.Parameter parameter ->
          narrow.rule() instanceof Rule.Parameter other
              && other.tool().equals(parameter.tool())
              && other.name().equals(parameter.name())
              && isWithin(narrow, broad);
    };
  }

  private static boolean coversTool(Rule.WholeTool whole, ListedRule broad, ListedRule narrow) {
    return switch (narrow.rule()) {
      case Rule.WholeTool other -> isWithin(narrow, broad);
      case Rule.Command command -> whole.name().matches("Bash");
      case Rule.Domain domain -> whole.name().matches("WebFetch");
      case Rule.Skill skill -> whole.name().matches("Skill");
      case Rule.Parameter parameter -> whole.name().matches(parameter.tool());
      // files are also reached by other tools, and by commands
      case Rule.Files files -> whole.name().pattern().equals("*");
    };
  }

  private static boolean isWithin(ListedRule narrow, ListedRule broad) {
    return narrow.language().isWithin(broad.language());
  }

  /**
   * Whether a rule about one access also decides about another: what must not be read cannot be
   * edited either, and what may be edited may be read.
   */
  private static boolean reaches(RuleList list, Rule.Access broad, Rule.Access narrow) {
    if (broad == narrow) {
      return true;
    }
    return switch (list) {
      case ALLOW -> broad == Rule.Access.EDIT;
      case ASK, DENY -> broad == Rule.Access.READ;
    };
  }
}
