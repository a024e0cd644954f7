package dev.muster.scriptedmodel.script;

/**
 * Which of the protocol's rules are enforced.
 *
 * @param requests the form of headers and bodies, apart from the two below
 * @param credential that a request carries a credential header
 * @param history that each request of a conversation continues the one before it
 */
public record Policing(boolean requests, boolean credential, boolean history) {

  /** Every rule. */
  public static final Policing ALL = new Policing(true, true, true);

  /** No rule but those without which nothing can be answered. */
  public static final Policing NONE = new Policing(false, false, false);

  /** Every rule but that a credential is sent. */
  public static final Policing WITHOUT_CREDENTIAL = new Policing(true, false, true);
}
