package dev.muster.permission.shell;

import dev.muster.permission.shell.Word.Piece;
import java.util.List;

/** Tells whether words may become arguments. */
final class Covering {
  private Covering() {}

  static boolean covers(List<Word> words, List<String> argv) {
    return covers(words, 0, argv, 0);
  }

  private static boolean covers(List<Word> words, int word, List<String> argv, int arg) {
    if (word == words.size()) {
      return arg == argv.size();
    }
    return switch (words.get(word)) {
      case Word.Literal(String text) ->
          arg < argv.size() && text.equals(argv.get(arg)) && covers(words, word + 1, argv, arg + 1);
      case Word.Composed(List<Piece> pieces) ->
          arg < argv.size()
              && made(pieces, 0, argv.get(arg), 0)
              && covers(words, word + 1, argv, arg + 1);
      case Word.Paths(String pattern) -> {
        boolean found = false;
        for (int i = arg; i < argv.size() && !found && matches(pattern, argv.get(i)); i++) {
          found = covers(words, word + 1, argv, i + 1);
        }
        yield found;
      }
      case Word.Several() -> {
        boolean found = false;
        for (int i = arg; i <= argv.size() && !found; i++) {
          found = covers(words, word + 1, argv, i);
        }
        yield found;
      }
    };
  }

  static boolean made(List<Piece> pieces, int piece, String text, int at) {
    if (piece == pieces.size()) {
      return at == text.length();
    }
    return switch (pieces.get(piece)) {
      case Piece.Fixed(String fixed) ->
          text.startsWith(fixed, at) && made(pieces, piece + 1, text, at + fixed.length());
      case Piece.Numeral() -> {
        int i = at < text.length() && text.charAt(at) == '-' ? at + 1 : at;
        boolean found = false;
        while (i < text.length() && Character.isDigit(text.charAt(i)) && !found) {
          found = made(pieces, piece + 1, text, ++i);
        }
        yield found;
      }
      case Piece.Name() -> {
        int i = at;
        boolean found = made(pieces, piece + 1, text, i);
        while (i < text.length() && Character.isLetterOrDigit(text.charAt(i)) && !found) {
          found = made(pieces, piece + 1, text, ++i);
        }
        yield found;
      }
      case Piece.Anything() -> {
        boolean found = false;
        for (int i = at; i <= text.length() && !found; i++) {
          found = made(pieces, piece + 1, text, i);
        }
        yield found;
      }
    };
  }

  /** Whether a path matches a pattern, or is the pattern itself. */
  static boolean matches(String pattern, String path) {
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      }
      literal.append(pattern.charAt(i));
    }
    return path.contentEquals(literal) || glob(pattern, 0, path, 0);
  }

  private static boolean glob(String pattern, int in, String path, int at) {
    if (in == pattern.length()) {
      return at == path.length();
    }
    char c = pattern.charAt(in);
    boolean start = at == 0 || path.charAt(at - 1) == '/';
    boolean hidden = start && at < path.length() && path.charAt(at) == '.';
    switch (c) {
      case '*' -> {
        for (int i = at; i <= path.length(); i++) {
          if (glob(pattern, in + 1, path, i) && !(hidden && i > at)) {
            return true;
          }
          if (i < path.length() && path.charAt(i) == '/') {
            return false;
          }
        }
        return false;
      }
      case '?' -> {
        return at < path.length()
            && path.charAt(at) != '/'
            && !hidden
            && glob(pattern, in + 1, path, at + 1);
      }
      case '[' -> {
        int close = pattern.indexOf(']', in + 2);
        return close > 0
            && at < path.length()
            && inSet(pattern.substring(in + 1, close), path.charAt(at))
            && glob(pattern, close + 1, path, at + 1);
      }
      default -> {
        char wanted = c == '\\' ? pattern.charAt(in + 1) : c;
        return at < path.length()
            && path.charAt(at) == wanted
            && glob(pattern, in + (c == '\\' ? 2 : 1), path, at + 1);
      }
    }
  }

  private static boolean inSet(String set, char c) {
    boolean negated = set.startsWith("!") || set.startsWith("^");
    boolean found = false;
    for (int i = negated ? 1 : 0; i < set.length(); i++) {
      if (i + 2 < set.length() && set.charAt(i + 1) == '-') {
        found |= set.charAt(i) <= c && c <= set.charAt(i + 2);
        i += 2;
      } else {
        found |= set.charAt(i) == c;
      }
    }
    return found != negated;
  }
}
