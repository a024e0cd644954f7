package dev.muster.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.muster.domain.Secret;
import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The exchange of a service account's key for tokens, before a real server. */
class GoogleTokensTest {

  @Test
  void exchangesAndKeepsTokens() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/token",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer =
              ("{\"access_token\":\"ya29." + asked.size() + "\",\"expires_in\":3599}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
      Json.Obj file =
          Json.Obj.builder()
              .put("client_email", "a@p.iam.gserviceaccount.com")
              .put("private_key_id", "kid1")
              .put("token_uri", url)
              .put(
                  "private_key",
                  "-----BEGIN PRIVATE KEY-----\n"
                      + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                      + "\n-----END PRIVATE KEY-----\n")
              .build();
      AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-28T10:00:00Z"));
      GoogleTokens tokens = GoogleTokens.of(new Secret(JsonWriter.write(file)), now::get);
      assertThat(tokens.token().toCompletableFuture().get().reveal()).isEqualTo("ya29.1");
      assertThat(tokens.token().toCompletableFuture().get().reveal()).isEqualTo("ya29.1");
      now.updateAndGet(t -> t.plus(Duration.ofMinutes(59)));
      assertThat(tokens.token().toCompletableFuture().get().reveal()).isEqualTo("ya29.2");
      assertThat(asked).hasSize(2);
      String assertion =
          URLDecoder.decode(
              asked.getFirst().substring(asked.getFirst().indexOf("assertion=") + 10),
              StandardCharsets.UTF_8);
      String[] parts = assertion.split("\\.", -1);
      Json.Obj claims = JsonReader.readObject(Base64.getUrlDecoder().decode(parts[1]));
      assertThat(claims.string("aud")).contains(url);
      assertThat(claims.string("iss")).contains("a@p.iam.gserviceaccount.com");
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(pair.getPublic());
      check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aBadKeyIsNotRepeated() {
    assertThatThrownBy(() -> GoogleTokens.of(new Secret("{\"private_key\":\"canary\"}"), Instant::now))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }
}
