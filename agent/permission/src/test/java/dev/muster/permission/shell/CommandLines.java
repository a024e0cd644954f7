package dev.muster.permission.shell;

import java.util.Random;

/** Writes literal command lines at random, quoting the same words in many ways. */
final class CommandLines {
  private static final String[] WORDS = {
    "",
    "x",
    "-n",
    "two words",
    "it's",
    "\"",
    "\\",
    "a;b",
    "$HOME",
    "`",
    "*",
    "~",
    "{a,b}",
    "#no",
    "!",
    "line\nbreak",
    "é",
    "HEAD~1",
    "stash@{0}",
    "tab\there",
    "a=b",
    "=",
    "&&",
    "[",
    "if",
    "2"
  };
  private static final String[] REDIRECTIONS = {
    ">out",
    "> out",
    ">>'out'",
    "2>err",
    "2>&1",
    ">&2",
    "<in",
    "2>/dev/null",
    "&>out",
    ">|out",
    "3<>out",
    ">& out",
    "2>>\"e r r\"",
    ">&1",
    "0<in"
  };
  private final Random random;
  private boolean allRun;

  CommandLines(Random random) {
    this.random = random;
  }

  /** Whether every command of the last text must have run. */
  boolean allRun() {
    return allRun;
  }

  String next() {
    allRun = true;
    StringBuilder text = new StringBuilder();
    int commands = 1 + random.nextInt(4);
    for (int i = 0; i < commands; i++) {
      if (i > 0) {
        text.append(operator());
      }
      command(text, i == 0);
    }
    String[] ends = {"", ";", "\n", " # the end", " \\\n", "\n# 'end\n"};
    return text + ends[random.nextInt(ends.length)];
  }

  private String operator() {
    String[] operators = {
      "; ", "\n", " && ", "&&", " | ", "|&", "\n\n# 'c\"\n", " &&\\\n", "|\n", ";"
    };
    if (random.nextInt(8) == 0) {
      allRun = false;
      return random.nextBoolean() ? " || " : "||\n";
    }
    return operators[random.nextInt(operators.length)];
  }

  private void command(StringBuilder text, boolean first) {
    if (!first && random.nextInt(5) == 0) {
      String[] folders = {"d", "'d'", "./d", "..", ".", "d/e", "d/..", "f\\ f", "no", "no"};
      text.append("cd ").append(folders[random.nextInt(folders.length)]);
      // It may fail where another cd came before it.
      allRun = false;
      return;
    }
    if (random.nextInt(6) == 0) {
      text.append("V").append(random.nextInt(3)).append("=").append(quoted("v ;|w")).append(' ');
    }
    text.append(
        new String[] {"a", "b", "'c'", "\"a\"", "\\b", "c", "'if'", "x\\ y"}[random.nextInt(8)]);
    text.append(random.nextInt(8) == 0 ? " \"\\n\\x\\'\"" : "");
    int words = random.nextInt(4);
    for (int i = 0; i < words; i++) {
      text.append(random.nextInt(6) == 0 ? " \\\n" : " ");
      text.append(quoted(WORDS[random.nextInt(WORDS.length)]));
      if (random.nextInt(5) == 0) {
        text.append(' ').append(REDIRECTIONS[random.nextInt(REDIRECTIONS.length)]);
        allRun &= text.indexOf("cd ") < 0;
      }
    }
  }

  private String quoted(String word) {
    return switch (random.nextInt(3)) {
      case 0 -> "'" + word.replace("'", "'\\''") + "'";
      case 1 ->
          "\""
              + word.replace("\\", "\\\\")
                  .replace("\"", "\\\"")
                  .replace("$", "\\$")
                  .replace("`", "\\`")
              + "\"";
      default -> escaped(word);
    };
  }

  private String escaped(String word) {
    StringBuilder text = new StringBuilder(word.isEmpty() ? "''" : "");
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\n') {
        text.append("\"\n\"");
      } else if (c > 127) {
        text.append('"').append(c).append('"');
      } else if (Character.isLetterOrDigit(c)) {
        text.append(random.nextInt(6) == 0 ? "\\\n" : "").append(c);
      } else {
        text.append('\\').append(c);
      }
    }
    return text.toString();
  }
}
