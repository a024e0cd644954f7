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
    for (Arguments.Given given : parsed.options()) {
      switch (given.name()) {
        case "-i", "--ignore-environment" -> clears = true;
        case "-0", "--null", "-v", "--debug" -> {}
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
    while (at < words.size() && isAssignment(words.get(at))) {
      assignment(words.get(at++), profile, outcome);
    }
    if (at < words.size()) {
      if (clears) {
        // What protects git and others from what repositories configure is gone too.
        outcome.code("a command without the environment of the session");
      }
      outcome.runs(words.subList(at, words.size()), false);
    } else if (!clears) {
      outcome.unknown("It shows the whole environment, which may hold secrets");
    }
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
  }
}
