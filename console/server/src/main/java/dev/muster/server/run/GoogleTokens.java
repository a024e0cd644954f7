package dev.muster.server.run;

import dev.muster.domain.Secret;
import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens for Google Cloud from the key of a service account: a signed assertion is exchanged
 * for a token, which is kept until shortly before it expires. Never blocks; thread-safe.
 *
 * <p>Source of the exchange: RFC 7523, and Google's "Using OAuth 2.0 for Server to Server
 * Applications".
 */
final class GoogleTokens {

  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int LARGEST = 64 << 10;
  private static final long EARLY_SECONDS = 120;
  private static final long ASSERTION_SECONDS = 600;

  private final String account;
  private final String keyId;
  private final URI exchange;
  private final PrivateKey key;
  private final InstantSource clock;
  private @Nullable CompletableFuture<Held> current;

  /** A token and when it is to be renewed. */
  private record Held(Secret token, Instant renewAt) {}

  private GoogleTokens(Json.Obj json, PrivateKey key, InstantSource clock) {
    this.account = json.string("client_email").orElse("");
    this.keyId = json.string("private_key_id").orElse("");
    this.exchange =
        URI.create(json.string("token_uri").orElse("https://oauth2.googleapis.com/token"));
    this.key = key;
    this.clock = clock;
  }

  /**
   * Tokens for the account of a key file's text.
   *
   * @throws IllegalArgumentException when it is no such text, without any of it in the message
   */
  static GoogleTokens of(Secret keyFile, InstantSource clock) {
    try {
      Json.Obj json = JsonReader.readObject(keyFile.reveal());
      String pem =
          json.string("private_key")
              .orElse("")
              .replace("-----BEGIN PRIVATE KEY-----", "")
              .replace("-----END PRIVATE KEY-----", "")
              .replaceAll("\\s", "");
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
      return new GoogleTokens(json, key, clock);
    } catch (JsonException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("it is no JSON key of a service account");
    }
  }

  /** A token that holds for the next minute at least. */
  synchronized CompletionStage<Secret> token() {
    CompletableFuture<Held> known = current;
    boolean good =
        known != null
            && !known.isCompletedExceptionally()
            && (!known.isDone() || clock.instant().isBefore(known.join().renewAt()));
    if (known == null || !good) {
      known =
          CompletableFuture.supplyAsync(this::fetch, task -> Thread.ofVirtual().start(task));
      current = known;
    }
    return known.thenApply(Held::token);
  }

  private Held fetch() {
    try {
      Instant now = clock.instant();
      String form =
          "grant_type="
              + URLEncoder.encode(GRANT, StandardCharsets.UTF_8)
              + "&assertion="
              + assertion(now);
      HttpURLConnection connection = (HttpURLConnection) exchange.toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      connection.setDoOutput(true);
      connection.setRequestProperty("content-type", "application/x-www-form-urlencoded");
      try (OutputStream out = connection.getOutputStream()) {
        out.write(form.getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      if (status != 200) {
        throw new IOException(exchange.getHost() + " answered " + status);
      }
      try (InputStream in = connection.getInputStream()) {
        Json.Obj answer = JsonReader.readObject(in.readNBytes(LARGEST));
        long seconds = answer.whole("expires_in").orElse(0);
        String token =
            answer
                .string("access_token")
                .orElseThrow(() -> new IOException(exchange.getHost() + " gave no token"));
        return new Held(new Secret(token), now.plusSeconds(seconds - EARLY_SECONDS));
      }
    } catch (IOException | JsonException | GeneralSecurityException e) {
      throw new CompletionException(
          "no token for " + account + " from Google: " + e.getMessage(), e);
    }
  }

  /** The signed assertion of who asks. */
  String assertion(Instant now) throws GeneralSecurityException {
    Json.Obj header =
        Json.Obj.builder().put("alg", "RS256").put("typ", "JWT").put("kid", keyId).build();
    Json.Obj claims =
        Json.Obj.builder()
            .put("iss", account)
            .put("scope", SCOPE)
            .put("aud", exchange.toString())
            .put("iat", now.getEpochSecond())
            .put("exp", now.getEpochSecond() + ASSERTION_SECONDS)
            .build();
    String signed = encoded(JsonWriter.bytes(header)) + "." + encoded(JsonWriter.bytes(claims));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + encoded(signature.sign());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
