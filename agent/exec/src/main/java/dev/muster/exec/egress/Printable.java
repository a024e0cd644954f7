package dev.muster.exec.egress;

/** Texts from clients as they are shown: without anything that a terminal could obey. */
final class Printable {

  private static final int MOST = 300;

  private Printable() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), MOST));
    for (int i = 0; i < text.length() && i < MOST; i++) {
      char c = text.charAt(i);
      shown.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return shown.toString();
  }
}
