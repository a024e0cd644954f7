package dev.muster.provider;

import dev.muster.wire.CountDecoder;
import dev.muster.wire.RequestBody;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Asks {@code POST /v1/messages/count_tokens} how long a prompt is.
 *
 * <p>Each question is put once and not for long. Where the address is not served, as by some
 * gateways, it is not asked again. Safe for use by several threads.
 *
 * <p>Source: Anthropic's documentation, "Token counting": free of charge, with request limits of
 * its own.
 */
final class PromptCount {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ProviderConfig config;
  private final Transport transport;
  private volatile boolean absent;

  PromptCount(ProviderConfig config, Transport transport) {
    this.config = config;
    this.transport = transport;
  }

  /** The tokens of the prompt; empty where the provider does not tell. */
  OptionalLong ask(RequestBody body, Map<String, String> headers) throws InterruptedException {
    if (absent) {
      return OptionalLong.empty();
    }
    try {
      HttpResponse<BodyStream> response =
          transport.post(config.countUrl(), headers, new BodySender(body), PATIENCE);
      try (BodyStream stream = response.body()) {
        int status = response.statusCode();
        absent = status == 404 || status == 405 || status == 501;
        byte[] said = status == 200 ? new AnswerReader(stream, PATIENCE).whole() : null;
        return said == null ? OptionalLong.empty() : CountDecoder.promptTokens(said);
      }
    } catch (IOException notThisTime) {
      return OptionalLong.empty();
    }
  }
}
