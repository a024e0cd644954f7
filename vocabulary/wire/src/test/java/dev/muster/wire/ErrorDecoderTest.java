package dev.muster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ErrorDecoderTest {

  private static ProviderError decode(int status, String body) {
    return ErrorDecoder.decode(
        status, "", body.getBytes(StandardCharsets.UTF_8), UnaryOperator.identity());
  }

  private static String envelope(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\""
        + type
        + "\",\"message\":\""
        + message
        + "\"},\"request_id\":\"req_1\"}";
  }

  @Test
  void tellsTheKind() {
    record Case(int status, String type, String message, FailureKind kind) {}
    for (Case c :
        List.of(
            new Case(400, "invalid_request_error", "bad", FailureKind.INVALID_REQUEST),
            new Case(
                400,
                "invalid_request_error",
                "prompt is too long: 9 tokens > 8",
                FailureKind.PROMPT_TOO_LONG),
            new Case(
                400, "invalid_request_error", "Input is too long.", FailureKind.PROMPT_TOO_LONG),
            new Case(
                413, "invalid_request_error", "Prompt is too long", FailureKind.PROMPT_TOO_LONG),
            new Case(413, "request_too_large", "Request exceeds", FailureKind.REQUEST_TOO_LARGE),
            new Case(
                400,
                "invalid_request_error",
                "Your credit balance is too low",
                FailureKind.BILLING),
            new Case(402, "billing_error", "pay", FailureKind.BILLING),
            new Case(429, "billing_error", "spend limit reached", FailureKind.BILLING),
            new Case(401, "authentication_error", "no", FailureKind.AUTHENTICATION),
            new Case(407, "", "no", FailureKind.AUTHENTICATION),
            new Case(403, "permission_error", "no", FailureKind.PERMISSION),
            new Case(404, "not_found_error", "no", FailureKind.NOT_FOUND),
            new Case(408, "", "no", FailureKind.TIMEOUT),
            new Case(409, "conflict_error", "no", FailureKind.INVALID_REQUEST),
            new Case(422, "", "prompt is too long", FailureKind.INVALID_REQUEST),
            new Case(429, "rate_limit_error", "slow", FailureKind.RATE_LIMIT),
            new Case(500, "api_error", "no", FailureKind.SERVER_ERROR),
            new Case(503, "overloaded_error", "no", FailureKind.OVERLOADED),
            new Case(504, "timeout_error", "no", FailureKind.TIMEOUT),
            new Case(529, "overloaded_error", "no", FailureKind.OVERLOADED))) {
      ProviderError error = decode(c.status(), envelope(c.type(), c.message()));
      assertThat(error).isEqualTo(new ProviderError(c.kind(), c.message(), c.status(), "req_1"));
    }
  }

  @Test
  void readsWhateverElseAServerSays() {
    assertThat(decode(502, "").message()).isEqualTo("HTTP status 502 without a text");
    assertThat(decode(502, "<html><b>nginx</b>").message())
        .startsWith("HTTP status 502 with a web");
    assertThat(decode(502, "upstream\n gone\u001b[31m").message()).isEqualTo("upstream  gone [31m");
    assertThat(decode(400, "{\"message\":\"m\"}").message()).isEqualTo("m");
    assertThat(decode(400, "{\"detail\":\"d\"}").message()).isEqualTo("d");
    assertThat(decode(400, "{\"error\":\"e\"}").message()).isEqualTo("e");
    assertThat(decode(400, "{\"error\":{\"mes").message()).isEqualTo("{\"error\":{\"mes");
    assertThat(decode(302, "").kind()).isEqualTo(FailureKind.INVALID_REQUEST);
  }

  @Test
  void masksBeforeItCuts() {
    String secret = "s3cret-value";
    String body = "x".repeat(ErrorDecoder.MAX_MESSAGE - 5) + secret;
    ProviderError error =
        ErrorDecoder.decode(
            500,
            "text/plain",
            body.getBytes(StandardCharsets.UTF_8),
            text -> text.replace(secret, "[redacted]"));
    assertThat(error.message()).hasSize(ErrorDecoder.MAX_MESSAGE).doesNotContain("s3c");
  }

  @Test
  void survivesAnything() {
    Random random = new Random(5);
    for (int round = 0; round < 2000; round++) {
      byte[] body = new byte[random.nextInt(60)];
      random.nextBytes(body);
      if (body.length > 0 && round % 2 == 0) {
        body[0] = '{';
      }
      ProviderError error =
          ErrorDecoder.decode(random.nextInt(100, 600), "", body, UnaryOperator.identity());
      assertThat(error.message()).isNotNull();
    }
  }
}
