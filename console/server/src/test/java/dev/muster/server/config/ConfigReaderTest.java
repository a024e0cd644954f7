package dev.muster.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the configuration: defaults, every key once, every kind of mistake. */
class ConfigReaderTest {

  @TempDir Path folder;

  private ConfigReader.Outcome read(String text) {
    Path file = folder.resolve("console.json");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return ConfigReader.read(file);
  }

  private Config good(String text) {
    ConfigReader.Outcome outcome = read(text);
    assertThat(outcome).isInstanceOf(ConfigReader.Outcome.Good.class);
    return ((ConfigReader.Outcome.Good) outcome).config();
  }

  private List<String> faults(String text) {
    ConfigReader.Outcome outcome = read(text);
    assertThat(outcome).isInstanceOf(ConfigReader.Outcome.Faulty.class);
    return ((ConfigReader.Outcome.Faulty) outcome)
        .faults().stream()
            .map(f -> f.place().line() + ":" + f.place().column() + " " + f.what())
            .toList();
  }

  @Test
  void defaults() {
    Config config = good("{}");
    assertThat(config).isEqualTo(ConfigReader.defaults(folder));
    assertThat(config.listen())
        .isEqualTo(new Config.Listen("127.0.0.1", 7480, List.of(), Optional.empty(), List.of()));
    assertThat(config.database()).isEqualTo(Config.Database.USUAL);
    assertThat(config.upstreams()).isEmpty();
    assertThat(config.alerts()).isEmpty();
    assertThat(config.limits())
        .isEqualTo(
            new Config.Limits(
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Duration.ofSeconds(15),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                32 << 20));
  }

  @Test
  void everyKeyOnce() {
    Config config =
        good(
            """
            { // the file may explain itself
              "$schema": "console.schema.json",
              "listen": {
                "address": "0.0.0.0", "port": 8443, "hosts": ["console.example.com"],
                "tls": { "certificate": "chain.pem", "key": "/etc/tls/key.pem" },
                "trustedProxies": ["10.0.0.0/8", "::1"],
              },
              "database": { "url": { "env": "DB" }, "connections": 20, "graceSeconds": 30 },
              "upstreams": [
                { "kind": "anthropic", "name": "main", "key": { "env": "KEY" }, "order": 1,
                  "weight": 3, "pricePercent": 110, "models": ["claude-*", "big=claude-opus-5-5"] },
                { "kind": "messages-url", "name": "own", "url": "http://127.0.0.1:1/x",
                  "key": { "file": "key.txt" }, "auth": "bearer", "order": 2 },
                { "kind": "bedrock", "name": "aws", "region": "us-east-1",
                  "accessKeyId": { "env": "A" }, "secretAccessKey": { "env": "B" },
                  "sessionToken": { "env": "C" }, "url": "https://b.example.com" },
                { "kind": "bedrock", "name": "aws2", "region": "us-east-1",
                  "bearer": { "env": "A" } },
                { "kind": "vertex", "name": "gcp", "project": "p", "region": "global",
                  "serviceAccount": { "file": "sa.json" }, "url": "https://v.example.com" },
                { "kind": "vertex", "name": "gcp2", "project": "p", "region": "global",
                  "token": { "file": "t" } }
              ],
              "limits": { "connectSeconds": 1, "firstByteSeconds": 2, "requestSeconds": 3,
                "idleSeconds": 5, "pingSeconds": 7, "drainSeconds": 4, "bodyMegabytes": 6 },
              "alerts": { "webhook": "https://hooks.example.com/x", "secret": { "env": "W" },
                "notices": false }
            }
            """);
    assertThat(config.listen().tls())
        .contains(new Config.Tls(folder.resolve("chain.pem"), Path.of("/etc/tls/key.pem")));
    assertThat(config.listen().trustedProxies()).containsExactly("10.0.0.0/8", "::1");
    assertThat(config.database())
        .isEqualTo(
            new Config.Database(
                Optional.of(new Reference.Env("DB")),
                20,
                Optional.empty(),
                Duration.ofSeconds(30)));
    assertThat(config.upstreams()).hasSize(6);
    assertThat(config.upstreams().getFirst())
        .isEqualTo(
            new Config.Upstream(
                "main",
                1,
                3,
                110,
                List.of("claude-*"),
                Map.of("big", "claude-opus-5-5"),
                new Config.UpstreamKind.Messages(
                    URI.create("https://api.anthropic.com"), new Reference.Env("KEY"), false)));
    assertThat(config.upstreams().get(1).kind())
        .isEqualTo(
            new Config.UpstreamKind.Messages(
                URI.create("http://127.0.0.1:1/x"),
                new Reference.InFile(folder.resolve("key.txt").toString()),
                true));
    assertThat(config.upstreams().get(2).kind())
        .isEqualTo(
            new Config.UpstreamKind.Bedrock(
                "us-east-1",
                Optional.of(URI.create("https://b.example.com")),
                new Config.AwsCredential.AccessKey(
                    new Reference.Env("A"),
                    new Reference.Env("B"),
                    Optional.of(new Reference.Env("C")))));
    assertThat(config.limits().idle()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.limits().ping()).isEqualTo(Duration.ofSeconds(7));
    assertThat(config.limits().drain()).isEqualTo(Duration.ofSeconds(4));
    assertThat(config.limits().bodyBytes()).isEqualTo(6 << 20);
    assertThat(config.alerts())
        .contains(
            new Config.Alerts(
                URI.create("https://hooks.example.com/x"),
                Optional.of(new Reference.Env("W")),
                false));
  }

  @Test
  void anUnknownKeyNamesItsNearest() {
    assertThat(faults("{\n  \"listen\": { \"prot\": 1 }\n}"))
        .containsExactly("2:15 unknown key \"prot\" (did you mean \"port\"?)");
    assertThat(faults("{\"upstream\": []}"))
        .containsExactly("1:2 unknown key \"upstream\" (did you mean \"upstreams\"?)");
  }

  @Test
  void everyMistakeIsTold() {
    assertThat(faults("{\"listen\": {\"port\": 70000, \"address\": 5}, \"limits\": []}"))
        .hasSize(3)
        .anyMatch(f -> f.contains("\"listen.port\" must be a whole number from 0 to 65535"));
    assertThat(faults("{\"upstreams\": [{\"kind\": \"anthropik\", \"name\": \"x\"}]}"))
        .containsExactly(
            "1:17 \"upstreams.0.kind\" must be one of anthropic, bedrock, messages-url, vertex"
                + " (did you mean \"anthropic\"?)");
    assertThat(faults("{\"upstreams\": [{\"kind\": \"anthropic\", \"name\": \"x\"}]}"))
        .containsExactly("1:16 \"upstreams.0\" needs \"key\": The API key.");
  }

  @Test
  void aSecretDoesNotStandInTheFile() {
    String written = "sk-ant-very-secret";
    assertThat(
            faults(
                "{\"upstreams\": [{\"kind\": \"anthropic\", \"name\": \"x\", \"key\": \""
                    + written
                    + "\"}]}"))
        .singleElement()
        .asString()
        .contains("is a secret and does not belong into this file")
        .doesNotContain(written);
  }

  @Test
  void onlyLoopbackWithoutTls() {
    assertThat(faults("{\"listen\": {\"address\": \"0.0.0.0\"}}"))
        .singleElement()
        .asString()
        .contains("can be reached from elsewhere");
    for (String address : List.of("127.0.0.1", "127.1.2.3", "localhost", "::1")) {
      assertThat(good("{\"listen\": {\"address\": \"" + address + "\"}}").listen().address())
          .isEqualTo(address);
    }
    assertThat(
            good("{\"listen\": {\"address\": \"::\", \"trustedProxies\": [\"10.0.0.1\"]}}")
                .listen()
                .address())
        .isEqualTo("::");
    assertThat(faults("{\"listen\": {\"address\": \"::\", \"trustedProxies\": [\"1.2.3\"]}}"))
        .isNotEmpty();
  }

  @Test
  void whatIsNoJsonSaysWhere() {
    assertThat(faults("{\n  \"listen\": {\n")).singleElement().asString().startsWith("3:");
    assertThat(faults("{\"listen\": {}, \"listen\": {}}")).hasSize(1);
    assertThat(ConfigReader.read(folder.resolve("absent.json")))
        .isInstanceOf(ConfigReader.Outcome.Faulty.class);
  }

  @Test
  void secretsAreLookedUp() throws IOException {
    Path file = folder.resolve("secret");
    Files.writeString(file, "from a file\n");
    References secrets = new References(Map.of("NAME", "value", "BLANK", " "));
    assertThat(secrets.find(new Reference.Env("NAME"))).contains("value");
    assertThat(secrets.find(new Reference.Env("BLANK"))).isEmpty();
    assertThat(secrets.find(new Reference.Env("OTHER"))).isEmpty();
    assertThat(secrets.find(new Reference.InFile(file.toString()))).contains("from a file");
    assertThat(secrets.find(new Reference.InFile(file + "x"))).isEmpty();
  }

  @Test
  void networks() {
    Networks networks = Networks.of(List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7"));
    assertThat(networks.holds("10.200.3.4")).isTrue();
    assertThat(networks.holds("11.0.0.1")).isFalse();
    assertThat(networks.holds("2001:db8::5")).isTrue();
    assertThat(networks.holds("192.0.2.7")).isTrue();
    assertThat(networks.holds("192.0.2.8")).isFalse();
    assertThat(networks.holds("localhost")).isFalse();
    assertThat(networks.holds("evil.example")).isFalse();
  }
}
