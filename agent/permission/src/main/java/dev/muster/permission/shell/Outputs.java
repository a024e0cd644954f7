package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Input;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What programs print, where the text alone tells. */
final class Outputs {
  /** More numbers in a row are not told one by one. */
  private static final int LONGEST_ROW = 64;

  private Outputs() {}

  /** What a substitution of a command becomes; {@code null} where the text does not tell. */
  static @Nullable Value substituted(ShellCommand command, State state) {
    Value printed = of(command, state);
    if (printed instanceof Value.Text(String text)) {
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == '\n') {
        end--;
      }
      return Value.of(text.substring(0, end));
    }
    if (printed instanceof Value.Blend(List<Word.Piece> pieces)) {
      return withoutLastNewlines(pieces);
    }
    if (namesObject(command)) {
      return Value.NAME;
    }
    return printsNumber(command) ? Value.UNKNOWN_NUMBER : null;
  }

  /** Whether it prints the name of one object of git, or nothing. */
  private static boolean namesObject(ShellCommand command) {
    for (Word word : command.words()) {
      if (Words.literal(word) == null) {
        return false;
      }
    }
    if (!isUsual(command) || command.words().size() < 3) {
      return false;
    }
    List<String> argv = command.argv();
    List<String> rest = argv.subList(2, argv.size());
    if (!argv.getFirst().equals("git")) {
      return false;
    }
    return switch (argv.get(1)) {
      // what it does not know it prints as it stands
      case "rev-parse" -> rest.equals(List.of("HEAD")) || rest.equals(List.of("--short", "HEAD"));
      case "merge-base" ->
          rest.size() == 2 && !rest.getFirst().startsWith("-") && !rest.getLast().startsWith("-");
      default -> false;
    };
  }

  /** An unknown end may be newlines, which a substitution loses. */
  private static @Nullable Value withoutLastNewlines(List<Word.Piece> pieces) {
    boolean plain =
        pieces.size() > 1
            && pieces.getLast() instanceof Word.Piece.Fixed(String last)
            && last.equals("\n");
    if (!plain) {
      return null;
    }
    List<Word.Piece> kept = pieces.subList(0, pieces.size() - 1);
    // What is left before an unknown end must not end with a newline either.
    boolean open = kept.getLast() instanceof Word.Piece.Anything;
    Word.Piece end = open && kept.size() > 1 ? kept.get(kept.size() - 2) : kept.getLast();
    boolean certain =
        switch (end) {
          case Word.Piece.Fixed(String text) -> !text.endsWith("\n");
          case Word.Piece.Numeral(), Word.Piece.Name() -> true;
          case Word.Piece.Anything() -> kept.size() == 1;
        };
    return certain ? new Value.Blend(kept) : null;
  }

  /** What a command prints; {@code null} where the text does not tell. */
  static @Nullable Value of(ShellCommand command, State state) {
    for (ShellCommand.Redirection redirection : command.redirections()) {
      if (redirection.kind() != ShellCommand.Kind.READ) {
        return null;
      }
    }
    List<Word> words = command.words();
    String name = words.isEmpty() ? null : Words.literal(words.getFirst());
    if (name == null) {
      return null;
    }
    return switch (name) {
      case "echo" -> echo(words.subList(1, words.size()));
      case "printf" -> printf(words.subList(1, words.size()));
      case "pwd" -> {
        Path folder = state.place().folder();
        yield words.size() == 1 && folder != null ? Value.of(folder + "\n") : null;
      }
      case "cat" ->
          isUsual(command)
                  && words.size() == 1
                  && command.redirections().isEmpty()
                  && command.input() instanceof Input.Known(Word text)
              ? Words.value(text)
              : null;
      case "seq" -> isUsual(command) ? row(words) : null;
      case "basename", "dirname" -> isUsual(command) ? path(name, words) : null;
      default -> null;
    };
  }

  /** Whether the program is surely there and the usual one. */
  private static boolean isUsual(ShellCommand command) {
    return command.assignments().isEmpty();
  }

  private static @Nullable Value echo(List<Word> words) {
    List<Word> shown = words;
    String end = "\n";
    while (!shown.isEmpty()) {
      String option = Words.literal(shown.getFirst());
      String beginning = Words.beginning(shown.getFirst());
      if (option == null ? beginning == null || beginning.startsWith("-") : option.equals("-e")) {
        return null;
      }
      if (option == null || !option.equals("-n")) {
        break;
      }
      end = "";
      shown = shown.subList(1, shown.size());
    }
    String first = shown.isEmpty() ? null : Words.literal(shown.getFirst());
    if (first != null && first.startsWith("-") && first.length() > 1 && isOption(first)) {
      return null;
    }
    for (Word word : shown) {
      if (!Words.isSingle(word)) {
        return null;
      }
    }
    Value line = Words.joined(shown, " ");
    return Words.joined(List.of(Words.quoted(line), new Word.Literal(end)), "");
  }

  private static boolean isOption(String word) {
    for (int i = 1; i < word.length(); i++) {
      if ("neE".indexOf(word.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Formats that are printed as they stand, or that take one text. */
  private static @Nullable Value printf(List<Word> words) {
    String format = words.isEmpty() ? null : Words.literal(words.getFirst());
    if (format == null || format.startsWith("-")) {
      return null;
    }
    if (format.equals("%s") || format.equals("%s\\n")) {
      return each(words.subList(1, words.size()), format.length() > 2 ? "\n" : "");
    }
    if (words.size() > 1 || format.indexOf('%') >= 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char next = i + 1 < format.length() ? format.charAt(++i) : ' ';
      switch (next) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case '\\', '"' -> text.append(next);
        default -> {
          return null;
        }
      }
    }
    return Value.of(text.toString());
  }

  /** The format is used as often as there are words, and once if there are none. */
  private static @Nullable Value each(List<Word> words, String end) {
    for (Word word : words) {
      if (!Words.isSingle(word)) {
        return null;
      }
    }
    List<Word> printed = List.of(Words.quoted(Words.joined(words, end)), new Word.Literal(end));
    return Words.joined(printed, "");
  }

  /** A short row of whole numbers, as {@code seq} prints it. */
  private static @Nullable Value row(List<Word> words) {
    List<Integer> numbers = new ArrayList<>(3);
    for (Word word : words.subList(1, words.size())) {
      String text = Words.literal(word);
      if (text == null || !text.matches("-?[1-9][0-9]{0,5}|0")) {
        return null;
      }
      numbers.add(Integer.valueOf(text));
    }
    if (numbers.isEmpty() || numbers.size() > 3) {
      return null;
    }
    int first = numbers.size() == 1 ? 1 : numbers.getFirst();
    int step = numbers.size() == 3 ? numbers.get(1) : 1;
    int last = numbers.getLast();
    if (step == 0 || (last - first) / step >= LONGEST_ROW) {
      return null;
    }
    StringBuilder row = new StringBuilder();
    for (int i = first; step > 0 ? i <= last : i >= last; i += step) {
      row.append(i).append('\n');
    }
    return Value.of(row.toString());
  }

  private static @Nullable Value path(String name, List<Word> words) {
    String path = words.size() > 1 ? Words.literal(words.get(1)) : null;
    String suffix = words.size() == 3 ? Words.literal(words.get(2)) : "";
    if (path == null || suffix == null || words.size() > (name.equals("basename") ? 3 : 2)) {
      return null;
    }
    boolean odd =
        path.isEmpty() || path.startsWith("-") || path.endsWith("/") || path.contains("\n");
    if (odd || path.contains("//")) {
      return null;
    }
    int slash = path.lastIndexOf('/');
    if (name.equals("dirname")) {
      String folder = slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
      return Value.of(folder + "\n");
    }
    String last = path.substring(slash + 1);
    boolean cut = !suffix.isEmpty() && last.endsWith(suffix) && !last.equals(suffix);
    return Value.of((cut ? last.substring(0, last.length() - suffix.length()) : last) + "\n");
  }

  /** Whether a program prints nothing but a number, with or without blanks, or nothing. */
  static boolean printsNumber(ShellCommand command) {
    List<Word> words = command.words();
    for (Word word : words) {
      if (Words.literal(word) == null) {
        return false;
      }
    }
    if (words.isEmpty() || !isUsual(command)) {
      return false;
    }
    List<String> argv = command.argv();
    String second = argv.size() == 2 ? argv.get(1) : "";
    boolean counts = argv.size() > 2 && argv.size() <= 4 && argv.get(1).equals("-c");
    return switch (argv.getFirst()) {
      case "date" -> second.equals("+%s") || second.equals("+%s%N") || second.equals("+%s%3N");
      case "nproc" -> argv.size() == 1;
      // Of a file that it is given by name it prints the name as well.
      case "wc" -> argv.size() == 2 && second.length() == 2 && second.startsWith("-");
      case "id" -> second.equals("-u") || second.equals("-g");
      case "grep" -> counts && !argv.get(2).startsWith("-") && !argv.getLast().startsWith("-");
      default -> false;
    };
  }
}
