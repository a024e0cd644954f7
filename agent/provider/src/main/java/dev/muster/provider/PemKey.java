package dev.muster.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the private key of a PEM file: PKCS#8, plain or encrypted (PBES2 and what else the platform
 * decrypts), PKCS#1 for RSA, SEC 1 for elliptic curves.
 */
final class PemKey {

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  /** The AlgorithmIdentifier of RSA: 1.2.840.113549.1.1.1 with NULL parameters. */
  private static final byte[] RSA = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /** The object identifier of elliptic-curve keys: 1.2.840.10045.2.1. */
  private static final byte[] EC = {
    0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01
  };

  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private PemKey() {}

  static PrivateKey read(byte[] pem, Path file, @Nullable Secret passphrase) throws TlsException {
    if (Pem.hasLegacyEncryption(pem)) {
      throw new TlsException(
          "the key in "
              + file
              + " is encrypted in a form that is not supported; convert it by \"openssl pkcs8"
              + " -topk8\"");
    }
    try {
      return parse(pkcs8(pem, file, passphrase));
    } catch (TlsException e) {
      throw e;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new TlsException("the private key in " + file + " cannot be read", e);
    }
  }

  private static byte[] pkcs8(byte[] pem, Path file, @Nullable Secret passphrase)
      throws GeneralSecurityException, IOException {
    List<byte[]> plain = Pem.blocks(pem, "PRIVATE KEY");
    if (!plain.isEmpty()) {
      return plain.getFirst();
    }
    List<byte[]> encrypted = Pem.blocks(pem, "ENCRYPTED PRIVATE KEY");
    if (!encrypted.isEmpty()) {
      return decrypted(encrypted.getFirst(), file, passphrase);
    }
    List<byte[]> rsa = Pem.blocks(pem, "RSA PRIVATE KEY");
    if (!rsa.isEmpty()) {
      return sequence(VERSION_0, RSA, tagged(0x04, rsa.getFirst()));
    }
    List<byte[]> ec = Pem.blocks(pem, "EC PRIVATE KEY");
    if (!ec.isEmpty()) {
      byte[] key = ec.getFirst();
      return sequence(VERSION_0, sequence(EC, curve(key)), tagged(0x04, key));
    }
    throw new TlsException("the file " + file + " holds no private key; it must be in PEM format");
  }

  private static byte[] decrypted(byte[] der, Path file, @Nullable Secret passphrase)
      throws GeneralSecurityException, IOException {
    if (passphrase == null) {
      throw new TlsException(
          "the key in " + file + " is encrypted; set CLAUDE_CODE_CLIENT_KEY_PASSPHRASE");
    }
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
    // For PBES2 the cipher's name is told only by the parameters' text form.
    String algorithm =
        info.getAlgParameters() == null || !info.getAlgName().contains("PBES2")
            ? info.getAlgName()
            : info.getAlgParameters().toString();
    PBEKeySpec spec = new PBEKeySpec(passphrase.value().toCharArray());
    try {
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
          info.getAlgParameters());
      return info.getKeySpec(cipher).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new TlsException(
          "the key in " + file + " cannot be decrypted; check CLAUDE_CODE_CLIENT_KEY_PASSPHRASE",
          e);
    } finally {
      spec.clearPassword();
    }
  }

  private static PrivateKey parse(byte[] pkcs8) throws GeneralSecurityException {
    GeneralSecurityException last = null;
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException anotherAlgorithm) {
        last = anotherAlgorithm;
      }
    }
    throw new GeneralSecurityException("no known algorithm reads the key", last);
  }

  /** The curve's identifier of a SEC 1 key: what stands in its explicit field 0. */
  private static byte[] curve(byte[] sec1) {
    int at = contentStart(sec1, 0);
    while (at < sec1.length) {
      int start = contentStart(sec1, at);
      int end = start + length(sec1, at);
      if (end > sec1.length || end <= at) {
        break;
      }
      if (sec1[at] == (byte) 0xa0) {
        return Arrays.copyOfRange(sec1, start, end);
      }
      at = end;
    }
    throw new IllegalArgumentException("the key does not name its curve");
  }

  private static int contentStart(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first - 0x80);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < Math.min(3, first - 0x80); i++) {
      length = length << 8 | (der[at + 2 + i] & 0xff);
    }
    return length;
  }

  private static byte[] sequence(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return tagged(0x30, joined.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      int bytes = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
      out.write(0x80 + bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(content.length >> (8 * i));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
