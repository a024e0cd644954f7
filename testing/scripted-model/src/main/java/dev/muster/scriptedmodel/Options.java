package dev.muster.scriptedmodel;

import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a scripted model is run.
 *
 * @param port 0 for any free one
 * @param recorded how many of the newest requests are kept
 * @param log takes each request once it is answered; called by many threads
 * @param tls when given, the server speaks TLS
 * @param clientCertificates whether clients must show a certificate; only with {@code tls}
 */
public record Options(
    int port,
    int recorded,
    @Nullable Consumer<RecordedRequest> log,
    @Nullable SSLContext tls,
    boolean clientCertificates) {

  /** Any port, plain HTTP, the newest 10,000 requests kept. */
  public static final Options DEFAULT = new Options(0, 10_000, null, null, false);

  /** These options on another port. */
  public Options port(int other) {
    return new Options(other, recorded, log, tls, clientCertificates);
  }

  /** These options, keeping another number of requests. */
  public Options recorded(int most) {
    return new Options(port, most, log, tls, clientCertificates);
  }

  /** These options with a log. */
  public Options log(Consumer<RecordedRequest> to) {
    return new Options(port, recorded, to, tls, clientCertificates);
  }

  /** These options over TLS. */
  public Options tls(SSLContext context, boolean needClientCertificates) {
    return new Options(port, recorded, log, context, needClientCertificates);
  }
}
