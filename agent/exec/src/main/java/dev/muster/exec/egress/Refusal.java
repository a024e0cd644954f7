package dev.muster.exec.egress;

/**
 * A connection that was refused.
 *
 * @param host as the client named it, without what a terminal could take for a command
 * @param port 0 where none was read
 * @param reason a clause that follows the host
 */
public record Refusal(String host, int port, String reason) {

  /** The refusal as one line for a person. */
  public String text() {
    return (port == 0 ? host : host + ":" + port) + " " + reason;
  }
}
