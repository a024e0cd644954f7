package dev.muster.permission.program;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;

/** Reads the arguments of {@code env}: options, assignments, then a command. */
final class EnvCommand {
  private EnvCommand() {}

  static void judge(Profile profile, Call call, Outcome outcome) {
    Arguments parsed = Arguments.parse(List.of(profile), call.arguments());
    if (parsed.problem() != null) {
      outcome.unknown(parsed.problem());
      return;
    }
    if (parsed.doubtful()) {
      outcome.code("whatever an argument that is not known makes of it");
    }
    boolean clears = false;
    Word folder = null;
    for (Arguments.Given given : parsed.options()) {
      switch (given.name()) {
        case "-i", "--ignore-environment" -> clears = true;
        case "-0", "--null", "-v", "--debug" -> {}
        case "-C", "--chdir" -> folder = given.values().getFirst();
        case "-S", "--split-string" -> {
          List<Word> all = new ArrayList<>(given.values());
          all.addAll(parsed.operands());
          outcome.code("a command that env makes of a text");
          outcome.runsShell(Words.spaced(all));
          return;
        }
        default -> outcome.code("a command with what " + given.name() + " of env changes");
      }
    }
    List<Word> words = parsed.operands();
    int at = 0;
    if (!words.isEmpty() && "-".equals(Words.literal(words.getFirst()))) {
      clears = true;
      at = 1;
    }
    while (at < words.size() && isAssignment(words.get(at))) {
      assignment(words.get(at++), profile, outcome);
    }
    if (at < words.size()) {
      if (clears) {
        // What protects git and others from what repositories configure is gone too.
        outcome.code("a command without the environment of the session");
      }
      List<Word> command = words.subList(at, words.size());
      if (folder == null) {
        outcome.runs(command, false);
      } else {
        outcome.code("a command in another folder");
        outcome.runsShell(in(folder, command));
      }
    } else if (!clears) {
      outcome.unknown("It shows the whole environment, which may hold secrets");
    }
  }

  /** What a shell would be told for a command to run in a folder. */
  private static Word in(Word folder, List<Word> command) {
    StringBuilder text = new StringBuilder("cd -- ");
    if (!quote(folder, text)) {
      return Words.ANYTHING;
    }
    text.append(" && command");
    for (Word word : command) {
      text.append(' ');
      if (!quote(word, text)) {
        return Words.ANYTHING;
      }
    }
    return Words.of(text.toString());
  }

  private static boolean quote(Word word, StringBuilder text) {
    String literal = Words.literal(word);
    if (literal != null) {
      text.append('\'').append(literal.replace("'", "'\\''")).append('\'');
    }
    return literal != null;
  }

  private static boolean isAssignment(Word word) {
    return Words.lead(word).indexOf('=') > 0;
  }

  private static void assignment(Word word, Profile profile, Outcome outcome) {
    int equals = Words.lead(word).indexOf('=');
    String name = Words.lead(word).substring(0, equals);
    Assignment assignment = new Assignment(name, Words.from(word, equals + 1));
    if (!Environment.isHarmless(assignment, profile)) {
      outcome.code("whatever the variable " + name + " leads to");
    }
    if (name.startsWith("BASH_FUNC_")) {
      outcome.runsShell(called(assignment.value()));
    }
  }

  /** A function that bash takes from its environment, called with nobody knows what. */
  private static Word called(Word function) {
    String literal = Words.literal(function);
    return literal == null ? Words.ANYTHING : Words.of("f " + literal + "\nf $unknown");
  }
}
