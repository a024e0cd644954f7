package dev.muster.provider;

import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS context that cannot speak TLS, for a client that only ever speaks plain HTTP.
 *
 * <p>Without one the JDK's client loads the default context and with it every trusted authority
 * when it is made, which takes more time than all the rest of a first request.
 */
final class NoTls extends SSLContext {

  NoTls() {
    super(new Spi(), null, "none");
  }

  private static final class Spi extends SSLContextSpi {

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random) {
      // There is nothing to set up.
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return new SSLParameters(new String[0], new String[0]);
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return engineGetDefaultSSLParameters();
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      throw unavailable();
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw unavailable();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      throw unavailable();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      throw unavailable();
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      throw unavailable();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      throw unavailable();
    }

    private static IllegalStateException unavailable() {
      return new IllegalStateException("this client speaks plain HTTP only");
    }
  }
}
