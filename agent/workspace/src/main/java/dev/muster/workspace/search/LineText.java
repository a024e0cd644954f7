package dev.muster.workspace.search;

/** Lines as results show them. */
final class LineText {

  static final int MAX = 500;
  private static final String CUT = " [cut]";

  private LineText() {}

  /** A part of a text, cut after {@link #MAX} characters and never inside a surrogate pair. */
  static String cut(CharSequence text, int from, int to) {
    if (to - from <= MAX) {
      return text.subSequence(from, to).toString();
    }
    int end = from + MAX;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.subSequence(from, end) + CUT;
  }
}
