package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.domain.Secret;
import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import io.vertx.core.Vertx;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ServiceAccountTokensTest {

  @Test
  void exchangesASignedAssertionOnceAndKeepsTheToken() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    Vertx vertx = Vertx.vertx();
    try (RawUpstream google =
        RawUpstream.start((r, _, out) ->
            RawUpstream.json(out, 200, "{\"access_token\":\"ya29.canary\",\"expires_in\":3599}"))) {
      Json.Obj file =
          Json.Obj.builder()
              .put("client_email", "svc@p.iam.gserviceaccount.com")
              .put("token_uri", google.uri() + "/token")
              .put(
                  "private_key",
                  "-----BEGIN PRIVATE KEY-----\n"
                      + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                      + "\n-----END PRIVATE KEY-----\n")
              .build();
      ServiceAccountTokens tokens =
          ServiceAccountTokens.of(
              vertx, new Secret(JsonWriter.write(file)), InstantSource.system());
      for (int i = 0; i < 3; i++) {
        Secret token = tokens.token().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(token.reveal()).isEqualTo("ya29.canary");
      }
      assertThat(google.requests).hasSize(1);
      String form = URLDecoder.decode(google.requests.getFirst().text(), StandardCharsets.UTF_8);
      assertThat(form).startsWith("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&");
      String[] parts = form.substring(form.indexOf("assertion=") + 10).split("\\.", -1);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(pair.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
      Json.Obj claims = JsonReader.readObject(Base64.getUrlDecoder().decode(parts[1]));
      assertThat(claims.string("iss")).contains("svc@p.iam.gserviceaccount.com");
      assertThat(claims.string("aud")).contains(google.uri() + "/token");
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void refusesWhatIsNoKeyFileWithoutRepeatingIt() {
    Vertx vertx = Vertx.vertx();
    try {
      for (String file :
          new String[] {
            "canary",
            "{\"client_email\":\"a\",\"token_uri\":\"http://evil.example/\",\"private_key\":\"canary\"}"
          }) {
        assertThatThrownBy(
                () -> ServiceAccountTokens.of(vertx, new Secret(file), InstantSource.system()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageNotContaining("canary");
      }
    } finally {
      vertx.close().await();
    }
  }
}
