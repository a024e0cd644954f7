package dev.muster.provider;

import dev.muster.model.CachePolicy;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelEvent;
import dev.muster.wire.AnswerAssembler;
import dev.muster.wire.ErrorDecoder;
import dev.muster.wire.ProviderError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request once and reads what comes back.
 *
 * @param lingering holds the body of an earlier answer whose last bytes may still flow
 */
record Attempt(
    ProviderConfig config,
    Transport transport,
    Mask mask,
    InstantSource clock,
    AtomicReference<@Nullable BodyStream> lingering,
    CachePolicy cache,
    boolean streamed,
    Consumer<ModelEvent> events) {

  Exchange run(Map<String, String> headers, BodySender sender) throws InterruptedException {
    BodyStream earlier = lingering.getAndSet(null);
    if (earlier != null) {
      earlier.settle();
    }
    HttpResponse<BodyStream> response;
    try {
      response = transport.post(config.messagesUrl(), headers, sender, config.answerTimeout());
    } catch (IOException e) {
      return failed(e);
    }
    BodyStream body = response.body();
    if (response.statusCode() == 407 || body == null) {
      if (body != null) {
        body.close();
      }
      return proxyRefused(response);
    }
    try {
      Exchange exchange = read(response, sender);
      if (exchange instanceof Exchange.Ended(ModelAnswer.Complete complete)) {
        body.leave();
        lingering.set(body);
      } else {
        body.close();
      }
      return exchange;
    } catch (InterruptedException | RuntimeException | Error e) {
      body.close();
      throw e;
    }
  }

  private Exchange failed(IOException failure) {
    ProviderError error = Failures.describe(failure, config, mask);
    return new Exchange.Refused(error, Failures.mayPass(failure) ? RetryHint.YES : RetryHint.NO);
  }

  private Exchange read(HttpResponse<BodyStream> response, BodySender sender)
      throws InterruptedException {
    int status = response.statusCode();
    HttpHeaders headers = response.headers();
    String contentType = headers.firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
    AnswerReader reader = new AnswerReader(response.body(), config.idleTimeout());
    if (status >= 300 && status < 400) {
      return redirected(response);
    }
    if (status < 200 || status >= 400) {
      ProviderError error = reader.error(status, contentType, mask);
      return new Exchange.Refused(identified(error, headers), RetryHint.of(headers, clock));
    }
    if (contentType.contains("html")) {
      return notAnAnswer("a web page", status, headers);
    }
    if (status == 204) {
      return notAnAnswer("nothing (HTTP status 204)", status, headers);
    }
    String encoding = headers.firstValue("content-encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      return notAnAnswer("a body in the encoding " + encoding, status, headers);
    }
    AnswerAssembler assembler = new AnswerAssembler(cache, requestId(headers), mask, events);
    if (contentType.contains("event-stream") || (streamed && !contentType.contains("json"))) {
      sender.release();
      return new Exchange.Ended(reader.stream(assembler));
    }
    return whole(reader, assembler);
  }

  /** Nothing of a whole answer is told before its end, so that a cut one can be asked for again. */
  private Exchange whole(AnswerReader reader, AnswerAssembler assembler)
      throws InterruptedException {
    byte[] body;
    try {
      body = reader.whole();
    } catch (IOException e) {
      return failed(e);
    }
    return new Exchange.Ended(
        body == null
            ? assembler.broken(FailureKind.SERVER_ERROR, "the answer is longer than 64 MB")
            : assembler.whole(body));
  }

  /** The proxy before the server said no; where that was for a tunnel there is no body. */
  private Exchange proxyRefused(HttpResponse<BodyStream> response) {
    return refused(
        FailureKind.AUTHENTICATION,
        "the proxy wants another user or password than HTTPS_PROXY or HTTP_PROXY gives (HTTP status "
            + response.statusCode()
            + ")",
        response.statusCode(),
        response.headers());
  }

  private Exchange redirected(HttpResponse<BodyStream> response) {
    String to = response.headers().firstValue("location").orElse("");
    String host;
    try {
      host = String.valueOf(URI.create(to).getHost());
    } catch (IllegalArgumentException notAUrl) {
      host = "null";
    }
    String where = host.equals("null") ? "" : " to " + host;
    return refused(
        FailureKind.INVALID_REQUEST,
        config.messagesUrl().getHost()
            + " redirects"
            + where
            + ", which is not followed so that no credential goes elsewhere; set"
            + " ANTHROPIC_BASE_URL to the final address",
        response.statusCode(),
        response.headers());
  }

  private Exchange notAnAnswer(String what, int status, HttpHeaders headers) {
    return refused(
        FailureKind.SERVER_ERROR,
        config.messagesUrl().getHost()
            + " answered with "
            + what
            + " instead of a model's answer; check ANTHROPIC_BASE_URL and any proxy",
        status,
        headers);
  }

  private Exchange refused(FailureKind kind, String message, int status, HttpHeaders headers) {
    ProviderError error = ErrorDecoder.of(kind, message, status, mask);
    return new Exchange.Refused(identified(error, headers), RetryHint.NO);
  }

  private ProviderError identified(ProviderError error, HttpHeaders headers) {
    String id = requestId(headers);
    return id == null
        ? error
        : new ProviderError(error.kind(), error.message(), error.status(), id);
  }

  private @Nullable String requestId(HttpHeaders headers) {
    String id =
        headers.firstValue("request-id").or(() -> headers.firstValue("x-request-id")).orElse("");
    return id.isEmpty() || id.length() > 200 ? null : mask.apply(id);
  }
}
