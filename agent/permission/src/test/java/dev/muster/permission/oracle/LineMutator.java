package dev.muster.permission.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes collected texts a little: tokens, quotes, line breaks, constructs around them. */
final class LineMutator {
  private static final String[] TOKENS = {
    ";",
    "&&",
    "||",
    "|",
    "&",
    "\n",
    ">",
    ">>",
    "<",
    "2>&1",
    "$(",
    ")",
    "`",
    "'",
    "\"",
    "\\",
    "{",
    "}",
    "(",
    "!",
    "*",
    "?",
    "~",
    "$x",
    "${x}",
    "#",
    "=",
    "-o",
    "-i",
    "-exec",
    "--",
    "new8",
    "-e",
    "/",
    "..",
    "touch new8",
    "/dev/null",
    "<<<",
    "$'",
    "$((",
    "))",
    "[[",
    "]]",
    "do",
    "done",
    "-"
  };

  private final Random random;
  private final List<String> texts;

  LineMutator(Random random, List<String> texts) {
    this.random = random;
    this.texts = List.copyOf(texts);
  }

  /** The next text. */
  String next() {
    String text = texts.get(random.nextInt(texts.size()));
    int changes = 1 + random.nextInt(3);
    for (int i = 0; i < changes; i++) {
      text = changed(text);
    }
    return text;
  }

  private String changed(String text) {
    List<String> tokens = new ArrayList<>(List.of(text.split("(?<= )|(?= )")));
    int at = random.nextInt(tokens.size());
    return switch (random.nextInt(12)) {
      case 0 -> without(tokens, at);
      case 1, 2 -> {
        tokens.add(at, TOKENS[random.nextInt(TOKENS.length)] + (random.nextBoolean() ? " " : ""));
        yield String.join("", tokens);
      }
      case 3 -> {
        String token = tokens.get(at);
        tokens.set(at, tokens.get(random.nextInt(tokens.size())));
        tokens.set(random.nextInt(tokens.size()), token);
        yield String.join("", tokens);
      }
      case 4 -> {
        tokens.set(at, quoted(tokens.get(at)));
        yield String.join("", tokens);
      }
      case 5 -> at(text, "\\\n");
      case 6 -> wrapped(text);
      case 7 -> text + " " + words();
      case 8 -> at(text, String.valueOf("'\"\\$`;&|<>(){}*?~#!= \n".charAt(random.nextInt(21))));
      case 9 -> text + joined() + texts.get(random.nextInt(texts.size()));
      case 10 -> cut(text);
      default -> text.replace(' ', random.nextBoolean() ? '\t' : ' ');
    };
  }

  private static String without(List<String> tokens, int at) {
    tokens.remove(at);
    return String.join("", tokens);
  }

  private String at(String text, String inserted) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + inserted + text.substring(at);
  }

  private String cut(String text) {
    if (text.length() < 2) {
      return text;
    }
    int at = random.nextInt(text.length());
    return text.substring(0, at) + text.substring(at + 1);
  }

  private String quoted(String token) {
    return switch (random.nextInt(5)) {
      case 0 -> "'" + token + "'";
      case 1 -> "\"" + token + "\"";
      case 2 -> "\\" + token;
      case 3 -> "$'" + token + "'";
      default -> "\"$(echo " + token + ")\"";
    };
  }

  private String joined() {
    return new String[] {"; ", " && ", " | ", "\n", " || ", " & "}[random.nextInt(6)];
  }

  private String words() {
    return new String[] {
          "> new8",
          "-o new8",
          "../outside/secret.txt",
          "link-secret",
          "*",
          "2>&1",
          "| sh",
          "-exec touch new8 \\;",
          "; touch new8",
          "--output=new8",
          "-i",
          "< link-secret"
        }
        [random.nextInt(12)];
  }

  private String wrapped(String text) {
    String single = text.replace("'", "'\\''");
    return switch (random.nextInt(12)) {
      case 0 -> "(" + text + "\n)";
      case 1 -> "{ " + text + "\n}";
      case 2 -> "bash -c '" + single + "'";
      case 3 -> "eval '" + single + "'";
      case 4 -> "echo \"$(" + text + "\n)\"";
      case 5 -> "if true; then " + text + "\nfi";
      case 6 -> "for f in a; do " + text + "\ndone";
      case 7 -> "f() { " + text + "\n}; f";
      case 8 -> "env " + text;
      case 9 -> "trap '" + single + "' EXIT";
      case 10 -> "cat <(" + text + "\n)";
      default -> "! " + text;
    };
  }
}
