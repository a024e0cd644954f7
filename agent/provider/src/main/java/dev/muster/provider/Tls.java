package dev.muster.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes TLS contexts from the files that the user names; loaded only when one is named. */
final class Tls {

  private static final long MAX_FILE = 16L * 1024 * 1024;

  /** Where Linux and BSD systems keep the authorities that the machine trusts. */
  private static final List<Path> SYSTEM_BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private Tls() {}

  /**
   * A context that trusts what the platform trusts, the authorities in those files, and on demand
   * those of the operating system; it shows the client certificate where one is named.
   *
   * @throws TlsException when a file cannot be read or holds something else
   */
  static SSLContext context(TlsFiles files, boolean systemToo) throws TlsException {
    try {
      boolean usual = files.extraCertificates().isEmpty() && !systemToo;
      TrustManager[] trust =
          usual ? null : trusting(authorities(files.extraCertificates(), systemToo));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(files), trust, null);
      return context;
    } catch (TlsException e) {
      throw e;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException("TLS could not be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trusting(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry("authority" + i, authorities.get(i));
    }
    return trustManagers(store);
  }

  /** The platform's authorities, then those of the files, then the operating system's. */
  static List<X509Certificate> authorities(List<Path> files, boolean systemToo)
      throws GeneralSecurityException, TlsException {
    List<X509Certificate> all = new ArrayList<>(List.of(usualAuthorities()));
    for (Path file : files) {
      all.addAll(certificates(file));
    }
    if (systemToo) {
      all.addAll(systemCertificates());
    }
    return all;
  }

  private static X509Certificate[] usualAuthorities() throws GeneralSecurityException {
    for (TrustManager manager : trustManagers(null)) {
      if (manager instanceof X509TrustManager x509) {
        return x509.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManager[] trustManagers(@Nullable KeyStore store)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keyManagers(TlsFiles files)
      throws GeneralSecurityException, IOException {
    Path certificate = files.clientCertificate();
    Path keyFile = files.clientKey();
    if (certificate == null || keyFile == null) {
      return null;
    }
    List<X509Certificate> chain = certificates(certificate);
    PrivateKey key = PemKey.read(read(keyFile), keyFile, files.passphrase());
    if (!belong(key, chain.getFirst().getPublicKey())) {
      throw new TlsException(
          "the key in " + keyFile + " does not belong to the certificate in " + certificate);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] none = new char[0];
    try {
      store.setKeyEntry("client", key, none, chain.toArray(new Certificate[0]));
    } catch (GeneralSecurityException e) {
      throw new TlsException("the client certificate in " + certificate + " cannot be used", e);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  /** Whether what the one signs the other confirms; a kind of key that cannot be tried passes. */
  private static boolean belong(PrivateKey key, PublicKey certified) {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    String how =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "";
        };
    if (how.isEmpty()) {
      return true;
    }
    try {
      byte[] text = {1, 2, 3};
      Signature signing = Signature.getInstance(how);
      signing.initSign(key);
      signing.update(text);
      byte[] signed = signing.sign();
      Signature checking = Signature.getInstance(how);
      checking.initVerify(certified);
      checking.update(text);
      return checking.verify(signed);
    } catch (GeneralSecurityException otherwise) {
      return false;
    }
  }

  private static List<X509Certificate> systemCertificates() throws TlsException {
    for (Path bundle : SYSTEM_BUNDLES) {
      if (Files.isReadable(bundle)) {
        return certificates(bundle);
      }
    }
    return List.of();
  }

  private static List<X509Certificate> certificates(Path file) throws TlsException {
    byte[] pem = read(file);
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] der : Pem.blocks(pem, "CERTIFICATE")) {
        found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new TlsException("the file " + file + " holds a certificate that cannot be read", e);
    }
    if (found.isEmpty()) {
      throw new TlsException(
          "the file " + file + " holds no certificate; it must be in PEM format");
    }
    return found;
  }

  private static byte[] read(Path file) throws TlsException {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new TlsException("the file " + file + " is too large for certificates or keys");
      }
      return Files.readAllBytes(file);
    } catch (TlsException e) {
      throw e;
    } catch (IOException e) {
      throw new TlsException("the file " + file + " for TLS cannot be read", e);
    }
  }
}
