package dev.muster.provider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client, made at the first request and gone after {@link #close}.
 *
 * <p>It never follows a redirect, since that could carry credentials elsewhere. Without TLS it
 * speaks HTTP/1.1 only, because an upgrade request confuses simple servers. Safe for use by several
 * threads.
 */
final class Connections implements AutoCloseable {

  /** Read once by the JDK's client when it is loaded; by default no proxy may ask for Basic. */
  private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

  private final ProviderConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient client;
  private boolean systemTrust;
  private boolean closed;

  Connections(ProviderConfig config) {
    this.config = config;
  }

  /**
   * The client.
   *
   * @throws TlsException when a certificate or key that the user named cannot be used
   * @throws IOException when this has been closed
   */
  HttpClient client() throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IOException("the client was closed");
      }
      HttpClient existing = client;
      if (existing == null) {
        existing = open();
        client = existing;
      }
      return existing;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Starts anew with the operating system's authorities trusted too, once.
   *
   * <p>Companies that look into TLS install their authority in the system and not in the JDK. The
   * system's file is read only when a server was not trusted, since it takes a while.
   *
   * @return whether another attempt may go better
   */
  boolean trustSystemToo() {
    lock.lock();
    try {
      if (systemTrust || closed) {
        return false;
      }
      systemTrust = true;
      if (client != null) {
        client.shutdown();
        client = null;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private HttpClient open() throws TlsException {
    boolean secure = "https".equalsIgnoreCase(config.baseUrl().getScheme());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.connectTimeout())
            .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
    ProxySettings.Server proxy = config.proxies().before(config.messagesUrl());
    if (proxy == null) {
      builder.proxy(HttpClient.Builder.NO_PROXY);
    } else {
      if (proxy.authorization() != null && System.getProperty(TUNNELING) == null) {
        System.setProperty(TUNNELING, "");
      }
      builder.proxy(new OneProxy(proxy));
    }
    if (secure && (!config.tls().usual() || systemTrust)) {
      builder.sslContext(Tls.context(config.tls(), systemTrust));
    }
    return builder.build();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (client != null) {
        client.shutdownNow();
        client = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends everything through one proxy; its name is looked up anew for each connection. */
  private static final class OneProxy extends ProxySelector {
    private final ProxySettings.Server server;

    OneProxy(ProxySettings.Server server) {
      this.server = server;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return List.of(
          new Proxy(Proxy.Type.HTTP, new InetSocketAddress(server.host(), server.port())));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
      // Nothing to remember: there is no other proxy to try.
    }
  }
}
