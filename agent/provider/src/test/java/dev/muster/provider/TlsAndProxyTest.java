package dev.muster.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsAndProxyTest {

  private static final RawServer.Script ANSWER = (q, n, to) -> to.stream(Fixture.STREAM);

  private static String file(String name) throws Exception {
    return Path.of(TlsAndProxyTest.class.getResource(name).toURI()).toString();
  }

  /** The server shows its certificate and trusts clients of the same authority. */
  private static SSLContext serverContext() throws Exception {
    return Tls.context(
        new TlsFiles(
            List.of(Path.of(file("ca.pem"))),
            Path.of(file("server.pem")),
            Path.of(file("server.key")),
            null),
        false);
  }

  private static Fixture client(int port, String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("ANTHROPIC_BASE_URL", "https://localhost:" + port);
    environment.put("CLAUDE_CODE_MAX_RETRIES", "1");
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return new Fixture(environment, Fixture.key());
  }

  @Test
  void trustsAnAddedAuthorityAndNoOther() throws Exception {
    try (RawServer server = RawServer.secure(serverContext(), false, ANSWER)) {
      for (String variable : List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")) {
        try (Fixture fixture = client(server.port(), variable, file("ca.pem"))) {
          assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
        }
      }
      int before = server.requests.size();
      try (Fixture fixture = client(server.port(), "NODE_EXTRA_CA_CERTS", file("client-ec.pem"))) {
        ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
        assertThat(failed.kind()).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(failed.message()).contains("NODE_EXTRA_CA_CERTS");
      }
      assertThat(server.requests).hasSize(before);
    }
  }

  @Test
  void checksTheHostName() throws Exception {
    try (RawServer server = RawServer.secure(serverContext(), false, ANSWER);
        Fixture fixture =
            new Fixture(
                Map.of(
                    "ANTHROPIC_BASE_URL",
                    "https://127.0.0.2:" + server.port(),
                    "NODE_EXTRA_CA_CERTS",
                    file("ca.pem")),
                Fixture.key())) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Failed.class);
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void addedAuthoritiesDoNotReplaceTheUsualOnes() throws Exception {
    SSLContext context =
        Tls.context(new TlsFiles(List.of(Path.of(file("ca.pem"))), null, null, null), false);
    assertThat(context.getProtocol()).isEqualTo("TLS");
    javax.net.ssl.TrustManagerFactory usual =
        javax.net.ssl.TrustManagerFactory.getInstance(
            javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
    usual.init((java.security.KeyStore) null);
    int expected =
        ((javax.net.ssl.X509TrustManager) usual.getTrustManagers()[0]).getAcceptedIssuers().length;
    assertThat(Tls.authorities(List.of(Path.of(file("ca.pem"))), false)).hasSize(expected + 1);
  }

  @Test
  void showsAClientCertificateFromEveryKindOfKey() throws Exception {
    try (RawServer server = RawServer.secure(serverContext(), true, ANSWER)) {
      String[][] pairs = {
        {"client-rsa.pem", "client-rsa.key"},
        {"client-rsa.pem", "client-rsa.pkcs1.key"},
        {"client-rsa.pem", "client-rsa.enc.key"},
        {"client-ec.pem", "client-ec.key"},
        {"client-ec.pem", "client-ec.sec1.key"},
        {"client-ed.pem", "client-ed.key"},
      };
      for (String[] pair : pairs) {
        try (Fixture fixture =
            client(
                server.port(),
                "NODE_EXTRA_CA_CERTS",
                file("ca.pem"),
                "CLAUDE_CODE_CLIENT_CERT",
                file(pair[0]),
                "CLAUDE_CODE_CLIENT_KEY",
                file(pair[1]),
                "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE",
                "pässw0rd-canary")) {
          assertThat(fixture.send()).as(pair[1]).isInstanceOf(ModelAnswer.Complete.class);
        }
      }
      try (Fixture fixture =
          client(
              server.port(),
              "NODE_EXTRA_CA_CERTS",
              file("ca.pem"),
              "CLAUDE_CODE_CLIENT_CERT",
              file("client-ec.both.pem"))) {
        assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      }
      try (Fixture fixture = client(server.port(), "NODE_EXTRA_CA_CERTS", file("ca.pem"))) {
        assertThat(fixture.send()).isInstanceOf(ModelAnswer.Failed.class);
      }
    }
  }

  @Test
  void tellsWhatIsWrongWithAFile(@TempDir Path folder) throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
    Path cut = Files.writeString(folder.resolve("cut.pem"), "-----BEGIN CERTIFICATE-----\nMIIB");
    String[][] cases = {
      {"NODE_EXTRA_CA_CERTS", folder + "/none.pem", "", "", "cannot be read"},
      {"NODE_EXTRA_CA_CERTS", folder.toString(), "", "", "cannot be read"},
      {"NODE_EXTRA_CA_CERTS", empty.toString(), "", "", "holds no certificate"},
      {"NODE_EXTRA_CA_CERTS", cut.toString(), "", "", "cannot be read"},
      {file("client-rsa.pem"), file("client-rsa.enc.key"), "wrong-canary", "", "PASSPHRASE"},
      {file("client-rsa.pem"), file("client-rsa.enc.key"), "", "", "PASSPHRASE"},
      {file("client-rsa.pem"), file("client-rsa.legacy.key"), "legacy", "", "openssl pkcs8"},
      {file("client-rsa.pem"), empty.toString(), "", "", "no private key"},
      {file("client-rsa.pem"), file("client-ec.key"), "", "", "does not belong"},
      {file("client-rsa.pem"), file("server.key"), "", "", "does not belong"},
    };
    for (String[] c : cases) {
      boolean authority = c[0].startsWith("NODE");
      try (Fixture fixture =
          client(
              1,
              authority ? c[0] : "CLAUDE_CODE_CLIENT_CERT",
              authority ? c[1] : c[0],
              authority ? "X" : "CLAUDE_CODE_CLIENT_KEY",
              c[1],
              "CLAUDE_CODE_CLIENT_KEY_PASSPHRASE",
              c[2])) {
        ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
        assertThat(failed.message()).contains(c[4]).doesNotContain("canary");
        assertThat(fixture.waits).as(failed.message()).isEmpty();
      }
    }
  }

  /** A proxy that makes tunnels for whoever knows the password. */
  private static final class TunnelProxy implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String authorization;
    final List<RawServer.Seen> requests = new CopyOnWriteArrayList<>();

    TunnelProxy(String authorization) throws IOException {
      this.authorization = authorization;
      Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = listener.accept();
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException closed) {
        // the test is over
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        RawServer.Seen request = RawServer.read(socket.getInputStream());
        requests.add(request);
        RawServer.Connection to = new RawServer.Connection(socket, socket.getOutputStream());
        if (authorization != null
            && !authorization.equals(request.headers().get("proxy-authorization"))) {
          to.respond(407, "proxy-authenticate: Basic realm=\"p\"\r\n", "");
        } else if (request.line().startsWith("CONNECT ")) {
          String port =
              request.line().substring(request.line().lastIndexOf(':') + 1).split(" ", 2)[0];
          try (Socket target =
              new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
            to.send("HTTP/1.1 200 OK\r\n\r\n");
            Thread back = Thread.ofVirtual().start(() -> copy(target, socket));
            copy(socket, target);
            back.join();
          }
        } else {
          to.stream(Fixture.STREAM);
        }
      } catch (IOException | InterruptedException e) {
        // the client has gone
      }
    }

    private static void copy(Socket from, Socket to) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        in.transferTo(out);
        to.shutdownOutput();
      } catch (IOException gone) {
        // as above
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }

  private static final String BASIC = "Basic dXNlcjpwYXNzLWNhbmFyeQ==";

  @Test
  void goesThroughATunnelWithAPassword() throws Exception {
    try (RawServer server = RawServer.secure(serverContext(), false, ANSWER);
        TunnelProxy proxy = new TunnelProxy(BASIC);
        Fixture fixture =
            client(
                server.port(),
                "NODE_EXTRA_CA_CERTS",
                file("ca.pem"),
                "HTTPS_PROXY",
                "http://user:pass-canary@127.0.0.1:" + proxy.listener.getLocalPort())) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(proxy.requests).hasSize(1);
      assertThat(proxy.requests.getFirst().line())
          .isEqualTo("CONNECT localhost:" + server.port() + " HTTP/1.1");
      assertThat(proxy.requests.getFirst().headers())
          .containsEntry("proxy-authorization", BASIC)
          .doesNotContainKeys("x-api-key", "authorization");
      assertThat(server.requests.getFirst().headers())
          .containsEntry("x-api-key", Fixture.CANARY)
          .doesNotContainKey("proxy-authorization");
    }
  }

  @Test
  void aWrongPasswordOfTheProxyIsToldAndNotShown() throws Exception {
    try (TunnelProxy proxy = new TunnelProxy(BASIC)) {
      for (String scheme : List.of("https", "http")) {
        try (Fixture fixture =
            client(
                1,
                "ANTHROPIC_BASE_URL",
                scheme + "://model.invalid",
                "HTTP_PROXY",
                "http://user:wrong-canary@127.0.0.1:" + proxy.listener.getLocalPort())) {
          ModelAnswer.Failed failed = (ModelAnswer.Failed) fixture.send();
          assertThat(failed.status()).isEqualTo(407);
          assertThat(failed.kind()).isEqualTo(FailureKind.AUTHENTICATION);
          assertThat(failed.message()).contains("proxy").doesNotContain("canary");
          assertThat(fixture.waits).isEmpty();
        }
      }
    }
  }

  @Test
  void goesThroughAProxyWithoutTls() throws Exception {
    try (TunnelProxy proxy = new TunnelProxy(BASIC);
        Fixture fixture =
            client(
                1,
                "ANTHROPIC_BASE_URL",
                "http://model.invalid:81",
                "HTTP_PROXY",
                "http://user:pass-canary@127.0.0.1:" + proxy.listener.getLocalPort())) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(proxy.requests.getFirst().line())
          .startsWith("POST http://model.invalid:81/v1/messages?beta=true");
    }
  }

  @Test
  void goesAroundTheProxyWhereItShould() throws Exception {
    try (RawServer server = new RawServer(ANSWER);
        TunnelProxy proxy = new TunnelProxy(null);
        Fixture fixture =
            Fixture.to(
                server,
                "HTTP_PROXY",
                "http://127.0.0.1:" + proxy.listener.getLocalPort(),
                "NO_PROXY",
                "127.0.0.0/8")) {
      assertThat(fixture.send()).isInstanceOf(ModelAnswer.Complete.class);
      assertThat(server.requests).hasSize(1);
      assertThat(proxy.requests).isEmpty();
    }
  }
}
