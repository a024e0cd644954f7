package dev.muster.permission.shell;

import dev.muster.permission.shell.Builtins.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that put what they get into variables that they are given by name. */
final class Reads {
  private final Run run;

  Reads(Run run) {
    this.run = run;
  }

  private Outcome giveUp(Call call) {
    run.giveUp("a form of \"" + call.name() + "\" that is not read");
    return Outcome.either(run.state);
  }

  /** Where the operands begin, -1 where that is not certain. */
  private static int operands(List<Word> words, String flags, String valued) {
    int i = 1;
    while (i < words.size()) {
      String word = Words.literal(words.get(i));
      if (word == null) {
        String beginning = Words.beginning(words.get(i));
        return beginning == null || beginning.startsWith("-") ? -1 : i;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        return i;
      }
      i++;
      if (word.equals("--")) {
        return i;
      }
      for (int k = 1; k < word.length(); k++) {
        char option = word.charAt(k);
        if (valued.indexOf(option) >= 0) {
          if (k + 1 == word.length()) {
            if (i < words.size() && !Words.isSingle(words.get(i))) {
              return -1;
            }
            i++;
          }
          break;
        }
        if (flags.indexOf(option) < 0) {
          return -1;
        }
      }
    }
    return i;
  }

  /** The value of an option, {@code null} where it is not given, "" where it is not certain. */
  private static @Nullable String option(List<Word> words, char option, String valued) {
    for (int i = 1; i < words.size(); i++) {
      String word = Words.literal(words.get(i));
      if (word == null || !word.startsWith("-") || word.equals("--")) {
        continue;
      }
      for (int k = 1; k < word.length(); k++) {
        if (word.charAt(k) == option) {
          if (k + 1 < word.length()) {
            return word.substring(k + 1);
          }
          String value = i + 1 < words.size() ? Words.literal(words.get(i + 1)) : "";
          return value == null ? "" : value;
        }
        if (valued.indexOf(word.charAt(k)) >= 0) {
          break;
        }
      }
    }
    return null;
  }

  Outcome read(Call call) {
    State before = run.state;
    List<Word> words = call.words();
    String valued = "adinNptu";
    int first = operands(words, "rse", valued);
    if (first < 0) {
      return giveUp(call);
    }
    String array = option(words, 'a', valued);
    if (array != null) {
      if (!Names.isName(array)) {
        return giveUp(call);
      }
      run.variables.assign(array, Value.ANY_ELEMENTS);
    } else if (first >= words.size()) {
      run.variables.assign("REPLY", Value.UNKNOWN);
    }
    for (int i = first; i < words.size(); i++) {
      String name = Words.literal(words.get(i));
      if (name == null || !Names.isName(name)) {
        return giveUp(call);
      }
      run.variables.assign(name, Value.ANY_TEXT);
    }
    return new Outcome(run.state, run.join(before, run.state));
  }

  Outcome lines(Call call) {
    State before = run.state;
    List<Word> words = call.words();
    int first = operands(words, "t", "dnOsu");
    if (first < 0 || first + 1 < words.size()) {
      return giveUp(call);
    }
    String name = first < words.size() ? Words.literal(words.get(first)) : "MAPFILE";
    if (name == null || !Names.isName(name)) {
      return giveUp(call);
    }
    run.variables.assign(name, Value.ANY_ELEMENTS);
    return new Outcome(run.state, run.join(before, run.state));
  }

  Outcome options(Call call) {
    State before = run.state;
    List<Word> words = call.words();
    String name = words.size() > 2 ? Words.literal(words.get(2)) : null;
    if (name == null || !Names.isName(name) || Words.literal(words.get(1)) == null) {
      return giveUp(call);
    }
    run.variables.assign(name, Value.ANY_TEXT);
    run.variables.assign("OPTARG", Value.UNKNOWN);
    return Outcome.either(run.join(before, run.state));
  }

  Outcome printf(Call call) {
    State before = run.state;
    List<Word> words = call.words();
    int at = 1;
    if (words.size() > 1 && "--".equals(Words.literal(words.get(1)))) {
      at = 2;
    } else if (words.size() > 1) {
      String option = Words.literal(words.get(1));
      String beginning = Words.beginning(words.get(1));
      if (option != null && option.startsWith("-v")) {
        boolean attached = option.length() > 2;
        String name = attached ? option.substring(2) : words.size() > 2 ? literal(words, 2) : "";
        if (!Names.isName(name)) {
          return giveUp(call);
        }
        run.variables.assign(name, Value.ANY_TEXT);
        at = attached ? 2 : 3;
      } else if (words.size() > 2 && (beginning == null || beginning.startsWith("-v"))) {
        // It may turn out to be the option that names a variable.
        return giveUp(call);
      }
    }
    if (at + 1 < words.size() && mayCount(words.get(at))) {
      return giveUp(call);
    }
    return new Outcome(run.state, run.join(before, run.state));
  }

  private static String literal(List<Word> words, int index) {
    String literal = Words.literal(words.get(index));
    return literal == null ? "" : literal;
  }

  /** Whether a format may hold {@code %n}, which assigns a variable. */
  private static boolean mayCount(Word format) {
    String literal = Words.literal(format);
    if (literal == null) {
      return true;
    }
    int percent = literal.indexOf('%');
    while (percent >= 0) {
      int i = percent + 1;
      while (i < literal.length() && "#0- +'.*123456789hjlLqtz".indexOf(literal.charAt(i)) >= 0) {
        i++;
      }
      if (i < literal.length() && literal.charAt(i) == 'n') {
        return true;
      }
      percent = literal.indexOf('%', Math.max(i, percent + 1) + 1);
    }
    return false;
  }

  /** An option of {@code wait} takes the name of a variable. */
  Outcome wait(Call call) {
    for (Word word : call.arguments()) {
      String literal = Words.literal(word);
      boolean harmless =
          literal == null
              ? Value.isNumeral(Words.value(word))
              : !literal.startsWith("-") || literal.equals("-n") || literal.equals("-f");
      if (!harmless) {
        return giveUp(call);
      }
    }
    return Outcome.either(run.state);
  }
}
