package dev.muster.permission.oracle;

import java.util.Random;

/**
 * Writes command lines over the whole grammar of bash at random, about the files of the world; half
 * of them such as people write, half of them nasty.
 */
final class LineGenerator {
  private final Random random;
  private final WordGenerator words;
  private final CommandGenerator commands;

  LineGenerator(Random random) {
    this.random = random;
    this.words = new WordGenerator(random, this::inside);
    this.commands = new CommandGenerator(random, words);
  }

  /** The next line. */
  String next() {
    boolean nasty = random.nextInt(5) < 2;
    words.nasty(nasty);
    commands.nasty(nasty);
    if (!nasty && random.nextBoolean()) {
      return plain();
    }
    String text = list(2 + random.nextInt(2));
    return nasty && random.nextInt(6) == 0 ? spread(text) : text;
  }

  /** A few reading commands, as people type them. */
  private String plain() {
    StringBuilder text = new StringBuilder(commands.reading());
    int more = random.nextInt(3);
    for (int i = 0; i < more; i++) {
      text.append(one(" | ", " && ", "; ", " || ", "\n", " | ")).append(commands.reading());
    }
    return text + one("", "", " 2>/dev/null", " | head -2", " 2>&1");
  }

  /** A small list for the inside of a substitution. */
  private String inside() {
    return random.nextInt(3) == 0 ? list(1) : commands.reading();
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A list of pipelines. */
  private String list(int depth) {
    StringBuilder text = new StringBuilder(pipeline(depth));
    int more = random.nextInt(3);
    for (int i = 0; i < more; i++) {
      text.append(one("; ", " && ", " || ", "\n", ";", "&&", " & ", "\n\n", " ;", " # note\n"));
      text.append(pipeline(depth));
    }
    return text + one("", "", "", ";", " &", "\n", " # the end");
  }

  private String pipeline(int depth) {
    StringBuilder text = new StringBuilder(one("", "", "", "", "", "", "! ", "time "));
    text.append(command(depth));
    int more = Math.max(0, random.nextInt(4) - 1);
    for (int i = 0; i < more; i++) {
      text.append(one(" | ", "|", " |& ", " |\n")).append(command(depth));
    }
    return text.toString();
  }

  private String command(int depth) {
    if (depth > 0 && random.nextInt(4) == 0) {
      return compound(depth - 1) + (random.nextInt(4) == 0 ? commands.redirection() : "");
    }
    return commands.simple();
  }

  private String compound(int depth) {
    String body = list(depth);
    String inner =
        body.endsWith("\n") || body.endsWith(";") || body.endsWith("&") ? body : body + end();
    return switch (random.nextInt(14)) {
      case 0 -> "(" + closed(body) + ")";
      case 1 -> "{ " + inner + " }";
      case 2 -> "if " + commands.simple() + "; then " + inner + " fi";
      case 3 ->
          "if " + commands.simple() + "\nthen\n" + inner + "\nelse " + commands.simple() + "; fi";
      case 4, 5 ->
          "for f in "
              + words.several()
              + "; do "
              + inner
              + one("", " cat \"$f\"; ", " echo $f;")
              + " done";
      case 6 -> "for ((i=0; i<2; i++)); do " + inner + " done";
      case 7 -> "while read -r l; do " + inner + " echo \"$l\"; break; done < " + words.file();
      case 8 -> "case " + words.word() + " in " + one("*", "a|b", "x*") + ") " + inner + ";; esac";
      case 9 -> "f() { " + inner + " }; f " + words.word();
      case 10 -> one("ls", "cat", "f", "cd") + "() { " + inner + " }; " + commands.simple();
      case 11 -> "[[ " + one("-f ", "-d ", "-n ") + words.word() + " ]] && " + commands.simple();
      case 12 -> one("until true; do ", "while false; do ") + inner + " done";
      default -> "coproc " + (random.nextBoolean() ? "{ " + inner + " }" : commands.simple());
    };
  }

  private String end() {
    return one(";", "\n", ";");
  }

  /** A comment would take a closing bracket with it. */
  private static String closed(String body) {
    return body.contains("#") ? body + "\n" : body;
  }

  /** Line breaks where bash takes no notice of them. */
  private String spread(String text) {
    int at = random.nextInt(text.length() + 1);
    return text.substring(0, at) + "\\\n" + text.substring(at);
  }
}
