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

  /**
   * Which ways to sign in a proxy's tunnel refuses; the JDK's client reads it once, when it is
   * first loaded. By default it would drop our header, which is only ever sent to the user's own
   * proxy.
   */
  private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    if (System.getProperty(TUNNELING) == null) {
      System.setProperty(TUNNELING, "");
    }
  }

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

  /** Makes the client ahead of its use; what goes wrong will go wrong again when it is used. */
  void prepare() {
    try {
      var _ = client();
    } catch (IOException again) {
      return;
    }
  }

  /**
   * Starts anew with the operating system's authorities trusted too, once.
   *
   * <p>Companies that look into TLS install their authority in the system and not in the JDK. The
   * system's file is read only when a server was not trusted, since it takes a while.
   *
   * @param used the client that did not trust the server
   * @return whether another attempt may go better
   */
  boolean trustSystemToo(HttpClient used) {
    lock.lock();
    try {
      if (closed || systemTrust) {
        return !closed && !used.equals(client);
      }
      systemTrust = true;
      used.shutdown();
      client = null;
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
      builder.proxy(new OneProxy(proxy));
    }
    if (!secure) {
      builder.sslContext(new NoTls());
    } else if (!config.tls().usual() || systemTrust) {
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
