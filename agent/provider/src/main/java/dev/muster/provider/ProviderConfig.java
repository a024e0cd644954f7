package dev.muster.provider;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the provider is reached: address, headers, time limits, retries, proxies, TLS.
 *
 * <p>Names are those of the environment variables that teams already set; see {@link #of}.
 * Immutable; secrets do not show in {@code toString}.
 */
public final class ProviderConfig {

  private static final String PUBLIC_API = "https://api.anthropic.com";
  private static final int MOST_RETRIES = 100;
  private static final int MOST_PORT = 65_535;

  /** The switches by which teams choose a provider other than Anthropic's own API. */
  private static final List<String> OTHER_PROVIDERS =
      List.of(
          "CLAUDE_CODE_USE_BEDROCK",
          "CLAUDE_CODE_USE_VERTEX",
          "CLAUDE_CODE_USE_FOUNDRY",
          "CLAUDE_CODE_USE_MANTLE",
          "CLAUDE_CODE_USE_ANTHROPIC_AWS");

  private final URI baseUrl;
  private final URI messagesUrl;
  private final URI countUrl;
  private final List<Header> headers;
  private final List<String> betas;
  private final boolean experimentalBetas;
  private final Json.Obj extraBody;
  private final Duration answerTimeout;
  private final Duration idleTimeout;
  private final Duration connectTimeout;
  private final int maxRetries;
  private final ProxySettings proxies;
  private final TlsFiles tls;

  private ProviderConfig(Variables variables) {
    refuseOtherProviders(variables);
    baseUrl = baseUrl(variables.text("ANTHROPIC_BASE_URL"));
    String messages = withoutSlash(baseUrl.toString()) + "/v1/messages";
    messagesUrl = URI.create(messages + "?beta=true");
    countUrl = URI.create(messages + "/count_tokens?beta=true");
    headers = Header.parse(variables.text("ANTHROPIC_CUSTOM_HEADERS"));
    betas = betas(variables.text("ANTHROPIC_BETAS"));
    experimentalBetas = variables.text("CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS").isEmpty();
    extraBody = extraBody(variables.text("CLAUDE_CODE_EXTRA_BODY"));
    answerTimeout = limit(variables, "API_TIMEOUT_MS", 600);
    idleTimeout = limit(variables, "CLAUDE_STREAM_IDLE_TIMEOUT_MS", 300);
    connectTimeout = limit(variables, "CLAUDE_CODE_CONNECT_TIMEOUT_MS", 60);
    maxRetries = variables.number("CLAUDE_CODE_MAX_RETRIES", 10, MOST_RETRIES);
    proxies = ProxySettings.of(variables);
    tls = TlsFiles.of(variables);
  }

  /**
   * Reads the configuration from the environment.
   *
   * <p>{@code ANTHROPIC_BASE_URL} (the public API unless set), {@code ANTHROPIC_CUSTOM_HEADERS},
   * {@code ANTHROPIC_BETAS}, {@code CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS}, {@code
   * CLAUDE_CODE_EXTRA_BODY}, {@code API_TIMEOUT_MS} (until the answer begins, 600 s), {@code
   * CLAUDE_STREAM_IDLE_TIMEOUT_MS} (between two bytes, 300 s), {@code
   * CLAUDE_CODE_CONNECT_TIMEOUT_MS} (60 s), {@code CLAUDE_CODE_MAX_RETRIES} (10, at most 100),
   * {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}, {@code NODE_EXTRA_CA_CERTS}, {@code
   * SSL_CERT_FILE}, {@code CLAUDE_CODE_CLIENT_CERT}, {@code CLAUDE_CODE_CLIENT_KEY} and {@code
   * CLAUDE_CODE_CLIENT_KEY_PASSPHRASE}. A limit of 0 ms means the default. Files that are named are
   * opened at the first connection.
   *
   * @throws dev.muster.protocol.ProblemException when a value cannot be used, or a variable asks
   *     for another provider; the problem names the variable and never shows a secret
   */
  public static ProviderConfig of(Map<String, String> environment) {
    return new ProviderConfig(new Variables(Map.copyOf(environment)));
  }

  /** Where the provider is, without the path of a call. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** Whether requests go to Anthropic itself, where nothing is answered without a credential. */
  public boolean firstParty() {
    String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
    return host.equals("anthropic.com") || host.endsWith(".anthropic.com");
  }

  /** How often a failed attempt is repeated. */
  public int maxRetries() {
    return maxRetries;
  }

  /**
   * Tells each secret that it holds, for whoever keeps them out of what is written: passwords of
   * proxies, the passphrase of a key, and the values of headers that look like credentials by their
   * name or by their length; others may be words that stand in every text.
   */
  public void tellSecrets(Consumer<String> keeper) {
    for (Header header : headers) {
      if (header.isSecret()) {
        keeper.accept(header.bare().value());
      }
    }
    forEachPassword(secret -> keeper.accept(secret.value()));
  }

  /** The passwords of proxies, in both forms, and the passphrase. */
  void forEachPassword(Consumer<Secret> keeper) {
    for (ProxySettings.Server proxy :
        new ProxySettings.@Nullable Server[] {proxies.https(), proxies.http()}) {
      if (proxy != null && proxy.authorization() != null && proxy.password() != null) {
        keeper.accept(proxy.password());
        keeper.accept(new Secret(proxy.authorization().value().substring("Basic ".length())));
      }
    }
    Secret passphrase = tls.passphrase();
    if (passphrase != null) {
      keeper.accept(passphrase);
    }
  }

  URI messagesUrl() {
    return messagesUrl;
  }

  URI countUrl() {
    return countUrl;
  }

  List<Header> headers() {
    return headers;
  }

  List<String> betas() {
    return betas;
  }

  boolean experimentalBetas() {
    return experimentalBetas;
  }

  Json.Obj extraBody() {
    return extraBody;
  }

  Duration answerTimeout() {
    return answerTimeout;
  }

  Duration idleTimeout() {
    return idleTimeout;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  ProxySettings proxies() {
    return proxies;
  }

  TlsFiles tls() {
    return tls;
  }

  /**
   * Whoever chose another provider did so for a reason, often where their data may go: what is
   * meant for it is never sent elsewhere.
   */
  private static void refuseOtherProviders(Variables variables) {
    for (String name : OTHER_PROVIDERS) {
      if (variables.on(name)) {
        throw Variables.wrong(
            name + " asks for a provider that this version does not speak to by itself",
            "Unset it to use Anthropic's API, or unset it and name a gateway to that provider in"
                + " ANTHROPIC_BASE_URL.");
      }
    }
  }

  private static URI baseUrl(String value) {
    String hint = "Write it as https://host[:port][/path], without user, query or fragment.";
    URI url;
    try {
      url = new URI(value.isEmpty() ? PUBLIC_API : value);
    } catch (URISyntaxException e) {
      throw Variables.wrong("ANTHROPIC_BASE_URL is not a URL", hint);
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw Variables.wrong("ANTHROPIC_BASE_URL is neither http nor https", hint);
    }
    if (url.getRawUserInfo() != null) {
      throw Variables.wrong("ANTHROPIC_BASE_URL holds a user or password", hint);
    }
    if (url.getHost() == null
        || url.getPort() > MOST_PORT
        || url.getPort() == 0
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw Variables.wrong("ANTHROPIC_BASE_URL is not the address of a server", hint);
    }
    return url;
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? withoutSlash(url.substring(0, url.length() - 1)) : url;
  }

  private static List<String> betas(String value) {
    List<String> betas = new ArrayList<>();
    for (String beta : value.split(",", -1)) {
      String name = beta.strip();
      if (name.isEmpty()) {
        continue;
      }
      if (!new Secret(name).isToken()) {
        throw Variables.wrong(
            "ANTHROPIC_BETAS holds spaces or characters other than printable ASCII",
            "Write the names of betas separated by commas.");
      }
      betas.add(name);
    }
    return List.copyOf(betas);
  }

  private static Json.Obj extraBody(String value) {
    if (value.isEmpty()) {
      return Json.Obj.EMPTY;
    }
    try {
      return JsonReader.readObject(value);
    } catch (JsonException e) {
      throw Variables.wrong(
          "CLAUDE_CODE_EXTRA_BODY is not a JSON object", "Write it as {\"name\": value}.");
    }
  }

  private static Duration limit(Variables variables, String name, long seconds) {
    Duration otherwise = Duration.ofSeconds(seconds);
    Duration value = variables.millis(name, otherwise);
    return value.isZero() ? otherwise : value;
  }

  @Override
  public String toString() {
    return "ProviderConfig[" + baseUrl + "]";
  }
}
