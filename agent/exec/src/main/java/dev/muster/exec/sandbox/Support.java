package dev.muster.exec.sandbox;

/** Whether processes can be confined here. */
public sealed interface Support {

  /**
   * They can.
   *
   * @param backend the name of what does it
   * @param remark what it cannot do that others can; empty where there is nothing to say
   */
  record Works(String backend, String remark) implements Support {}

  /**
   * They cannot.
   *
   * @param reason a sentence for a person, with what could be done about it
   */
  record Missing(String reason) implements Support {}
}
