package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who can reach the console, and how: TLS, trusted proxies, and neither. */
class ListenTest {

  private static final String MODEL = "claude-sonnet-4-5";

  private ConsoleScene scene;

  @BeforeEach
  void prepare() {
    scene = ConsoleScene.of(Script.of().otherwise(Turn.text("said")));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private ProgramRun.Result curl(String... words) {
    return ProgramRun.of("curl", "-sS", "--max-time", "20", "--noproxy", "*")
        .in(scene.folder())
        .environment("PATH", "/usr/local/bin:/usr/bin:/bin")
        .timeout(Duration.ofSeconds(30))
        .with(words)
        .run();
  }

  private String status(String url) {
    return curl("-o", "/dev/null", "-w", "%{http_code}", url).stdout();
  }

  @Test
  void withACertificateItSpeaksTlsAlone() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl makes the certificate");
    ProgramRun.Result made =
        ProgramRun.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=console",
                "-addext",
                "subjectAltName=IP:127.0.0.1",
                "-keyout",
                "key.pem",
                "-out",
                "chain.pem")
            .in(scene.folder())
            .environment("PATH", "/usr/bin:/bin")
            .run();
    assertThat(made.exitCode()).as(made.text()).isZero();
    scene.listen("\"port\": 0, \"tls\": { \"certificate\": \"chain.pem\", \"key\": \"key.pem\" }");
    scene.start();
    assertThat(scene.url()).startsWith("https://127.0.0.1:");
    scene.init();
    String key = scene.key("tls");
    ProgramRun.Result answer =
        curl(
            "--cacert",
            "chain.pem",
            "-H",
            "x-api-key: " + key,
            "-H",
            "anthropic-version: 2023-06-01",
            "-H",
            "content-type: application/json",
            "-d",
            "{\"model\":\""
                + MODEL
                + "\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\","
                + "\"content\":\"hello\"}]}",
            scene.url() + "/v1/messages");
    assertThat(answer.exitCode()).as(answer.text()).isZero();
    assertThat(answer.stdout()).contains("said", "\"usage\"");
    assertThat(curl(scene.url() + "/health/live").exitCode()).as("an unknown issuer").isEqualTo(60);
    String plain = scene.url().replace("https://", "http://") + "/health/live";
    assertThat(curl(plain).exitCode()).as("in the clear").isNotZero();
  }

  @Test
  void reachableFromElsewhereWithoutEitherItDoesNotStart() {
    scene.listen("\"port\": 0, \"address\": \"0.0.0.0\"");
    ProgramRun.Result refused = scene.up().run();
    assertThat(refused.exitCode()).as(refused.text()).isEqualTo(4);
    assertThat(refused.stderr()).contains("can be reached from elsewhere", "trustedProxies");
  }

  @Test
  void onlyATrustedProxyAndThisMachineMayConnect() throws Exception {
    Optional<String> own = ownAddress();
    assumeTrue(own.isPresent(), "this machine has an address besides loopback");
    String address = own.orElseThrow();
    String listen = "\"port\": 0, \"address\": \"0.0.0.0\", \"hosts\": [\"%s\"], ";
    scene.listen(listen.formatted(address) + "\"trustedProxies\": [\"203.0.113.7\"]");
    scene.start();
    String port = scene.url().substring(scene.url().lastIndexOf(':'));
    assertThat(status("http://127.0.0.1" + port + "/health/live")).isEqualTo("200");
    assertThat(status("http://" + address + port + "/health/live")).isNotEqualTo("200");
    scene.stop();
    scene.listen(listen.formatted(address) + "\"trustedProxies\": [\"" + address + "\"]");
    scene.start();
    port = scene.url().substring(scene.url().lastIndexOf(':'));
    assertThat(status("http://" + address + port + "/health/live")).isEqualTo("200");
  }

  private static Optional<String> ownAddress() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(a -> !a.isLoopbackAddress() && a.getAddress().length == 4)
        .map(InetAddress::getHostAddress)
        .findFirst();
  }
}
