package dev.muster.domain;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is kept of keys: their HMAC-SHA-256 under a secret of the console's own, so that the store
 * alone is of no use for guessing or presenting keys. Thread-safe.
 */
public final class KeyHasher {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST = 16;

  /** Knows the secret and has read nothing; each hash begins with a copy of it. */
  private final Mac keyed;

  /**
   * Under a secret, which must stay the same as long as the keys do.
   *
   * @throws IllegalArgumentException when it is shorter than 16 bytes
   */
  public KeyHasher(Secret secret) {
    byte[] bytes = secret.reveal().getBytes(StandardCharsets.UTF_8);
    if (bytes.length < LEAST) {
      throw new IllegalArgumentException(
          "the secret for keys has " + bytes.length + " bytes; it needs " + LEAST + " at least");
    }
    try {
      this.keyed = Mac.getInstance(ALGORITHM);
      this.keyed.init(new SecretKeySpec(bytes, ALGORITHM));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }

  /** A key's hash, in hexadecimal. */
  public String hash(Secret key) {
    try {
      Mac mac = (Mac) keyed.clone();
      return HexFormat.of().formatHex(mac.doFinal(key.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's " + ALGORITHM + " can be cloned", impossible);
    }
  }
}
