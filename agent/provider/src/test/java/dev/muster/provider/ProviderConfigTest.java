package dev.muster.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderConfigTest {

  @Test
  void hasDefaults() {
    ProviderConfig config = ProviderConfig.of(Map.of("ANTHROPIC_BASE_URL", " "));
    assertThat(config.messagesUrl())
        .isEqualTo(URI.create("https://api.anthropic.com/v1/messages?beta=true"));
    assertThat(config.firstParty()).isTrue();
    assertThat(config.answerTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.idleTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.maxRetries()).isEqualTo(10);
    assertThat(config.headers()).isEmpty();
    assertThat(config.betas()).isEmpty();
    assertThat(config.extraBody().members()).isEmpty();
    assertThat(config.tls().usual()).isTrue();
    assertThat(config.proxies().before(config.messagesUrl())).isNull();
  }

  @Test
  void takesEveryValue() {
    ProviderConfig config =
        ProviderConfig.of(
            Map.of(
                "ANTHROPIC_BASE_URL", "http://gw.example:8080/anthropic//",
                "API_TIMEOUT_MS", "5000",
                "CLAUDE_STREAM_IDLE_TIMEOUT_MS", "6000",
                "CLAUDE_CODE_CONNECT_TIMEOUT_MS", "0",
                "CLAUDE_CODE_MAX_RETRIES", "999999999999",
                "CLAUDE_CODE_EXTRA_BODY", "{\"a\":1}"));
    assertThat(config.messagesUrl())
        .isEqualTo(URI.create("http://gw.example:8080/anthropic/v1/messages?beta=true"));
    assertThat(config.firstParty()).isFalse();
    assertThat(config.answerTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.idleTimeout()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.maxRetries()).isEqualTo(100);
    assertThat(config.extraBody().whole("a")).hasValue(1);
  }

  @Test
  void isAnthropicsOnlyByItsWholeHost() {
    for (String host : List.of("api.anthropic.com", "Anthropic.com", "eu.api.anthropic.com")) {
      assertThat(base("https://" + host).firstParty()).isTrue();
    }
    for (String host : List.of("anthropic.com.evil.example", "notanthropic.com", "localhost")) {
      assertThat(base("https://" + host).firstParty()).isFalse();
    }
  }

  @Test
  void sendsNothingThatIsMeantForAnotherProvider() {
    for (String name :
        List.of(
            "CLAUDE_CODE_USE_BEDROCK",
            "CLAUDE_CODE_USE_VERTEX",
            "CLAUDE_CODE_USE_FOUNDRY",
            "CLAUDE_CODE_USE_MANTLE",
            "CLAUDE_CODE_USE_ANTHROPIC_AWS")) {
      for (String on : List.of("1", "true", "YES")) {
        assertThatThrownBy(() -> ProviderConfig.of(Map.of(name, on)))
            .isInstanceOfSatisfying(
                ProblemException.class, e -> assertThat(e.problem().what()).contains(name));
      }
      for (String off : List.of("", "0", "false", "Off", "no")) {
        assertThat(ProviderConfig.of(Map.of(name, off)).firstParty()).isTrue();
      }
    }
  }

  private static ProviderConfig base(String url) {
    return ProviderConfig.of(Map.of("ANTHROPIC_BASE_URL", url));
  }

  @Test
  void refusesWhatCannotBeUsedAndShowsNoSecret() {
    record Bad(String name, String value) {}
    for (Bad bad :
        List.of(
            new Bad("ANTHROPIC_BASE_URL", "api.anthropic.com"),
            new Bad("ANTHROPIC_BASE_URL", "ftp://canary"),
            new Bad("ANTHROPIC_BASE_URL", "https://user:canary@host"),
            new Bad("ANTHROPIC_BASE_URL", "https:///v1"),
            new Bad("ANTHROPIC_BASE_URL", "https://canary:65536"),
            new Bad("ANTHROPIC_BASE_URL", "https://canary:0"),
            new Bad("ANTHROPIC_BASE_URL", "https://host?key=canary"),
            new Bad("ANTHROPIC_BASE_URL", "https://host#canary"),
            new Bad("ANTHROPIC_BASE_URL", "https://ho st canary"),
            new Bad("ANTHROPIC_CUSTOM_HEADERS", "canary"),
            new Bad("ANTHROPIC_CUSTOM_HEADERS", "na me: canary"),
            new Bad("ANTHROPIC_CUSTOM_HEADERS", ": canary"),
            new Bad("ANTHROPIC_CUSTOM_HEADERS", "X-A: canaryä"),
            new Bad("ANTHROPIC_CUSTOM_HEADERS", "X-A: can\u0001ary"),
            new Bad("ANTHROPIC_CUSTOM_HEADERS", "Host: canary"),
            new Bad("ANTHROPIC_CUSTOM_HEADERS", "Content-Length: 5"),
            new Bad("ANTHROPIC_BETAS", "a b"),
            new Bad("API_TIMEOUT_MS", "-1"),
            new Bad("API_TIMEOUT_MS", "10s"),
            new Bad("CLAUDE_CODE_MAX_RETRIES", "ten"),
            new Bad("CLAUDE_CODE_MAX_RETRIES", "1.5"),
            new Bad("CLAUDE_CODE_EXTRA_BODY", "[\"canary\"]"),
            new Bad("CLAUDE_CODE_EXTRA_BODY", "{canary}"),
            new Bad("HTTPS_PROXY", "socks5://user:canary@h:1"),
            new Bad("HTTPS_PROXY", "https://user:canary@h:1"),
            new Bad("HTTPS_PROXY", "http://user:canary@h:99999"),
            new Bad("HTTPS_PROXY", "http://user:canary%zz@h:1"),
            new Bad("HTTP_PROXY", "http://user:canary@"),
            new Bad("CLAUDE_CODE_CLIENT_KEY", "/some/key"))) {
      assertThatThrownBy(() -> ProviderConfig.of(Map.of(bad.name(), bad.value())))
          .as(bad.name() + "=" + bad.value())
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> {
                assertThat(e.problem().what()).contains(bad.name()).doesNotContain("canary");
                assertThat(e.problem().hint()).isNotEmpty().doesNotContain("canary");
              });
    }
  }

  @Test
  void readsProxiesAndHidesTheirPasswords() {
    ProxySettings.Server server =
        ProxySettings.of(
                new Variables(
                    Map.of(
                        "https_proxy",
                        "http://us%40er:p%3Aa%25ss@w@[::1]:3128/",
                        "HTTPS_PROXY",
                        "x")))
            .https();
    assertThat(server.host()).isEqualTo("::1");
    assertThat(server.port()).isEqualTo(3128);
    assertThat(server.authorization().value())
        .isEqualTo(
            "Basic "
                + java.util.Base64.getEncoder()
                    .encodeToString(
                        "us@er:p:a%ss@w".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(server.toString()).doesNotContain("ss@w");
    ProxySettings plain = ProxySettings.of(new Variables(Map.of("HTTP_PROXY", "proxy:8080")));
    assertThat(plain.before(URI.create("http://a/")).port()).isEqualTo(8080);
    assertThat(plain.before(URI.create("https://a/")).port()).isEqualTo(8080);
    ProxySettings secure = ProxySettings.of(new Variables(Map.of("HTTPS_PROXY", "http://proxy")));
    assertThat(secure.before(URI.create("http://a/"))).isNull();
    assertThat(secure.before(URI.create("https://a/")).port()).isEqualTo(80);
  }

  @Test
  void knowsWhichHostsNeedNoProxy() {
    record Case(String list, String host, int port, boolean covered) {}
    for (Case c :
        List.of(
            new Case("", "a.example", 443, false),
            new Case("*", "a.example", 443, true),
            new Case("x,*", "a.example", 443, true),
            new Case("a.example", "a.example", 443, true),
            new Case("A.Example", "a.EXAMPLE.", 443, true),
            new Case("example", "a.example", 443, true),
            new Case(".example", "a.example", 443, true),
            new Case(".a.example", "a.example", 443, true),
            new Case("*.example", "b.a.example", 443, true),
            new Case("ample", "a.example", 443, false),
            new Case("x.a.example", "a.example", 443, false),
            new Case("b, a.example", "a.example", 443, true),
            new Case("b a.example", "a.example", 443, true),
            new Case("a.example:443", "a.example", 443, true),
            new Case("a.example:8443", "a.example", 443, false),
            new Case("10.0.0.0/8", "10.200.1.2", 80, true),
            new Case("10.0.0.0/8", "11.0.0.1", 80, false),
            new Case("10.0.0.0/8", "10.example", 80, false),
            new Case("192.168.1.128/25", "192.168.1.127", 80, false),
            new Case("192.168.1.128/25", "192.168.1.129", 80, true),
            new Case("10.0.0.0/33", "10.0.0.1", 80, false),
            new Case("127.0.0.1", "127.0.0.1", 80, true),
            new Case("127.0.0.1:81", "127.0.0.1", 80, false),
            new Case("::1", "[::1]", 80, true),
            new Case("[::1]", "[::1]", 80, true),
            new Case("[::1]:80", "[::1]", 80, true),
            new Case("[::1]:81", "[::1]", 80, false),
            new Case("fd00::/8", "[fd12::1]", 80, true),
            new Case("fd00::/8", "[fe12::1]", 80, false),
            new Case("0.0.0.0/0", "8.8.8.8", 80, true),
            new Case(",, ,", "a", 80, false),
            new Case("%%%/x:y", "a", 80, false))) {
      assertThat(NoProxy.parse(c.list()).covers(c.host(), c.port()))
          .as(c.toString())
          .isEqualTo(c.covered());
    }
  }
}
