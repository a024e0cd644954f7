package dev.muster.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret with which keys are hashed, and whether a database's keys were hashed with it. */
public final class KeySecret {

  private static final int LEAST = 32;
  private static final String PROVE =
      "INSERT INTO key_secret (proof) VALUES (?) ON CONFLICT (one) DO UPDATE SET proof ="
          + " key_secret.proof RETURNING proof";
  private static final String STATEMENT = "the console's keys are hashed with this secret";

  private final SecretKeySpec secret;

  /** A secret of at least 32 bytes. */
  public KeySecret(byte[] secret) {
    if (secret.length < LEAST) {
      throw new IllegalArgumentException("the secret has less than " + LEAST + " bytes");
    }
    this.secret = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** Whether it is the one with which the database began; a new database begins with it. */
  public boolean belongsTo(Database database) {
    byte[] proof = hash(STATEMENT);
    byte[] known =
        new Sql(database).inOne(handle -> handle.select(PROVE, proof).mapTo(byte[].class).one());
    return MessageDigest.isEqual(proof, known);
  }

  /** The hash of a key. */
  byte[] hash(String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return mac.doFinal(key.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
