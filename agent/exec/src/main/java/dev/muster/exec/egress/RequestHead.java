package dev.muster.exec.egress;

import dev.muster.pattern.HostName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request to an HTTP proxy, read strictly (RFC 9112).
 *
 * @param tunnel whether it is a {@code CONNECT}
 * @param path what follows the authority; empty for a tunnel
 * @param fields the header fields as they were written
 */
record RequestHead(
    boolean tunnel, String method, HostName host, int port, String path, List<Field> fields) {

  private static final int MOST_FIELDS = 200;

  RequestHead {
    fields = List.copyOf(fields);
  }

  /** One header field. */
  record Field(String name, String value) {
    boolean is(String wanted) {
      return name.equalsIgnoreCase(wanted);
    }
  }

  /** What came of reading a head. */
  sealed interface Reading {

    /** It is one. */
    record Read(RequestHead head) implements Reading {}

    /** It is none, or one that others might read in another way. */
    record Malformed(String shownHost, String reason) implements Reading {}
  }

  /** Reads a head, its last empty line included. */
  static Reading read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r\n\r\n") || hasControls(text)) {
      return new Reading.Malformed("", "a malformed request");
    }
    String[] lines = text.substring(0, text.length() - 4).split("\r\n", -1);
    String[] request = lines[0].split(" ", -1);
    if (request.length != 3 || !request[2].startsWith("HTTP/1.") || !isToken(request[0])) {
      return new Reading.Malformed("", "a malformed request");
    }
    List<Field> fields = fields(lines);
    if (fields == null) {
      return new Reading.Malformed("", "malformed header fields");
    }
    return request[0].equals("CONNECT")
        ? tunnel(request[1], fields)
        : absolute(request[0], request[1], fields);
  }

  /** Whether anything but text, and line ends in pairs, is in it. */
  private static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean end = c == '\r' ? follows(text, i, '\n') : c == '\n' && i > 0 && cr(text, i - 1);
      if ((c < ' ' && c != '\t' && !end) || c == 0x7f) {
        return true;
      }
    }
    return false;
  }

  private static boolean follows(String text, int at, char wanted) {
    return at + 1 < text.length() && text.charAt(at + 1) == wanted;
  }

  private static boolean cr(String text, int at) {
    return text.charAt(at) == '\r';
  }

  private static @Nullable List<Field> fields(String[] lines) {
    if (lines.length > MOST_FIELDS) {
      return null;
    }
    List<Field> fields = new ArrayList<>();
    int lengths = 0;
    boolean encoded = false;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon < 1 || !isToken(lines[i].substring(0, colon))) {
        return null;
      }
      Field field = new Field(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
      fields.add(field);
      lengths += field.is("Content-Length") ? 1 : 0;
      encoded |= field.is("Transfer-Encoding");
    }
    // two ways to tell where the body ends are two ways to read the connection
    return lengths > 1 || (encoded && lengths > 0) ? null : fields;
  }

  private static Reading tunnel(String target, List<Field> fields) {
    int colon = target.lastIndexOf(':');
    HostName host = colon < 1 ? null : HostName.parse(target.substring(0, colon));
    int port = colon < 0 ? -1 : port(target.substring(colon + 1));
    return host == null || port < 0
        ? new Reading.Malformed(target, "names no host that could be judged")
        : new Reading.Read(new RequestHead(true, "CONNECT", host, port, "", fields));
  }

  private static Reading absolute(String method, String target, List<Field> fields) {
    if (!target.toLowerCase(Locale.ROOT).startsWith("http://") || target.indexOf('#') >= 0) {
      return new Reading.Malformed("", "a request that is not meant for a proxy");
    }
    String rest = target.substring("http://".length());
    int end = 0;
    while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
      end++;
    }
    String authority = rest.substring(0, end);
    String path = rest.substring(end);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String name = hasPort ? authority.substring(0, colon) : authority;
    HostName host = HostName.parse(name);
    int port = hasPort ? port(authority.substring(colon + 1)) : 80;
    if (host == null || port < 0) {
      return new Reading.Malformed(authority, "names no host that could be judged");
    }
    String whole = path.startsWith("/") ? path : "/" + path;
    return new Reading.Read(new RequestHead(false, method, host, port, whole, fields));
  }

  private static int port(String text) {
    if (text.isEmpty() || text.length() > 5) {
      return -1;
    }
    int port = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = port * 10 + (c - '0');
    }
    return port >= 1 && port <= 65_535 ? port : -1;
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The value of a field; {@code null} where there is none. */
  @Nullable String field(String name) {
    for (Field field : fields) {
      if (field.is(name)) {
        return field.value();
      }
    }
    return null;
  }

  /** The host and port as requests name them. */
  String authority() {
    String text = host.text();
    return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + port;
  }

  /**
   * The request as it goes on: to the host that was judged and to no other, and the connection ends
   * with its answer.
   *
   * @param absolute whether the target is written with its host, as other proxies want it
   */
  String forwarded(boolean absolute, String authorization) {
    String named = port == 80 ? authority().substring(0, authority().length() - 3) : authority();
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(absolute ? "http://" + named : "").append(path);
    head.append(" HTTP/1.1\r\nHost: ").append(named).append("\r\n");
    for (Field field : fields) {
      if (!isForThisHop(field)) {
        head.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
    if (!authorization.isEmpty()) {
      head.append("Proxy-Authorization: ").append(authorization).append("\r\n");
    }
    return head.append("Connection: close\r\n\r\n").toString();
  }

  private static boolean isForThisHop(Field field) {
    String name = field.name().toLowerCase(Locale.ROOT);
    return name.startsWith("proxy-")
        || switch (name) {
          case "host", "connection", "keep-alive", "upgrade", "te", "trailer", "http2-settings" ->
              true;
          default -> false;
        };
  }
}
