package dev.muster.permission.program;

import dev.muster.permission.shell.Word;
import java.util.List;

/**
 * Reads the arguments of {@code ps}. Some show the environments of processes, which hold secrets;
 * and what it cannot read as one style of options it reads as another, so only forms without errors
 * are known.
 */
final class ProcessListing {
  private ProcessListing() {}

  static void judge(Call call, Outcome outcome) {
    List<Word> arguments = call.arguments();
    int i = 0;
    while (i < arguments.size()) {
      String word = Words.literal(arguments.get(i++));
      boolean known = word != null;
      if (word != null && takesNumbers(word)) {
        known = i < arguments.size() && isNumbers(arguments.get(i++));
      } else if (word != null && takesColumns(word)) {
        String columns = i < arguments.size() ? Words.literal(arguments.get(i++)) : null;
        known = columns != null && showsKnown(columns);
      } else if (word != null) {
        known = isKnown(word);
      }
      if (!known) {
        outcome.unknown(
            "\"" + Words.shown(arguments.get(i - 1)) + "\" of ps is not known to be harmless");
        return;
      }
    }
  }

  private static boolean takesNumbers(String word) {
    return word.equals("-p") || word.equals("--pid") || word.equals("--ppid");
  }

  private static boolean takesColumns(String word) {
    return word.equals("-o") || word.equals("-eo") || word.equals("-Ao") || word.equals("axo");
  }

  /** Whether it is a list of process numbers; one that varies is still a number. */
  private static boolean isNumbers(Word word) {
    String known = Words.literal(word);
    if (known != null) {
      return consistsOf(known, "0123456789,");
    }
    if (!(word instanceof Word.Composed(List<Word.Piece> pieces))) {
      return false;
    }
    for (Word.Piece piece : pieces) {
      if (piece instanceof Word.Piece.Anything
          || (piece instanceof Word.Piece.Fixed(String text) && !consistsOf(text, "0123456789,"))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKnown(String word) {
    if (word.startsWith("--sort=")) {
      return showsKnown(word.substring("--sort=".length()));
    }
    if (word.startsWith("--")) {
      return switch (word) {
        case "--forest", "--no-headers", "--no-heading", "--headers", "--help", "--version" -> true;
        default -> false;
      };
    }
    if (word.startsWith("-p") && word.length() > 2) {
      return consistsOf(word.substring(2), "0123456789,");
    }
    if (word.startsWith("-")) {
      return word.length() > 1 && consistsOf(word.substring(1), "eAafFlLTjw");
    }
    return consistsOf(word, "axuflwjr");
  }

  private static boolean consistsOf(String text, String allowed) {
    for (int i = 0; i < text.length(); i++) {
      if (allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean showsKnown(String columns) {
    int start = 0;
    while (start <= columns.length()) {
      int comma = columns.indexOf(',', start);
      int end = comma < 0 ? columns.length() : comma;
      if (!isColumn(columns.substring(start, end))) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }

  private static boolean isColumn(String column) {
    String name = column.startsWith("-") || column.startsWith("+") ? column.substring(1) : column;
    String plain = name.endsWith("=") ? name.substring(0, name.length() - 1) : name;
    return switch (plain) {
      case "pid", "ppid", "pgid", "sid", "user", "uid", "euser", "ruser", "group" -> true;
      case "comm", "args", "cmd", "command", "%cpu", "pcpu", "%mem", "pmem" -> true;
      case "rss", "vsz", "stat", "state", "s", "etime", "etimes", "time", "start" -> true;
      case "lstart", "tty", "ni", "pri", "psr", "nlwp", "wchan" -> true;
      default -> false;
    };
  }
}
