package dev.muster.workspace.search;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in ripgrep's syntax (that of Rust's {@code regex} crate), ready for Java.
 *
 * <p>What that syntax does not have (look-around, back-references, possessive and atomic groups) is
 * refused as ripgrep refuses it, and what Java reads otherwise is rewritten: classes, quantifiers
 * after quantifiers, hexadecimal escapes, group names, Unicode properties. Source: the crate's
 * syntax page.
 *
 * @param unicode the pattern for any text
 * @param ascii the same for texts without a character above 127, where it is faster
 * @param required a text without which no line can match; {@code null} when there is none
 * @param foldCase whether {@code required} (then in lower case) counts in both cases
 */
record GrepSyntax(Pattern unicode, Pattern ascii, @Nullable String required, boolean foldCase) {

  /** A pattern that is refused. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
      super(message);
    }
  }

  static GrepSyntax of(String pattern, boolean ignoreCase, boolean multiline)
      throws SyntaxException {
    GrepTranslation translation = new GrepTranslation(pattern, multiline);
    String translated = translation.translate();
    // line by line, a line is all there is: Java's MULTILINE would not match ^ on an empty one
    int flags = Pattern.UNIX_LINES | Pattern.UNICODE_CASE;
    flags |= ignoreCase ? Pattern.CASE_INSENSITIVE : 0;
    flags |= multiline ? Pattern.DOTALL | Pattern.MULTILINE : 0;
    try {
      return new GrepSyntax(
          Pattern.compile(translated, flags | Pattern.UNICODE_CHARACTER_CLASS),
          Pattern.compile(translated, flags),
          translation.required(ignoreCase),
          ignoreCase);
    } catch (PatternSyntaxException e) {
      throw new SyntaxException(e.getDescription());
    } catch (StackOverflowError tooDeep) {
      throw new SyntaxException("the pattern is nested too deeply");
    }
  }
}
