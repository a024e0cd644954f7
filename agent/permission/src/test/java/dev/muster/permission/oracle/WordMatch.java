package dev.muster.permission.oracle;

import dev.muster.permission.shell.Word;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Whether arguments that a program really got are among those that words allow for. */
final class WordMatch {
  private WordMatch() {}

  static boolean matches(List<Word> words, List<String> argv) {
    if (words.isEmpty()) {
      return argv.isEmpty();
    }
    List<Word> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case Word.Several several -> {
        for (int taken = 0; taken <= argv.size(); taken++) {
          if (matches(rest, argv.subList(taken, argv.size()))) {
            yield true;
          }
        }
        yield false;
      }
      case Word.Paths paths -> {
        for (int taken = 1;
            taken <= argv.size() && isPath(paths.pattern(), argv.get(taken - 1));
            taken++) {
          if (matches(rest, argv.subList(taken, argv.size()))) {
            yield true;
          }
        }
        yield false;
      }
      case Word.Literal literal -> one(literal, argv) && matches(rest, tail(argv));
      case Word.Composed composed -> one(composed, argv) && matches(rest, tail(argv));
    };
  }

  /** Whether one word can be that one argument. */
  static boolean allows(Word word, String argument) {
    return matches(List.of(word), List.of(argument));
  }

  private static List<String> tail(List<String> argv) {
    return argv.subList(1, argv.size());
  }

  private static boolean one(Word word, List<String> argv) {
    if (argv.isEmpty()) {
      return false;
    }
    String argument = argv.getFirst();
    if (word instanceof Word.Literal(String text)) {
      return text.equals(argument);
    }
    StringBuilder regex = new StringBuilder();
    for (Word.Piece piece : ((Word.Composed) word).pieces()) {
      regex.append(
          switch (piece) {
            case Word.Piece.Fixed(String text) -> Pattern.quote(text);
            case Word.Piece.Numeral numeral -> "-?[0-9]+";
            case Word.Piece.Name name -> "[A-Za-z0-9]*";
            case Word.Piece.Anything anything -> ".*";
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(argument).matches();
  }

  /** Whether a file name pattern can become that argument, matched or left as it stands. */
  private static boolean isPath(String pattern, String argument) {
    if (pattern.replaceAll("\\\\(.)", "$1").equals(argument)) {
      return true;
    }
    StringBuilder regex = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      int close = c == '[' ? bracketEnd(pattern, at) : -1;
      if (c == '\\' && at + 1 < pattern.length()) {
        regex.append(Pattern.quote(pattern.substring(at + 1, at + 2)));
        at += 2;
      } else if (c == '*') {
        regex.append("[^/]*");
        at++;
      } else if (c == '?') {
        regex.append("[^/]");
        at++;
      } else if (close > 0) {
        String set = pattern.substring(at + 1, close);
        boolean not = set.startsWith("!") || set.startsWith("^");
        // what is in a set depends on the locale; any character will do, but for a slash
        regex.append(not || !set.isEmpty() ? "[^/]" : Pattern.quote("[]"));
        at = close + 1;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
        at++;
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(argument).matches();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static int bracketEnd(String pattern, int open) {
    int from = open + 1;
    if (from < pattern.length() && (pattern.charAt(from) == '!' || pattern.charAt(from) == '^')) {
      from++;
    }
    return pattern.indexOf(']', from + 1);
  }
}
