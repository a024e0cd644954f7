package dev.muster.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one request and waits for the head of its response. Safe for use by several threads. */
record Transport(ProviderConfig config, Connections connections) {

  /**
   * Posts a body.
   *
   * <p>Nothing has been sent when a server is not trusted, so that trying again with the system's
   * authorities is no repeat.
   *
   * @param longest how long to wait for the status and the headers
   * @throws HttpTimeoutException when that passes
   * @throws IOException when no response came
   */
  HttpResponse<BodyStream> post(
      URI url, Map<String, String> headers, HttpRequest.BodyPublisher body, Duration longest)
      throws IOException, InterruptedException {
    HttpRequest request = request(url, headers, body);
    HttpClient client = connections.client();
    try {
      return respond(client, request, longest);
    } catch (IOException e) {
      if (!Failures.isUntrusted(e) || !connections.trustSystemToo(client)) {
        throw e;
      }
      return respond(connections.client(), request, longest);
    }
  }

  private HttpRequest request(
      URI url, Map<String, String> headers, HttpRequest.BodyPublisher body) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(url).POST(body);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      builder.setHeader(header.getKey(), header.getValue());
    }
    ProxySettings.Server proxy = config.proxies().before(url);
    if (proxy != null && proxy.authorization() != null) {
      builder.setHeader("proxy-authorization", proxy.authorization().value());
    }
    return builder.build();
  }

  /**
   * Waits for the status and the headers. The JDK's own time limit is not used: newer releases
   * count the body under it, and an answer may well stream for longer.
   */
  private static HttpResponse<BodyStream> respond(
      HttpClient client, HttpRequest request, Duration longest)
      throws IOException, InterruptedException {
    BodyStream body = new BodyStream();
    CompletableFuture<HttpResponse<BodyStream>> coming =
        client.sendAsync(request, information -> body);
    boolean came = false;
    try {
      HttpResponse<BodyStream> response = coming.get(longest.toNanos(), TimeUnit.NANOSECONDS);
      came = true;
      return response;
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no answer in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      if (!came) {
        var _ = coming.cancel(true);
        body.close();
      }
    }
  }
}
