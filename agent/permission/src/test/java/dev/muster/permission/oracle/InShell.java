package dev.muster.permission.oracle;

import dev.muster.permission.shell.ShellAnalysis;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.ShellReading;
import dev.muster.permission.shell.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands that a shell may run in its own process: those that were understood, and those of
 * the texts that they hand back to it ({@code eval}, {@code trap}).
 *
 * @param open whether it may run others besides, of a text that nobody has seen ({@code source})
 */
record InShell(List<ShellCommand> commands, boolean open) {
  private static final int DEEPEST = 4;

  InShell {
    commands = List.copyOf(commands);
  }

  static InShell of(List<ShellCommand> understood, ShellAnalysis analysis, Path folder) {
    List<ShellCommand> all = new ArrayList<>();
    boolean open = collect(understood, analysis, folder, all, 0);
    return new InShell(all, open);
  }

  private static boolean collect(
      List<ShellCommand> found,
      ShellAnalysis analysis,
      Path folder,
      List<ShellCommand> all,
      int depth) {
    boolean open = false;
    for (ShellCommand command : found) {
      all.add(command);
      List<Word> words = behindPrefixes(command.words());
      String name = words.isEmpty() ? "" : text(words.getFirst());
      switch (name) {
        case "source", "." -> open = true;
        case "mapfile", "readarray", "hash", "enable", "alias", "shopt", "compgen", "fc" ->
            open |= words.size() > 1;
        case "eval", "trap" -> {
          List<String> given = new ArrayList<>();
          for (Word word : words.subList(1, words.size())) {
            given.add(text(word));
          }
          given.remove("--");
          String read = name.equals("eval") ? String.join(" ", given) : first(given);
          Path there = command.folder() == null ? folder : command.folder();
          if (given.contains(null)
              || depth >= DEEPEST
              || !(analysis.analyse(read, there) instanceof ShellReading.Understood inner)) {
            open = true;
          } else {
            List<ShellCommand> within = inner.commands();
            if (name.equals("trap") || command.folder() == null) {
              within = within.stream().map(InShell::somewhere).toList();
            }
            open |= collect(within, analysis, folder, all, depth + 1);
          }
        }
        default -> {}
      }
    }
    return open;
  }

  private static String first(List<String> given) {
    return given.isEmpty() || given.getFirst() == null ? "" : given.getFirst();
  }

  private static ShellCommand somewhere(ShellCommand command) {
    return new ShellCommand(
        command.assignments(),
        command.words(),
        command.redirections(),
        command.input(),
        null,
        command.text());
  }

  /** The text of a word that is known, else {@code null}. */
  static String text(Word word) {
    return word instanceof Word.Literal(String known) ? known : null;
  }

  /**
   * The words behind {@code command}, {@code builtin} and {@code exec}, which the shell takes off
   * before it starts a program.
   */
  static List<Word> behindPrefixes(List<Word> words) {
    List<Word> rest = words;
    while (!rest.isEmpty()) {
      String name = text(rest.getFirst());
      int skip = name == null ? 0 : prefix(name, rest);
      if (skip == 0 || skip >= rest.size()) {
        return rest;
      }
      rest = rest.subList(skip, rest.size());
    }
    return rest;
  }

  private static int prefix(String name, List<Word> words) {
    if (!name.equals("command") && !name.equals("builtin") && !name.equals("exec")) {
      return 0;
    }
    int at = 1;
    while (at < words.size()) {
      String option = text(words.get(at));
      if (option == null || !option.startsWith("-") || option.equals("-")) {
        return at;
      }
      if (option.contains("v") || option.contains("V")) {
        return 0;
      }
      at += name.equals("exec") && option.endsWith("a") ? 2 : 1;
    }
    return at;
  }

  /** Whether history, the only command of the shell that writes a file by itself, may name one. */
  boolean writesHistory(String file) {
    return commands.stream()
        .map(command -> behindPrefixes(command.words()))
        .anyMatch(words ->
            !words.isEmpty()
                && "history".equals(text(words.getFirst()))
                && words.stream().anyMatch(word -> WordMatch.allows(word, file)));
  }
}
