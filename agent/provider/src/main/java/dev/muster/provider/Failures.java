package dev.muster.provider;

import dev.muster.model.FailureKind;
import dev.muster.wire.ErrorDecoder;
import dev.muster.wire.ProviderError;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Puts what went wrong with a connection into words, and tells what time may mend. */
final class Failures {

  private Failures() {}

  /** What to report of a failure before an answer began. */
  static ProviderError describe(
      Throwable failure, ProviderConfig config, UnaryOperator<String> mask) {
    return ErrorDecoder.of(kind(failure), words(failure, config), null, mask);
  }

  /** A failure is taken for one before the sending only where it can be nothing else. */
  private static FailureKind kind(Throwable failure) {
    if (failure instanceof ConnectException
        || failure instanceof HttpConnectTimeoutException
        || failure instanceof TlsException
        || failure instanceof SSLHandshakeException
        || failure instanceof SSLPeerUnverifiedException) {
      return FailureKind.UNREACHABLE;
    }
    return failure instanceof HttpTimeoutException ? FailureKind.TIMEOUT : FailureKind.NETWORK;
  }

  /** Whether another attempt may succeed without anybody changing anything. */
  static boolean mayPass(Throwable failure) {
    if (failure instanceof TlsException || failure instanceof SSLPeerUnverifiedException) {
      return false;
    }
    return !(failure instanceof SSLHandshakeException) || has(failure, EOFException.class);
  }

  /** Whether no known authority stands behind the server's certificate. */
  static boolean isUntrusted(Throwable failure) {
    return failure instanceof SSLException && has(failure, CertPathBuilderException.class);
  }

  private static String words(Throwable failure, ProviderConfig config) {
    URI url = config.messagesUrl();
    ProxySettings.Server proxy = config.proxies().before(url);
    String host = url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    String peer = proxy == null ? host : "the proxy " + proxy.host() + ":" + proxy.port();
    String said = failure.getMessage();
    String detail = said == null || said.isBlank() ? failure.getClass().getSimpleName() : said;
    return switch (failure) {
      case TlsException tls -> detail;
      case HttpConnectTimeoutException timeout ->
          "no connection to " + peer + " within " + config.connectTimeout().toSeconds() + " s";
      case HttpTimeoutException timeout ->
          "no answer from " + host + " within " + config.answerTimeout().toSeconds() + " s";
      case ConnectException connect ->
          has(connect, UnresolvedAddressException.class)
              ? "the name of " + peer + " cannot be resolved"
              : "no connection to " + peer + ": " + (said == null ? "refused" : said);
      case SSLException ssl ->
          isUntrusted(ssl)
              ? "the certificate of "
                  + host
                  + " is not signed by a trusted authority; name the authority's PEM file in"
                  + " NODE_EXTRA_CA_CERTS"
              : "TLS with " + host + " failed: " + detail;
      default -> "the connection to " + host + " failed: " + detail;
    };
  }

  private static boolean has(@Nullable Throwable failure, Class<? extends Throwable> type) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (type.isInstance(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
