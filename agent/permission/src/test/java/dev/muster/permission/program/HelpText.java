package dev.muster.permission.program;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The options that a program's own help tells of, and whether long ones take a value. */
final class HelpText {

  /** Whether an option takes a value, as far as help says so plainly. */
  enum Value {
    NONE,
    ATTACHED_IF_ANY,
    NEEDED
  }

  private final Set<String> options = new TreeSet<>();
  private final Map<String, Value> values = new TreeMap<>();

  HelpText(String help) {
    for (int i = 0; i < help.length(); i++) {
      boolean begins =
          help.charAt(i) == '-' && (i == 0 || " \t\n,[|/('\"`".indexOf(help.charAt(i - 1)) >= 0);
      if (begins) {
        add(help, i);
      }
    }
    help.lines().forEach(this::readDefinition);
  }

  /** All that looks like an option. */
  Set<String> options() {
    return new TreeSet<>(options);
  }

  /** What lines that define a long option say of its value. */
  Map<String, Value> values() {
    return values;
  }

  private void add(String help, int start) {
    int end = start + 1;
    while (end < help.length() && isPart(help.charAt(end))) {
      end++;
    }
    String word = help.substring(start, end);
    while (word.length() > 2 && (word.endsWith(".") || word.endsWith("-"))) {
      word = word.substring(0, word.length() - 1);
    }
    if (help.startsWith("--[no-]", start)) {
      // As in --[no-]color.
      String rest = help.substring(start + 7, Math.min(help.length(), start + 60));
      add("--" + rest, 0);
      add("--no-" + rest, 0);
      return;
    }
    if (word.startsWith("--") && word.length() > 3) {
      options.add(word);
      return;
    }
    // A cluster in a synopsis, or a letter with its value.
    for (int i = 1; i < word.length() && !word.startsWith("--"); i++) {
      options.add("-" + word.charAt(i));
    }
    if (word.length() == 1 && end < help.length() && help.charAt(end) > ' ') {
      options.add("-" + help.charAt(end));
    }
    options.add(word);
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.' || c == '_';
  }

  /** Reads {@code -f, --file=FILE what it does}: the option, then two spaces or nothing. */
  private void readDefinition(String line) {
    String text = line.strip();
    int start = text.startsWith("--") ? 0 : text.indexOf(", --") + 2;
    if (!text.startsWith("-") || (start < 2 && !text.startsWith("--")) || start > 8) {
      return;
    }
    int end = start + 2;
    while (end < text.length() && isPart(text.charAt(end))) {
      end++;
    }
    String name = text.substring(start, end);
    String rest = text.substring(end);
    Value value = null;
    if (rest.isBlank() || rest.startsWith("  ") || rest.startsWith("\t")) {
      value = Value.NONE;
    } else if (rest.startsWith("[=")) {
      value = Value.ATTACHED_IF_ANY;
    } else if (rest.startsWith("=") || rest.startsWith(" <") || rest.startsWith(" \"")) {
      value = Value.NEEDED;
    }
    if (value != null && name.length() > 3) {
      // One that is defined twice in different ways says nothing plainly.
      values.merge(name, value, (one, other) -> one == other ? one : Value.ATTACHED_IF_ANY);
    }
  }
}
