package dev.muster.permission.shell;

import java.util.List;

/**
 * What the shell may make of one word of a command, as far as the text tells.
 *
 * <p>Quotes are already removed and every expansion with one known value is replaced by it. Whoever
 * judges must hold for every value that a word can take.
 */
public sealed interface Word {

  /** Exactly this argument. */
  record Literal(String text) implements Word {}

  /** Exactly one argument, not wholly known: its pieces one after the other. */
  record Composed(List<Piece> pieces) implements Word {
    public Composed {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * A file name pattern: the paths that match it when the command runs, or, where none does, the
   * pattern itself.
   *
   * @param pattern as bash takes it, with a backslash before every character that is not special;
   *     relative to the command's folder unless it begins with a slash
   */
  record Paths(String pattern) implements Word {}

  /** Any number of arguments of which nothing is known, none included. */
  record Several() implements Word {}

  /** A part of an argument. */
  sealed interface Piece {

    /** This text. */
    record Fixed(String text) implements Piece {}

    /** The digits of a whole number, perhaps after a minus. */
    record Numeral() implements Piece {}

    /** Letters and digits of ASCII, or nothing: the name of an object of git. */
    record Name() implements Piece {}

    /** Any text, none included. */
    record Anything() implements Piece {}
  }
}
