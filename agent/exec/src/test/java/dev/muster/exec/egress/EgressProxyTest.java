package dev.muster.exec.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.pattern.HostPattern;
import dev.muster.pattern.HostRules;
import dev.muster.pattern.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy on real sockets of the loopback; only the resolver is a stand-in. */
class EgressProxyTest {

  private static final EgressProxy.Patience PATIENCE =
      new EgressProxy.Patience(Duration.ofSeconds(20), Duration.ofSeconds(20));

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> resolved = new CopyOnWriteArrayList<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Map<String, List<String>> names =
      Map.of(
          "good.test", List.of("127.0.0.1"),
          "rebound.test", List.of("127.0.0.2"),
          "meta.test", List.of("169.254.169.254"),
          "lan.test", List.of("10.255.255.1"),
          "mixed.test", List.of("169.254.169.254", "127.0.0.1"));
  private int server;

  @BeforeEach
  void serve() throws IOException {
    ServerSocketChannel listener = listen();
    server = port(listener);
    Thread.startVirtualThread(() -> {
      while (true) {
        try (SocketChannel client = listener.accept()) {
          Socket socket = client.socket();
          received.add(head(socket.getInputStream()));
          write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
        } catch (IOException closed) {
          if (!listener.isOpen()) {
            return;
          }
        }
      }
    });
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private ServerSocketChannel listen() throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    open.add(listener);
    return listener;
  }

  private static int port(ServerSocketChannel listener) throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  private List<IpAddress> resolve(String host) throws IOException {
    resolved.add(host);
    List<String> found = names.get(host);
    if (found == null) {
      throw new UnknownHostException(host);
    }
    return found.stream().map(a -> Objects.requireNonNull(IpAddress.parse(a))).toList();
  }

  private HostRules rules(String... allowed) {
    List<HostPattern> patterns = Stream.of(allowed).map(EgressProxyTest::pattern).toList();
    return new HostRules(patterns, List.of(pattern("*.denied.test")), false);
  }

  private static HostPattern pattern(String text) {
    return Objects.requireNonNull(HostPattern.parse(text));
  }

  private record Running(EgressProxy proxy, int port) {}

  private Running start(HostRules rules) throws IOException {
    return start(rules, null, "", PATIENCE);
  }

  private Running start(
      HostRules rules, @Nullable Upstream upstream, String secret, EgressProxy.Patience patience)
      throws IOException {
    EgressProxy proxy = new EgressProxy(rules::judge, this::resolve, upstream, patience);
    open.add(proxy);
    ServerSocketChannel listener = listen();
    proxy.serve(listener, secret);
    return new Running(proxy, port(listener));
  }

  private static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        break;
      }
      head.append((char) b);
    }
    return head.toString();
  }

  /** Sends a text and reads all that comes. */
  private static String talk(int port, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      write(socket, text);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String connect(Running running, String authority) throws IOException {
    return talk(
        running.port(),
        "CONNECT " + authority + " HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\n\r\n");
  }

  @Test
  void aTunnelLeadsToTheAddressThatWasChecked() throws IOException {
    Running running = start(rules("good.test", "127.0.0.1"));
    assertThat(connect(running, "GOOD.test.:" + server))
        .startsWith("HTTP/1.1 200 Connection established\r\n\r\n")
        .endsWith("hi");
    assertThat(resolved).containsExactly("good.test");
    assertThat(received).containsExactly("GET / HTTP/1.1\r\n\r\n");
    assertThat(running.proxy().refused()).isZero();
  }

  @Test
  void aRequestGoesToTheHostThatWasJudgedWhateverItsFieldsSay() throws IOException {
    Running running = start(rules("good.test", "127.0.0.1"));
    String answer =
        talk(
            running.port(),
            "GET http://good.test:"
                + server
                + "/a?b=c HTTP/1.1\r\nHost: evil.test\r\nProxy-Authorization: Basic eDp5\r\n"
                + "Connection: keep-alive, X\r\nUpgrade: h2c\r\nAccept: */*\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("hi");
    assertThat(received)
        .containsExactly(
            "GET /a?b=c HTTP/1.1\r\nHost: good.test:"
                + server
                + "\r\nAccept: */*\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.test:80",
        "x.denied.test:443",
        "X.Denied.TEST.:443",
        "good.test:1",
        "127.0.0.1:80",
        "[::1]:80",
        "localhost:80"
      })
  void whatNoRuleAllowsIsRefusedAndTold(String authority) throws IOException {
    Running running = start(rules("good.test:443", "*.denied.test"));
    assertThat(connect(running, authority))
        .startsWith("HTTP/1.1 403 Forbidden\r\n")
        .contains("muster: ");
    assertThat(running.proxy().refusedSince(0)).hasSize(1);
    assertThat(resolved).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rebound.test", "meta.test", "lan.test", "mixed.test"})
  void aNameThatLeadsInsideIsRefusedUnderAWildcard(String name) throws IOException {
    Running running = start(rules("*.test"));
    assertThat(connect(running, name + ":" + server)).startsWith("HTTP/1.1 403 ");
    assertThat(running.proxy().refusedSince(0))
        .singleElement()
        .extracting(Refusal::text)
        .asString()
        .startsWith(name + ":" + server + " leads to ");
    assertThat(received).isEmpty();
    assertThat(resolved).containsExactly(name);
  }

  @Test
  void ofSeveralAddressesOnlyTheCheckedOnesAreConnectedTo() throws IOException {
    Running running = start(rules("*.test", "127.0.0.1:" + server));
    assertThat(connect(running, "mixed.test:" + server)).endsWith("hi");
  }

  @Test
  void aNameThatIsGivenInFullMayLeadToAPrivateAddressButNotToThisMachine() throws IOException {
    Route route = new Route(rules("lan.test", "rebound.test")::judge, this::resolve, false);
    assertThat(decide(route, "lan.test")).isInstanceOf(Route.Decision.To.class);
    assertThat(decide(route, "rebound.test")).isInstanceOf(Route.Decision.Refused.class);
    assertThat(decide(route, "unknown.test")).isInstanceOf(Route.Decision.Refused.class);
    Route wide = new Route(rules("*.test")::judge, this::resolve, false);
    assertThat(decide(wide, "unknown.test")).isInstanceOf(Route.Decision.Unknown.class);
    Route everything =
        new Route(new HostRules(List.of(), List.of(), true)::judge, this::resolve, false);
    for (String inside : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "[fd00:ec2::254]")) {
      assertThat(decide(everything, inside)).isInstanceOf(Route.Decision.Refused.class);
    }
    assertThat(decide(everything, "8.8.8.8")).isInstanceOf(Route.Decision.To.class);
  }

  private static Route.Decision decide(Route route, String host) {
    return route.decide(Objects.requireNonNull(dev.muster.pattern.HostName.parse(host)), 443);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: good.test\r\n\r\n",
        "GET http://u@good.test/ HTTP/1.1\r\n\r\n",
        "GET http://good.test\\@evil.test/ HTTP/1.1\r\n\r\n",
        "GET http://good.test/#x HTTP/1.1\r\n\r\n",
        "GET http://good.test:0/ HTTP/1.1\r\n\r\n",
        "GET http://good.test:99999/ HTTP/1.1\r\n\r\n",
        "GET https://good.test/ HTTP/1.1\r\n\r\n",
        "GET  http://good.test/ HTTP/1.1\r\n\r\n",
        "GET http://good.test/ HTTP/2\r\n\r\n",
        "GET http://good.test/ HTTP/1.1\r\n folded: x\r\n\r\n",
        "GET http://good.test/ HTTP/1.1\r\nA : b\r\n\r\n",
        "GET http://good.test/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET http://good.test/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET http://good.test/ HTTP/1.1\r\nA: b\0c\r\n\r\n",
        "CONNECT good.test HTTP/1.1\r\n\r\n",
        "CONNECT http://good.test:80 HTTP/1.1\r\n\r\n",
        "CONNECT good.test:443:80 HTTP/1.1\r\n\r\n",
        "CONNECT evil.test\0.good.test:443 HTTP/1.1\r\n\r\n",
        "CONNECT 2130706433:80 HTTP/1.1\r\n\r\n",
        "G\u0001T http://good.test/ HTTP/1.1\r\n\r\n"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String request) throws IOException {
    Running running = start(rules("*.test", "*"));
    assertThat(talk(running.port(), request)).startsWith("HTTP/1.1 400 Bad Request");
    assertThat(resolved).isEmpty();
    assertThat(received).isEmpty();
  }

  @Test
  void aLineThatEndsInANewlineAloneIsNoLine() throws IOException {
    Running running =
        start(
            rules("*.test"),
            null,
            "",
            new EgressProxy.Patience(Duration.ofMillis(300), Duration.ofSeconds(20)));
    assertThat(talk(running.port(), "GET http://good.test/ HTTP/1.1\n\n")).isEmpty();
    assertThat(received).isEmpty();
  }

  @Test
  void aHeadWithoutEndIsCutOff() throws IOException {
    Running running = start(rules("*.test"));
    String line = "GET http://good.test/ HTTP/1.1\r\n";
    String head = line + "A: b\r\n".repeat(6_000);
    // no more than is read, or the answer could be lost with what was not
    assertThat(talk(running.port(), head.substring(0, 32 << 10))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void whoSaysNothingIsLetGo() throws IOException {
    Running running =
        start(
            rules("*.test"),
            null,
            "",
            new EgressProxy.Patience(Duration.ofMillis(300), Duration.ofSeconds(20)));
    long begun = System.nanoTime();
    assertThat(talk(running.port(), "CONNECT good")).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** The code of the reply to a request of SOCKS5, and what follows it. */
  private static String socks(int port, byte[] address, int to) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(bytes(5, 1, 0));
      out.flush();
      InputStream in = socket.getInputStream();
      assertThat(in.readNBytes(2)).isEqualTo(bytes(5, 0));
      out.write(bytes(5, 1, 0));
      out.write(address);
      out.write(bytes(to >> 8, to));
      out.flush();
      byte[] reply = in.readNBytes(10);
      if (reply.length < 2 || reply[1] != 0) {
        return reply.length < 2 ? "closed" : Integer.toString(reply[1]);
      }
      write(socket, "GET / HTTP/1.1\r\n\r\n");
      return "0 " + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static byte[] name(String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    byte[] address = new byte[text.length + 2];
    address[0] = 3;
    address[1] = (byte) text.length;
    System.arraycopy(text, 0, address, 2, text.length);
    return address;
  }

  @Test
  void socksIsJudgedAlike() throws IOException {
    Running running = start(rules("good.test", "127.0.0.1"));
    assertThat(socks(running.port(), name("Good.Test."), server)).startsWith("0 ").endsWith("hi");
    assertThat(socks(running.port(), bytes(1, 127, 0, 0, 1), server)).startsWith("0 ");
    Running strict = start(rules("good.test", "*.test"));
    for (String host :
        List.of(
            "evil.com\0.good.test",
            "good.test\0",
            "\0",
            "127.0.0.1",
            "meta.test",
            "other.org",
            "good.test:80",
            "0x7f000001",
            "")) {
      assertThat(socks(strict.port(), name(host), server)).as(host).isIn("2", "closed");
    }
    assertThat(socks(strict.port(), bytes(1, 127, 0, 0, 1), server)).isEqualTo("2");
    assertThat(
            socks(
                strict.port(),
                bytes(4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1),
                server))
        .isEqualTo("2");
    assertThat(strict.proxy().refusedSince(0)).isNotEmpty();
    assertThat(strict.proxy().refusedSince(0))
        .allSatisfy(refusal -> assertThat(refusal.text()).matches("[ -~]*"));
  }

  @Test
  void onAnOpenPortOnlyWhoKnowsTheSecretIsServed() throws IOException {
    Running running = start(rules("good.test", "127.0.0.1"), null, "secret", PATIENCE);
    String request = "CONNECT good.test:" + server + " HTTP/1.1\r\n%s\r\nGET / HTTP/1.1\r\n\r\n";
    assertThat(talk(running.port(), request.formatted(""))).startsWith("HTTP/1.1 407 ");
    String wrong =
        Base64.getEncoder().encodeToString("muster:guess".getBytes(StandardCharsets.UTF_8));
    assertThat(
            talk(running.port(), request.formatted("Proxy-Authorization: Basic " + wrong + "\r\n")))
        .startsWith("HTTP/1.1 407 ");
    String right =
        Base64.getEncoder().encodeToString("muster:secret".getBytes(StandardCharsets.UTF_8));
    assertThat(
            talk(running.port(), request.formatted("Proxy-Authorization: Basic " + right + "\r\n")))
        .endsWith("hi");
    assertThat(talk(running.port(), "\5\1\0")).isEqualTo("\5\u00ff");
  }

  @Test
  void anotherProxyIsAskedForAllowedHostsOnlyAndResolvesThem() throws IOException {
    ServerSocketChannel other = listen();
    List<String> asked = new CopyOnWriteArrayList<>();
    Thread.startVirtualThread(() -> {
      while (other.isOpen()) {
        try (SocketChannel client = other.accept()) {
          asked.add(head(client.socket().getInputStream()));
          write(client.socket(), "HTTP/1.1 200 OK\r\n\r\nthrough");
        } catch (IOException closed) {
          return;
        }
      }
    });
    Upstream upstream = new Upstream("127.0.0.1", port(other), "Basic eDp5");
    Running running = start(rules("corp.test"), upstream, "", PATIENCE);
    assertThat(connect(running, "corp.test:443")).endsWith("through");
    assertThat(connect(running, "evil.test:443")).startsWith("HTTP/1.1 403 ");
    assertThat(talk(running.port(), "GET http://corp.test/x HTTP/1.1\r\nHost: evil.test\r\n\r\n"))
        .endsWith("through");
    assertThat(resolved).isEmpty();
    assertThat(asked)
        .containsExactly(
            "CONNECT corp.test:443 HTTP/1.1\r\nHost: corp.test:443\r\n"
                + "Proxy-Authorization: Basic eDp5\r\n\r\n",
            "GET http://corp.test/x HTTP/1.1\r\nHost: corp.test\r\n"
                + "Proxy-Authorization: Basic eDp5\r\nConnection: close\r\n\r\n");
  }

  @Test
  void theEnvironmentNamesTheOtherProxy() {
    assertThat(Upstream.of(Map.of("HTTPS_PROXY", "http://u:p@proxy.corp:3128/")))
        .contains(new Upstream("proxy.corp", 3128, "Basic dTpw"));
    assertThat(Upstream.of(Map.of("http_proxy", "proxy:80")))
        .contains(new Upstream("proxy", 80, ""));
    assertThat(Upstream.of(Map.of("HTTPS_PROXY", "socks5://proxy:1"))).isEmpty();
    assertThat(Upstream.of(Map.of())).isEmpty();
  }
}
