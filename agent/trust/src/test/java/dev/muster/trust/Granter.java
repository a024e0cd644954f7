package dev.muster.trust;

import java.nio.file.Path;

/** A process of its own that trusts folders: the file, the home folder, then the folders. */
final class Granter {

  private Granter() {}

  public static void main(String[] arguments) {
    TrustStore store = new TrustStore(Path.of(arguments[0]), Path.of(arguments[1]));
    for (int i = 2; i < arguments.length; i++) {
      store.grant(Path.of(arguments[i]));
    }
  }
}
