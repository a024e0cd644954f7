package dev.muster.permission.shell;

/**
 * What the literal text shows of one word.
 *
 * @param text without quotes and backslashes, expansions as written
 * @param expansion where in the text the first expansion or pattern stands, or -1
 */
record LooseWord(String text, int expansion) {

  boolean expands() {
    return expansion >= 0 && !isAssignment();
  }

  /** Whether the word may be an assignment before a command; it then yields no other words. */
  boolean isAssignment() {
    int equals = text.indexOf('=');
    if (equals <= 0 || (expansion >= 0 && expansion < equals)) {
      return false;
    }
    int end = text.charAt(equals - 1) == '+' ? equals - 1 : equals;
    for (int i = 0; i < end; i++) {
      if (!Character.isLetterOrDigit(text.charAt(i)) && text.charAt(i) != '_') {
        return false;
      }
    }
    return end > 0;
  }

  /** Whether what follows is where a command may begin, wherever this word stands. */
  boolean opensCommand() {
    return switch (text) {
      case "!", "{", "}", "if", "then", "else", "elif", "fi", "do", "done", "esac" -> true;
      case "while", "until", "time", "coproc" -> true;
      default -> false;
    };
  }
}
