package dev.muster.scriptedmodel.script;

/** A script that cannot be used; the message says where and why. */
public final class ScriptException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Reports what is wrong with a script. */
  public ScriptException(String message) {
    super(message);
  }
}
