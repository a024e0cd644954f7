package dev.muster.policy.view;

/** Makes sentences of clauses. */
public final class Sentences {

  private Sentences() {}

  /** The clause with a capital and a full stop. */
  public static String of(String clause) {
    String text = clause.isEmpty() ? "nothing forbids it" : clause;
    String begun = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return begun.endsWith(".") ? begun : begun + ".";
  }
}
