package dev.muster.permission.shell;

import dev.muster.permission.shell.Builtins.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that change how the shell behaves. */
final class Options {
  private final Run run;

  Options(Run run) {
    this.run = run;
  }

  Outcome set(Call call) {
    List<Word> words = call.words();
    for (int i = 1; i < words.size(); i++) {
      String word = Words.literal(words.get(i));
      if (word == null) {
        String beginning = Words.beginning(words.get(i));
        if (beginning == null || beginning.startsWith("-") || beginning.startsWith("+")) {
          return giveUp("a form of \"set\" that is not read");
        }
        return arguments(words.subList(i, words.size()));
      }
      if (word.equals("--") || word.equals("-")) {
        return word.equals("-") && i + 1 == words.size()
            ? Outcome.either(run.state)
            : arguments(words.subList(i + 1, words.size()));
      }
      if (!word.startsWith("-") && !word.startsWith("+")) {
        return arguments(words.subList(i, words.size()));
      }
      boolean named = word.endsWith("o") && i + 1 < words.size();
      String name = named ? Words.literal(words.get(i + 1)) : null;
      if (named && name == null) {
        return giveUp("a form of \"set\" that is not read");
      }
      String problem = flags(word, name);
      if (problem != null) {
        return giveUp(problem);
      }
      i += named ? 1 : 0;
    }
    return Outcome.either(run.state);
  }

  private Outcome giveUp(String what) {
    run.giveUp(what);
    return Outcome.either(run.state);
  }

  private Outcome arguments(List<Word> words) {
    return Outcome.either(run.state.withArguments(List.copyOf(words)));
  }

  private @Nullable String flags(String word, @Nullable String name) {
    boolean on = word.startsWith("-");
    for (int i = 1; i < word.length(); i++) {
      char flag = word.charAt(i);
      switch (flag) {
        case 'e' -> run.state = run.state.with(State.ENDS_ON_FAILURE, on);
        case 'f' -> run.state = run.state.with(State.NO_PATTERNS, on);
        case 'a' -> run.state = run.state.with(State.EXPORTS_ALL, on);
        case 'u', 'x', 'v', 'C', 'b', 'h', 'm', 'E', 'T', 'n' -> {}
        case 'o' -> {
          String problem = name == null ? null : named(name, on);
          if (problem != null) {
            return problem;
          }
        }
        default -> {
          return "a form of \"set\" that changes how the shell reads";
        }
      }
    }
    return null;
  }

  private @Nullable String named(String name, boolean on) {
    return switch (name) {
      case "errexit" -> flags(on ? "-e" : "+e", null);
      case "noglob" -> flags(on ? "-f" : "+f", null);
      case "allexport" -> flags(on ? "-a" : "+a", null);
      case "nounset", "xtrace", "verbose", "noclobber", "notify", "hashall", "monitor" -> null;
      case "errtrace", "functrace", "pipefail", "noexec", "nolog" -> null;
      default -> "a form of \"set\" that changes how the shell reads";
    };
  }

  Outcome shopt(Call call) {
    boolean sets = false;
    boolean unsets = false;
    for (Word word : call.arguments()) {
      String name = Words.literal(word);
      if (name == null) {
        return giveUp("a form of \"shopt\" that is not read");
      }
      switch (name) {
        case "-s" -> sets = true;
        case "-u" -> unsets = true;
        case "-q", "-p" -> {}
        default -> {
          if ((sets || unsets) && !option(name, sets, call)) {
            return giveUp("an option of the shell that changes how it reads (" + name + ")");
          }
        }
      }
    }
    return Outcome.either(run.state);
  }

  private boolean option(String name, boolean on, Call call) {
    return switch (name) {
      case "nullglob", "dotglob", "nocaseglob", "globstar" -> {
        // Turned off again it is unknown whether all of them are.
        run.state = run.state.with(State.PATTERNS_UNUSUAL, true);
        yield true;
      }
      case "extglob" -> {
        run.state = run.state.with(State.EXTENDED_PATTERNS, true);
        yield !on || !call.node().span().source().contains("!(");
      }
      case "nocasematch", "checkwinsize", "cmdhist", "lithist", "histappend", "histverify" -> true;
      case "inherit_errexit", "huponexit", "checkhash", "checkjobs", "direxpand" -> true;
      case "interactive_comments" -> on;
      default -> false;
    };
  }
}
