package dev.muster.scriptedmodel.node;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes JSON on one line without spaces. Stateless. */
public final class NodeWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private NodeWriter() {}

  /** The value as text. */
  public static String write(Node value) {
    StringBuilder out = new StringBuilder(256);
    emit(value, out);
    return out.toString();
  }

  /** The value in UTF-8. */
  public static byte[] bytes(Node value) {
    return write(value).getBytes(StandardCharsets.UTF_8);
  }

  private static void emit(Node value, StringBuilder out) {
    switch (value) {
      case Node.Null _ -> out.append("null");
      case Node.Bool(boolean bool) -> out.append(bool);
      case Node.Str(String text) -> string(text, out);
      case Node.Num(String literal) -> out.append(literal);
      case Node.Arr(List<Node> items) -> {
        char before = '[';
        for (Node item : items) {
          out.append(before);
          emit(item, out);
          before = ',';
        }
        out.append(items.isEmpty() ? "[]" : "]");
      }
      case Node.Obj(Map<String, Node> members) -> {
        char before = '{';
        for (Map.Entry<String, Node> member : members.entrySet()) {
          out.append(before);
          string(member.getKey(), out);
          out.append(':');
          emit(member.getValue(), out);
          before = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
      }
    }
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\') {
        continue;
      }
      out.append(text, plain, i).append('\\');
      plain = i + 1;
      switch (c) {
        case '"', '\\' -> out.append(c);
        case '\n' -> out.append('n');
        case '\r' -> out.append('r');
        case '\t' -> out.append('t');
        default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
      }
    }
    out.append(text, plain, text.length()).append('"');
  }
}
