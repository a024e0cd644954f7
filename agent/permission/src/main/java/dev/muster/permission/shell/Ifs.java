package dev.muster.permission.shell;

import org.jspecify.annotations.Nullable;

/** The characters at which unquoted expansions are split. */
final class Ifs {
  static final Value USUAL = Value.of(" \t\n");

  private Ifs() {}

  /** Whether a value is what bash begins with. */
  static boolean isUsual(Value ifs) {
    return ifs instanceof Value.Unset || Value.same(ifs, USUAL);
  }

  /** Whether a text would surely stay in one piece. */
  static boolean keepsWhole(Value ifs, String text) {
    if (isUsual(ifs)) {
      return text.indexOf(' ') < 0 && text.indexOf('\t') < 0 && text.indexOf('\n') < 0;
    }
    if (!(ifs instanceof Value.Text(String characters))) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a number, with or without its sign, would surely stay in one piece. */
  static boolean keepsNumerals(Value ifs) {
    return keepsWhole(ifs, "-0123456789");
  }

  /** What joins the words of {@code "$*"}; {@code null} where that is not known. */
  static @Nullable String separator(Value ifs) {
    if (isUsual(ifs)) {
      return " ";
    }
    return ifs instanceof Value.Text(String characters)
        ? characters.isEmpty() ? "" : characters.substring(0, 1)
        : null;
  }
}
