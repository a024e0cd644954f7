package dev.muster.permission.program;

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
