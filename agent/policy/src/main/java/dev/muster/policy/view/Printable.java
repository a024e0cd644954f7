package dev.muster.policy.view;

/**
 * Makes text safe to show: nothing in it moves a cursor, hides or turns round what is beside it.
 */
public final class Printable {

  private Printable() {}

  /** The text on one line, with everything that is not seen as itself written as an escape. */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      append(shown, c);
      i += Character.charCount(c);
    }
    return shown.toString();
  }

  /** The same, cut to a number of characters. */
  public static String of(String text, int most) {
    // an escape is at most ten characters long for one
    String shown = of(text.length() <= most ? text : text.substring(0, most));
    return shown.length() <= most && text.length() <= most
        ? shown
        : shown.substring(0, Math.min(shown.length(), most - 1)) + "…";
  }

  private static void append(StringBuilder shown, int c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (isSeen(c)) {
          shown.appendCodePoint(c);
        } else if (c < 0x100) {
          shown.append(String.format("\\x%02x", c));
        } else {
          shown.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        }
      }
    }
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
