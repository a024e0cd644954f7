package dev.muster.gateway;

import dev.muster.domain.Secret;
import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of a Google service account, exchanged for a signed assertion and kept until
 * shortly before they expire. Thread-safe.
 *
 * <p>Source: Google's documentation, "Using OAuth 2.0 for Server to Server Applications", and RFC
 * 7523.
 */
public final class ServiceAccountTokens implements TokenSource {

  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final long LIFETIME = 3_600;
  private static final long EARLY = 300;
  private static final int MAX_ANSWER_BYTES = 64 * 1024;

  private final HttpClient client;
  private final InstantSource clock;
  private final String account;
  private final URI exchange;
  private final PrivateKey key;
  private @Nullable Future<Token> current;

  private record Token(Secret secret, Instant expires) {}

  private ServiceAccountTokens(
      HttpClient client, InstantSource clock, String account, URI exchange, PrivateKey key) {
    this.client = client;
    this.clock = clock;
    this.account = account;
    this.exchange = exchange;
    this.key = key;
  }

  /**
   * Tokens by the key file of a service account.
   *
   * @param keyFile the file's JSON
   * @throws IllegalArgumentException when it is no such file; the message holds nothing of it
   */
  public static ServiceAccountTokens of(Vertx vertx, Secret keyFile, InstantSource clock) {
    try {
      Json.Obj file = JsonReader.readObject(keyFile.reveal());
      String account = file.string("client_email").orElse("");
      URI exchange = URI.create(file.string("token_uri").orElse(""));
      boolean local = "127.0.0.1".equals(exchange.getHost());
      if (account.isEmpty() || !("https".equals(exchange.getScheme()) || local)) {
        throw new IllegalArgumentException(
            "a service account's key file needs client_email and a token_uri with https");
      }
      return new ServiceAccountTokens(
          vertx.createHttpClient(),
          clock,
          account,
          exchange,
          key(file.string("private_key").orElse("")));
    } catch (JsonException | GeneralSecurityException notAKeyFile) {
      throw new IllegalArgumentException("not the key file of a service account");
    }
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  @Override
  public synchronized CompletionStage<Secret> token() {
    Future<Token> held = current;
    boolean usable =
        held != null
            && (!held.isComplete()
                || (held.succeeded()
                    && held.result().expires().isAfter(clock.instant().plusSeconds(EARLY))));
    if (held == null || !usable) {
      held = exchanged();
      current = held;
    }
    return held.map(Token::secret).toCompletionStage();
  }

  private Future<Token> exchanged() {
    Instant now = clock.instant();
    String form;
    try {
      form = "grant_type=" + encoded(GRANT) + "&assertion=" + encoded(assertion(now));
    } catch (GeneralSecurityException e) {
      return Future.failedFuture("the service account's key cannot sign");
    }
    boolean ssl = "https".equals(exchange.getScheme());
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(exchange.getHost())
            .setPort(exchange.getPort() < 0 ? (ssl ? 443 : 80) : exchange.getPort())
            .setSsl(ssl)
            .setURI(exchange.getRawPath())
            .setTimeout(10_000)
            .setIdleTimeout(10_000)
            .putHeader("content-type", "application/x-www-form-urlencoded");
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(form)))
        .compose(response -> {
          Capped body = new Capped(MAX_ANSWER_BYTES);
          response.handler(body::add);
          return response.end().map(_ -> token(response.statusCode(), body.bytes(), now));
        });
  }

  private static Token token(int status, byte[] body, Instant now) {
    try {
      Json.Obj answer = JsonReader.readObject(body);
      String token = answer.string("access_token").orElse("");
      if (status == 200 && !token.isEmpty()) {
        long seconds = Math.clamp(answer.whole("expires_in").orElse(EARLY), 0, LIFETIME);
        return new Token(new Secret(token), now.plusSeconds(seconds));
      }
    } catch (JsonException notJson) {
      // Told below, without its words, which may hold what was sent.
    }
    throw new IllegalStateException("no access token: HTTP status " + status);
  }

  private String assertion(Instant now) throws GeneralSecurityException {
    String head = base64(Json.Obj.builder().put("alg", "RS256").put("typ", "JWT").build());
    String claims =
        base64(
            Json.Obj.builder()
                .put("iss", account)
                .put("scope", SCOPE)
                .put("aud", exchange.toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + LIFETIME)
                .build());
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update((head + "." + claims).getBytes(StandardCharsets.US_ASCII));
    return head
        + "."
        + claims
        + "."
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String base64(Json value) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(JsonWriter.bytes(value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
