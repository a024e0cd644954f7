package dev.muster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors of AWS's published test suite for signature version 4. */
class SigV4Test {

  private static final AwsKeys KEYS =
      new AwsKeys("AKIDEXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), null);
  private static final Instant AT = Instant.parse("2015-08-30T12:36:00Z");

  private static SigV4.Signer signer(AwsKeys keys) {
    return new SigV4.Signer(keys, "us-east-1", "service", AT);
  }

  private static String signature(
      AwsKeys keys, String method, String path, Map<String, String> headers, String body) {
    Map<String, String> signed =
        SigV4.sign(signer(keys), method, path, headers, body.getBytes(StandardCharsets.UTF_8));
    return signed.get("authorization").replaceAll(".*Signature=", "");
  }

  @Test
  void agreesWithThePublishedVectors() {
    Map<String, String> host = Map.of("host", "example.amazonaws.com");
    assertThat(signature(KEYS, "GET", "/", host, ""))
        .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    assertThat(signature(KEYS, "POST", "/", host, ""))
        .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    assertThat(
            signature(
                KEYS,
                "POST",
                "/",
                Map.of(
                    "Host",
                    "example.amazonaws.com",
                    "Content-Type",
                    "application/x-www-form-urlencoded"),
                "Param1=value1"))
        .isEqualTo("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    assertThat(
            signature(
                KEYS,
                "GET",
                "/",
                Map.of(
                    "host",
                    "example.amazonaws.com",
                    "My-Header1",
                    "  value1",
                    "My-Header2",
                    "\"a   b   c\""),
                ""))
        .isEqualTo("acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
  }

  @Test
  void aSessionTokenIsSignedAndSent() {
    AwsKeys temporary = new AwsKeys("AKIDEXAMPLE", KEYS.secretAccessKey(), new Secret("token"));
    Map<String, String> signed =
        SigV4.sign(
            signer(temporary),
            "POST",
            "/model/a%3Ab/invoke",
            Map.of("host", "example.amazonaws.com"),
            new byte[0]);
    assertThat(signed).containsEntry("x-amz-security-token", "token");
    assertThat(signed.get("authorization"))
        .contains("SignedHeaders=host;x-amz-date;x-amz-security-token,");
    assertThat(temporary.toString()).doesNotContain("wJalr").doesNotContain("token]");
  }
}
