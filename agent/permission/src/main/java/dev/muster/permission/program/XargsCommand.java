package dev.muster.permission.program;

import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of {@code xargs}: a command that gets more words from the input. */
final class XargsCommand {
  private XargsCommand() {}

  static void judge(Profile profile, Call call, Outcome outcome) {
    Arguments parsed = Arguments.parse(List.of(profile), call.arguments());
    if (parsed.problem() != null) {
      outcome.unknown(parsed.problem());
      return;
    }
    if (parsed.doubtful()) {
      outcome.code("whatever an argument that is not known makes of it");
    }
    String mark = null;
    for (Arguments.Given given : parsed.options()) {
      switch (given.name()) {
        case "-I", "-i", "--replace" -> {
          mark = given.values().isEmpty() ? "{}" : mark(given.values().getFirst());
          if (mark == null) {
            outcome.unknown("The mark of xargs is not known");
            return;
          }
        }
        case "-a", "--arg-file" -> outcome.reads(given.values().getFirst(), false);
        default -> {}
      }
    }
    List<Word> command = parsed.operands();
    if (command.isEmpty()) {
      outcome.runs(List.of(Words.of("echo")), true);
      return;
    }
    if (mark == null) {
      outcome.runs(command, true);
      return;
    }
    List<Word> made = replaced(command, mark);
    outcome.runs(made, false);
    if (Words.isMarkInside(command, mark)) {
      // As it is written too, since what a text with unknown words in it runs is not told.
      outcome.runs(command, false);
    }
  }

  /**
   * What {@code find ... -print0 | xargs -0 ...} is by find alone; {@code null} where it is not
   * that.
   */
  static @Nullable Call afterFind(Profile profile, Call call) {
    ShellCommand find =
        call.input() instanceof ShellCommand.Input.Piped(var from) ? unsorted(from) : null;
    if (find == null || !isFind(find) || call.folder() == null) {
      return null;
    }
    Arguments parsed = Arguments.parse(List.of(profile), call.arguments());
    boolean known = parsed.problem() == null && !parsed.doubtful() && !parsed.operands().isEmpty();
    boolean whole = false;
    for (Arguments.Given given : parsed.options()) {
      switch (given.name()) {
        case "-0", "--null" -> whole = true;
        case "-r", "--no-run-if-empty", "-n", "--max-args", "-P", "--max-procs" -> {}
        default -> known = false;
      }
    }
    for (Word word : parsed.operands()) {
      String text = Words.literal(word);
      known &= text != null && !text.contains("{}") && !text.equals(";") && !text.equals("+");
    }
    if (!known || !whole || !call.folder().equals(find.folder())) {
      return null;
    }
    List<Word> words = new ArrayList<>(find.words().subList(1, find.words().size() - 1));
    words.add(Words.of("-exec"));
    words.addAll(parsed.operands());
    words.add(Words.of("{}"));
    words.add(Words.of(";"));
    return new Call("find", words, call.input(), call.folder());
  }

  /** What prints the names that {@code sort -z} puts in order. */
  private static @Nullable ShellCommand unsorted(@Nullable ShellCommand from) {
    if (from == null
        || !from.words().equals(List.of(Words.of("sort"), Words.of("-z")))
        || !isPlain(from)) {
      return from;
    }
    return from.input() instanceof ShellCommand.Input.Piped(var before) ? before : from;
  }

  /**
   * Whether it does nothing but print the paths that it finds, each with a zero byte at its end.
   */
  private static boolean isFind(ShellCommand command) {
    List<Word> words = command.words();
    if (words.size() < 2) {
      return false;
    }
    boolean prints =
        "find".equals(Words.literal(words.getFirst()))
            && "-print0".equals(Words.literal(words.getLast()))
            && isPlain(command);
    for (Word word : words.subList(1, words.size() - 1)) {
      String text = Words.literal(word);
      if (text == null) {
        return false;
      }
      boolean shows = text.startsWith("-print") || text.startsWith("-fprint");
      boolean acts = text.startsWith("-exec") || text.startsWith("-ok");
      prints &= !shows && !acts && !text.endsWith("ls");
    }
    return prints;
  }

  private static boolean isPlain(ShellCommand command) {
    for (ShellCommand.Redirection redirection : command.redirections()) {
      if (!"/dev/null".equals(Words.literal(redirection.target()))) {
        return false;
      }
    }
    return command.assignments().isEmpty();
  }

  private static @Nullable String mark(Word word) {
    String mark = Words.literal(word);
    return mark == null || mark.isEmpty() ? null : mark;
  }

  /** The command with unknown words in place of the mark. */
  private static List<Word> replaced(List<Word> command, String mark) {
    List<Word> words = new ArrayList<>(command.size());
    for (Word word : command) {
      String text = Words.literal(word);
      if (text == null) {
        words.add(Words.isOne(word) ? Words.ANYTHING : new Word.Several());
      } else {
        words.add(text.contains(mark) ? Words.replaced(text, mark, Words.ANYTHING) : word);
      }
    }
    return words;
  }
}
