package dev.muster.tools.notebook;

import dev.muster.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Writes a notebook as Jupyter does, so that version control shows only what changed: one member or
 * item a line, the old text's indent, characters beyond ASCII as they are. For use once.
 */
final class NotebookWriter {

  private final StringBuilder out = new StringBuilder();
  private final String indent;

  private NotebookWriter(String indent) {
    this.indent = indent;
  }

  /** The text, with the indent and the last newline of the text before. */
  static String write(Json.Obj notebook, String before) {
    NotebookWriter writer = new NotebookWriter(indentOf(before));
    writer.value(notebook, 0);
    if (before.endsWith("\n")) {
      writer.out.append('\n');
    }
    return writer.out.toString();
  }

  private static String indentOf(String text) {
    int line = text.indexOf('\n') + 1;
    int at = line;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return line > 0 && at > line ? text.substring(line, at) : " ";
  }

  private void value(Json value, int depth) {
    switch (value) {
      case Json.Null n -> out.append("null");
      case Json.Bool(boolean b) -> out.append(b);
      case Json.Num(String literal) -> out.append(literal);
      case Json.Str(String text) -> string(text);
      case Json.Arr(List<Json> items) -> array(items, depth);
      case Json.Obj object -> object(object, depth);
    }
  }

  private void array(List<Json> items, int depth) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      newline(i > 0, depth + 1);
      value(items.get(i), depth + 1);
    }
    newline(false, depth);
    out.append(']');
  }

  private void object(Json.Obj object, int depth) {
    if (object.members().isEmpty()) {
      out.append("{}");
      return;
    }
    out.append('{');
    boolean some = false;
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      newline(some, depth + 1);
      string(member.getKey());
      out.append(": ");
      value(member.getValue(), depth + 1);
      some = true;
    }
    newline(false, depth);
    out.append('}');
  }

  private void newline(boolean comma, int depth) {
    out.append(comma ? ",\n" : "\n").append(indent.repeat(depth));
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
