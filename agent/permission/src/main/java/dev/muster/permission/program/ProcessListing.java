package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import java.util.List;

/**
 * Reads the arguments of {@code ps}. Some show the environments of processes, which hold secrets;
 * and what it cannot read as one style of options it reads as another, so only forms without errors
 * are known.
 */
final class ProcessListing {
  private ProcessListing() {}

  static ProgramReading judge(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      boolean known =
          switch (word) {
            case "--forest", "--no-headers", "--no-heading", "--headers", "--help", "--version" ->
                true;
            case "-p", "--pid", "--ppid" ->
                ++i < arguments.size() && consistsOf(arguments.get(i), "0123456789,");
            case "-o", "-eo", "-Ao" -> ++i < arguments.size() && showsKnown(arguments.get(i));
            default -> isKnown(word);
          };
      if (!known) {
        return new NotKnownSafe("\"" + word + "\" of ps is not known to be harmless");
      }
    }
    return new ReadsOnly(List.of(), false);
  }

  private static boolean isKnown(String word) {
    if (word.startsWith("--sort=")) {
      return showsKnown(word.substring("--sort=".length()));
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
    for (String column : columns.split(",", -1)) {
      String name = column.startsWith("-") || column.startsWith("+") ? column.substring(1) : column;
      boolean known =
          switch (name) {
            case "pid", "ppid", "pgid", "sid", "user", "uid", "euser", "ruser", "group" -> true;
            case "comm", "args", "cmd", "command", "%cpu", "pcpu", "%mem", "pmem" -> true;
            case "rss", "vsz", "stat", "state", "s", "etime", "etimes", "time", "start" -> true;
            case "lstart", "tty", "ni", "pri", "psr", "nlwp", "wchan" -> true;
            default -> false;
          };
      if (!known) {
        return false;
      }
    }
    return true;
  }
}
