package dev.muster.provider;

/**
 * How this client introduces itself.
 *
 * @param version of the program, without its name
 * @param sessionId sent with every request, so that a gateway can tell sessions apart
 */
public record ClientIdentity(String version, String sessionId) {

  public ClientIdentity {
    if (!new Secret(version).isToken() || !new Secret(sessionId).isToken()) {
      throw new IllegalArgumentException("version and session id must be printable ASCII");
    }
  }
}
