package dev.muster.scriptedmodel.police;

/** Where and how a request differs from what it should continue. */
record Difference(Rule rule, String place, String text) {

  private static final int SHOWN = 120;

  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
