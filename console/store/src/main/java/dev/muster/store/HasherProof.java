package dev.muster.store;

import dev.muster.domain.KeyHasher;
import dev.muster.domain.Secret;

/**
 * Whether a database's keys were hashed with the secret at hand: a text hashed with it stands in
 * the database, so that a console which was given another secret says so, rather than know no key.
 */
public final class HasherProof {

  private static final Secret STATEMENT = new Secret("the console's keys are hashed with this");
  private static final String PROVE =
      "INSERT INTO key_secret (proof) VALUES (?) ON CONFLICT (one) DO UPDATE SET proof ="
          + " key_secret.proof RETURNING proof";

  private HasherProof() {}

  /** Whether the database began with this hasher; a new one begins with it. */
  public static boolean holds(Database database, KeyHasher hasher) {
    String proof = hasher.hash(STATEMENT);
    return new Sql(database)
        .inOne(handle -> handle.select(PROVE, proof).mapTo(String.class).one())
        .equals(proof);
  }
}
