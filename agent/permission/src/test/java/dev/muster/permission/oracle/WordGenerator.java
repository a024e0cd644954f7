package dev.muster.permission.oracle;

import java.util.Random;
import java.util.function.Supplier;

/** Writes words of the shell at random: names of files, quoted and built up in every way. */
final class WordGenerator {
  private static final String[] FILES = {
    "README.md",
    "LICENSE",
    "src/main.py",
    "src/app.js",
    "data/numbers.txt",
    "data/users.csv",
    "package.json",
    "docs/guide.md",
    "logs/app.log",
    "'a file with spaces.txt'",
    "./src/util.py",
    "src/../README.md",
    "link-in/main.py",
    "nasty/-exec",
    "'nasty/a;b'",
    ".env"
  };
  private static final String[] HOSTILE = {
    "../outside/secret.txt",
    "link-secret",
    "link-out/secret.txt",
    "~/notes.txt",
    "$HOME/.netrc",
    "/etc/passwd",
    "~/.ssh/id_rsa",
    "/proc/self/environ",
    "env-link",
    "../outside",
    "..",
    "/etc",
    "link-out",
    "-rf",
    "nasty/*",
    "-exec"
  };
  private static final String[] FOLDERS = {
    "src", "docs", ".", "src/main", "./data", "tests", "link-in", "logs"
  };
  private static final String[] GLOBS = {
    "src/*.py",
    "*.md",
    "docs/*",
    "src/*",
    "data/*.csv",
    "src/m*",
    "[Rl]*",
    "*",
    "l*",
    ".e*",
    "**/*.py",
    "src/?ain.py",
    "data/[a-z]*.txt",
    "{src,docs}/*"
  };

  private final Random random;
  private final Supplier<String> command;
  private boolean nasty;
  private int depth;

  /** Makes words; substitutions in them run what is supplied. */
  WordGenerator(Random random, Supplier<String> command) {
    this.random = random;
    this.command = command;
  }

  void nasty(boolean chosen) {
    nasty = chosen;
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A file to read, mostly in the project. */
  String file() {
    String file = random.nextInt(nasty ? 4 : 25) == 0 ? one(HOSTILE) : one(FILES);
    return dressed(file);
  }

  String folder() {
    return random.nextInt(nasty ? 5 : 20) == 0 ? one(HOSTILE) : dressed(one(FOLDERS));
  }

  /** A name of nothing yet. */
  String fresh() {
    return dressed(
        one("new1", "new2", "src/new3", "./new4", "docs/new 5".replace(" ", ""), "new6"));
  }

  /** One or more words. */
  String several() {
    StringBuilder text = new StringBuilder();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(random.nextInt(3) == 0 ? one(GLOBS) : file());
    }
    return text.toString();
  }

  /** Any word. */
  String word() {
    return switch (random.nextInt(nasty ? 12 : 8)) {
      case 0, 1, 2 -> file();
      case 3 -> one("a", "-n", "x=1", "TODO", "5", "\"two words\"", "--", "''", "=", "a=b");
      case 4 -> one(GLOBS);
      case 5 -> "\"" + one("x ", "", "$HOME ", "a'b ") + inner() + "\"";
      case 6 -> "'" + one("$(touch pwned)", "a b", "`touch pwned`", "\\", "\"", "${x}") + "'";
      case 7 -> inner();
      case 8 -> "{" + file() + "," + one("a", "b", file()) + "}";
      case 9 -> "$'" + one("a\\x62", "\\101", "a\\nb", "it\\'s", "\\u00e9") + "'";
      case 10 -> one("~", "~/x", "~+", "$PWD", "\"$@\"", "$*", "${x:-src}", "${x[0]}", "$?", "$$");
      default -> "<(" + substituted() + ")";
    };
  }

  /** An expansion. */
  private String inner() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> "$(" + substituted() + ")";
      case 2 -> "`" + substituted().replace("\\", "\\\\").replace("`", "") + "`";
      case 3 -> one("$((1+2))", "$(( x + 1 ))", "$((1 ? 2 : 3))", "$(($(echo 1)+1))");
      case 4 -> one("${x:-a}", "${x:-" + file() + "}", "${#x}", "${x%a}", "${x/a/b}", "${x^^}");
      case 5 -> one("$x", "${x}", "$f", "$1", "$HOME", "${HOME}/x", "$SECRET");
      case 6 -> "${x:-$(" + substituted() + ")}";
      case 7 -> one("a", "README.md", "src/");
      default -> one("$?", "$#", "${!x}", "${a[@]}", "$_", "$-", "$(<" + one(FILES) + ")");
    };
  }

  private String substituted() {
    if (depth > 1) {
      return "echo a";
    }
    depth++;
    try {
      return command.get();
    } finally {
      depth--;
    }
  }

  /** The same word in other quotes. */
  String dressed(String word) {
    if (word.startsWith("'") || word.startsWith("~") || word.contains("$") || word.length() < 2) {
      return word;
    }
    int cut = 1 + random.nextInt(word.length() - 1);
    String head = word.substring(0, cut);
    String tail = word.substring(cut);
    return switch (random.nextInt(nasty ? 9 : 24)) {
      case 0 -> "'" + word + "'";
      case 1 -> "\"" + word + "\"";
      case 2 -> head + "\\" + tail;
      case 3 -> head + "'" + tail + "'";
      case 4 -> head + "\"" + tail + "\"";
      case 5 -> nasty ? "$'" + word + "'" : word;
      case 6 -> nasty ? head + "\\\n" + tail : word;
      case 7 -> head + "''" + tail;
      default -> word;
    };
  }
}
