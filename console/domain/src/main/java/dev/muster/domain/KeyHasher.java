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

  private final SecretKeySpec secret;

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
    this.secret = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** A key's hash, in hexadecimal. */
  public String hash(Secret key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return HexFormat.of().formatHex(mac.doFinal(key.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
    }
  }
}
