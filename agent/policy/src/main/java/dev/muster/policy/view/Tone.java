package dev.muster.policy.view;

/** How a word is meant, which its colour shows where there are colours. */
public enum Tone {
  PLAIN(""),
  GOOD("32"),
  UNSURE("33"),
  BAD("31"),
  QUIET("2"),
  STRONG("1");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }
}
