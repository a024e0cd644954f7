package dev.muster.scriptedmodel.node;

/** Text that is not JSON; the message says where and why. */
public final class NodeException extends Exception {

  private static final long serialVersionUID = 1L;

  NodeException(String message) {
    super(message);
  }
}
