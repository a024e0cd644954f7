package dev.muster.conversation;

/**
 * Text of ours in the user's role, in tags that the text inside can neither close nor imitate.
 *
 * <p>The opening tag is always the whole first line: it is the key by which {@link
 * Conversation#unseen} knows whether a later text about the same thing says something new.
 */
final class Tagged {

  private static final String NOTE = "muster-note";
  private static final String MEMORY = "memory";

  private Tagged() {}

  /** A notice of Muster's own. */
  static String note(String about, String body) {
    return "<" + NOTE + " about=\"" + attribute(about) + "\">\n" + inside(body) + close(NOTE);
  }

  /** The text of a memory file. */
  static String memory(String path, String scope, String body) {
    return "<"
        + MEMORY
        + " scope=\""
        + attribute(scope)
        + "\" path=\""
        + attribute(path)
        + "\">\n"
        + inside(body)
        + close(MEMORY);
  }

  /** The opening tag of such a text; an empty text for any other. */
  static String key(String text) {
    if (!text.startsWith("<" + NOTE + " ") && !text.startsWith("<" + MEMORY + " ")) {
      return "";
    }
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static String close(String tag) {
    return "\n</" + tag + ">";
  }

  private static String attribute(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("&quot;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c < ' ' ? ' ' : c);
      }
    }
    return out.toString();
  }

  /** The body without blank ends, and with a backslash in whatever looks like a tag of ours. */
  private static String inside(String body) {
    String text = body.strip();
    int at = text.indexOf('<');
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    int from = 0;
    while (at >= 0) {
      int name = text.startsWith("/", at + 1) ? at + 2 : at + 1;
      if (text.regionMatches(true, name, NOTE, 0, NOTE.length())
          || text.regionMatches(true, name, MEMORY, 0, MEMORY.length())) {
        out.append(text, from, at + 1).append('\\');
        from = at + 1;
      }
      at = text.indexOf('<', at + 1);
    }
    return out.append(text, from, text.length()).toString();
  }
}
