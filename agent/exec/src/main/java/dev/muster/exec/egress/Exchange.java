package dev.muster.exec.egress;

import dev.muster.pattern.HostName;
import dev.muster.pattern.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One client's connection to the proxy, from its first byte to its end. */
final class Exchange implements Runnable {

  private static final int LONGEST_HEAD = 32 << 10;
  private static final int CONNECT_MILLIS = 15_000;
  private static final int SOCKS = 5;

  /** Replies of SOCKS5 (RFC 1928, section 6). */
  private static final int SUCCEEDED = 0;

  private static final int NOT_ALLOWED = 2;
  private static final int UNREACHABLE = 4;
  private static final int NO_SUCH_COMMAND = 7;
  private static final int NO_SUCH_ADDRESS = 8;

  private final EgressProxy proxy;
  private final Wire client;
  private final String secret;
  private volatile @Nullable Wire target;
  private volatile boolean joined;

  /**
   * An exchange with a client.
   *
   * @param secret what the client must know; empty where whoever can connect may use the proxy
   */
  Exchange(EgressProxy proxy, SocketChannel client, String secret) {
    this.proxy = proxy;
    this.client = new Wire(client);
    this.secret = secret;
  }

  @Override
  public void run() {
    try {
      if (client.peek() == SOCKS) {
        socks();
      } else {
        http();
      }
    } catch (IOException broken) {
      // The other end sees that the connection is over.
    } finally {
      close();
    }
  }

  /** How long nothing has moved, in nanoseconds. */
  long idle() {
    Wire other = target;
    return other == null ? client.idle() : Math.min(client.idle(), other.idle());
  }

  /** Whether the two ends are connected. */
  boolean isJoined() {
    return joined;
  }

  void close() {
    client.close();
    Wire other = target;
    if (other != null) {
      other.close();
    }
  }

  private void http() throws IOException {
    byte[] bytes = client.readHead(LONGEST_HEAD);
    if (bytes.length == 0) {
      answer("431 Request Header Fields Too Large", "the request's head is too long");
      return;
    }
    switch (RequestHead.read(bytes)) {
      case RequestHead.Reading.Malformed(String host, String reason) -> {
        if (!host.isEmpty()) {
          proxy.refuse(host, 0, reason);
        }
        answer("400 Bad Request", reason);
      }
      case RequestHead.Reading.Read(RequestHead head) -> http(head);
    }
  }

  private void http(RequestHead head) throws IOException {
    if (!secret.isEmpty() && !isSecret(head.field("Proxy-Authorization"))) {
      client.write(
          "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"muster\""
              + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    switch (proxy.route().decide(head.host(), head.port())) {
      case Route.Decision.Refused(String reason) -> {
        proxy.refuse(head.host().text(), head.port(), reason);
        answer("403 Forbidden", head.authority() + " " + reason);
      }
      case Route.Decision.Unknown(String reason) ->
          answer("502 Bad Gateway", head.authority() + " " + reason);
      case Route.Decision.To(List<IpAddress> addresses) -> {
        try {
          http(head, addresses);
        } catch (IOException noConnection) {
          if (joined) {
            throw noConnection;
          }
          answer("502 Bad Gateway", head.authority() + " cannot be connected to");
        }
      }
    }
  }

  private void http(RequestHead head, List<IpAddress> addresses) throws IOException {
    Upstream upstream = proxy.upstream();
    if (head.tunnel()) {
      Wire other = connect(head.host(), head.port(), addresses);
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      join(other);
      return;
    }
    Wire other =
        upstream == null
            ? open(addresses, head.port())
            : open(InetAddress.getByName(upstream.host()), upstream.port());
    other.write(head.forwarded(upstream != null, upstream == null ? "" : upstream.authorization()));
    join(other);
  }

  private boolean isSecret(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return false;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      return isSecret(pair.substring(pair.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return false;
    }
  }

  private boolean isSecret(byte[] given) {
    return java.security.MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given);
  }

  private void answer(String status, String reason) throws IOException {
    String body = "muster: " + Printable.of(reason) + "\n";
    client.write(
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain; charset=us-ascii\r\nX-Proxy-Error: muster-sandbox"
            + "\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body);
  }

  private void socks() throws IOException {
    client.read();
    byte[] methods = client.read(client.read());
    if (!greeted(methods)) {
      return;
    }
    if (client.read() != SOCKS) {
      return;
    }
    int command = client.read();
    client.read();
    int kind = client.read();
    String name;
    switch (kind) {
      case 1 -> name = IpAddress.of(client.read(4)).toString();
      case 3 -> name = new String(client.read(client.read()), StandardCharsets.ISO_8859_1);
      case 4 -> name = IpAddress.of(client.read(16)).toString();
      default -> {
        reply(NO_SUCH_ADDRESS);
        return;
      }
    }
    int port = client.read() << 8 | client.read();
    if (command != 1) {
      reply(NO_SUCH_COMMAND);
      return;
    }
    HostName host = HostName.parse(name);
    if (host == null || port == 0) {
      proxy.refuse(name, port, "names no host that could be judged");
      reply(NOT_ALLOWED);
      return;
    }
    socks(host, port);
  }

  /** Agrees on a way to show that one may use the proxy (RFC 1929 for names and passwords). */
  private boolean greeted(byte[] methods) throws IOException {
    int wanted = secret.isEmpty() ? 0 : 2;
    boolean offered = false;
    for (byte method : methods) {
      offered |= method == wanted;
    }
    client.write((byte) SOCKS, (byte) (offered ? wanted : 0xff));
    if (!offered || wanted == 0) {
      return offered;
    }
    client.read();
    client.read(client.read());
    boolean known = isSecret(client.read(client.read()));
    client.write((byte) 1, (byte) (known ? 0 : 1));
    return known;
  }

  private void socks(HostName host, int port) throws IOException {
    switch (proxy.route().decide(host, port)) {
      case Route.Decision.Refused(String reason) -> {
        proxy.refuse(host.text(), port, reason);
        reply(NOT_ALLOWED);
      }
      case Route.Decision.Unknown unknown -> reply(UNREACHABLE);
      case Route.Decision.To(List<IpAddress> addresses) -> {
        Wire other;
        try {
          other = connect(host, port, addresses);
        } catch (IOException noConnection) {
          reply(UNREACHABLE);
          return;
        }
        reply(SUCCEEDED);
        join(other);
      }
    }
  }

  private void reply(int code) throws IOException {
    client.write(new byte[] {SOCKS, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
  }

  /** Connects to a host, through the other proxy where there is one. */
  private Wire connect(HostName host, int port, List<IpAddress> addresses) throws IOException {
    Upstream upstream = proxy.upstream();
    if (upstream == null) {
      return open(addresses, port);
    }
    Wire other = open(InetAddress.getByName(upstream.host()), upstream.port());
    String text = host.text();
    String authority = (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + port;
    String credential = upstream.authorization();
    other.write(
        "CONNECT "
            + authority
            + " HTTP/1.1\r\nHost: "
            + authority
            + "\r\n"
            + (credential.isEmpty() ? "" : "Proxy-Authorization: " + credential + "\r\n")
            + "\r\n");
    String head = new String(other.readHead(LONGEST_HEAD), StandardCharsets.ISO_8859_1);
    if (!head.startsWith("HTTP/1.") || !head.startsWith(" 200", 8)) {
      throw new IOException("the other proxy refused");
    }
    return other;
  }

  /** Connects to the first address that answers; to no other than those that were checked. */
  private Wire open(List<IpAddress> addresses, int port) throws IOException {
    IOException last = new IOException("no address");
    for (IpAddress address : addresses) {
      try {
        return open(InetAddress.getByAddress(address.bytes()), port);
      } catch (IOException silent) {
        last = silent;
      }
    }
    throw last;
  }

  private Wire open(InetAddress address, int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    Wire other = new Wire(channel);
    target = other;
    return other;
  }

  /** Carries both directions to their ends. */
  private void join(Wire other) throws IOException {
    joined = true;
    Thread back =
        Thread.startVirtualThread(() -> {
          try {
            other.pour(client);
          } catch (IOException broken) {
            close();
          }
        });
    client.pour(other);
    try {
      back.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
