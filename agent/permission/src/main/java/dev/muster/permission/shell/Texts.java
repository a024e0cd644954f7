package dev.muster.permission.shell;

import dev.muster.permission.shell.Builtins.Call;
import dev.muster.permission.shell.syntax.Script;
import dev.muster.permission.shell.syntax.ShellSyntax;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that run texts in the shell itself. */
final class Texts {
  /** Texts inside texts inside texts are not followed further. */
  private static final int DEEPEST = 8;

  private final Run run;
  private int depth;

  Texts(Run run) {
    this.run = run;
  }

  private Outcome giveUp(String what) {
    run.giveUp(what);
    return Outcome.either(run.state);
  }

  Outcome eval(Call call) {
    List<Word> words = call.arguments();
    if (!words.isEmpty() && "--".equals(Words.literal(words.getFirst()))) {
      words = words.subList(1, words.size());
    }
    if (!(Words.joined(words, " ") instanceof Value.Text(String text)) || !allKnown(words)) {
      return giveUp("a text for \"eval\" that is not certain");
    }
    if (!call.own().isEmpty()) {
      return giveUp("variables set for \"eval\"");
    }
    Script script = read(text);
    if (script == null) {
      return giveUp("a text for \"eval\" that is not read");
    }
    depth++;
    Outcome outcome = run.executor.text(script);
    depth--;
    return outcome;
  }

  private static boolean allKnown(List<Word> words) {
    for (Word word : words) {
      if (Words.literal(word) == null) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Script read(String text) {
    run.spend(text.length());
    boolean other = run.state.has(State.EXTENDED_PATTERNS) && text.contains("!(");
    if (depth >= DEEPEST || run.isSpent() || other) {
      return null;
    }
    return ShellSyntax.read(text) instanceof ShellSyntax.Reading.Whole(Script script)
        ? script
        : null;
  }

  /** A trap runs whenever its signal comes, so that nothing is certain when it does. */
  Outcome trap(Call call) {
    if (!call.own().isEmpty()) {
      return giveUp("a trap with variables of its own");
    }
    List<String> words = new ArrayList<>();
    for (Word word : call.arguments()) {
      String literal = Words.literal(word);
      if (literal == null) {
        return giveUp("a trap whose text is not certain");
      }
      words.add(literal);
    }
    if (!words.isEmpty() && words.getFirst().equals("--")) {
      words.removeFirst();
    }
    boolean resets =
        words.size() < 2
            || words.getFirst().isEmpty()
            || words.getFirst().startsWith("-")
            || isNumber(words.getFirst());
    if (resets) {
      return Outcome.either(run.state);
    }
    Script script = read(words.getFirst());
    if (script == null) {
      return giveUp("a trap whose text is not read");
    }
    boolean onlyAtEnd = true;
    for (String signal : words.subList(1, words.size())) {
      onlyAtEnd &= signal.equalsIgnoreCase("EXIT") || signal.equals("0");
    }
    run.later(script, onlyAtEnd);
    return Outcome.either(run.state);
  }

  /** Keeps a text that the shell may run at any time. */
  void later(String text) {
    Script script = read(text);
    if (script != null) {
      run.later(script, false);
    }
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Whoever lets a file be read lets the shell be changed in any way by it. */
  Outcome source(Call call) {
    if (call.words().size() == 1) {
      return Outcome.either(run.state);
    }
    if (run.hasGroups()) {
      run.giveUp("what may be a pattern after a file that is read");
    }
    return Outcome.either(run.state.forgotten());
  }
}
