package dev.muster.permission.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assigns variables, as far as bash does nothing more than that. */
final class Variables {
  private static final String ACTED_ON = ", which bash itself acts on";

  private final Run run;

  Variables(Run run) {
    this.run = run;
  }

  /** Assigns a value to a variable of the shell. */
  void assign(String name, Value value) {
    Variable old = run.variable(name);
    if (!mayAssign(name, value) || isFixed(name, old)) {
      return;
    }
    Value kept = value;
    if (old.has(Variable.INTEGER) && !Value.isNumeral(value)) {
      run.arithmetic.evaluate(value);
      kept = Value.NUMERAL;
    } else if (old.has(Variable.CASED)) {
      kept = Value.isNumber(value) ? value : Value.ANY_TEXT;
    } else if (value instanceof Value.Unset) {
      kept = Value.EMPTY;
    } else if (old.value() instanceof Value.Elements && !(value instanceof Value.Elements)) {
      assignElement(name);
      return;
    }
    int traits = old.traits() | (run.state.has(State.EXPORTS_ALL) ? Variable.EXPORTED : 0);
    put(name, new Variable(kept, traits));
  }

  /** Assigns something to an element of an array. */
  void assignElement(String name) {
    Variable old = run.variable(name);
    if (!mayAssign(name, Value.UNKNOWN) || isFixed(name, old)) {
      return;
    }
    boolean keyed = old.value() instanceof Value.Elements(List<Word> _, boolean k) && k;
    put(name, old.with(new Value.Elements(List.of(new Word.Several()), keyed)));
  }

  /** Gives a variable a trait. */
  void mark(String name, int trait, boolean set) {
    Variable old = run.variable(name);
    boolean untouched =
        trait == Variable.EXPORTED
            && !run.state.variables().containsKey(name)
            && !run.state.has(State.VARIABLES_UNKNOWN);
    if (untouched && set) {
      // Either programs see it anyway, or there is nothing to see.
      return;
    }
    int traits = set ? old.traits() | trait : old.traits() & ~trait;
    put(name, new Variable(old.value(), traits));
  }

  void unset(String name) {
    Variable old = run.variable(name);
    if (isFixed(name, old) || (name.startsWith("_muster") && !mayAssign(name, Value.EMPTY))) {
      return;
    }
    // What the environment held is gone for programs, which an empty value says well enough.
    put(name, new Variable(Value.UNSET, old.traits() & Variable.EXPORTED));
  }

  private boolean isFixed(String name, Variable old) {
    if (old.has(Variable.READ_ONLY)) {
      run.giveUp("an assignment to " + name + ", which is read-only");
      return true;
    }
    return false;
  }

  void put(String name, Variable variable) {
    run.state = run.state.with(name, variable);
    if (run.state.variables().size() > Run.MOST_NAMES) {
      run.giveUp("more than " + Run.MOST_NAMES + " variables");
    }
  }

  /** Whether bash does no more than assign; gives up otherwise. */
  boolean mayAssign(String name, Value value) {
    String wrong = special(name, value);
    if (wrong != null) {
      run.giveUp(wrong);
    }
    return wrong == null;
  }

  private static @Nullable String special(String name, Value value) {
    boolean number = Value.isNumeral(value);
    boolean text = value instanceof Value.Text;
    boolean special =
        switch (name) {
          case "RANDOM", "SRANDOM", "SECONDS", "LINENO", "OPTIND", "OPTERR", "EPOCHSECONDS" ->
              !number;
          case "LANG", "LANGUAGE" -> !text || !isPlainLocale(((Value.Text) value).text());
          case "PS4" -> !text || mayExpand(((Value.Text) value).text());
          case "UID", "EUID", "PPID", "GROUPS", "DIRSTACK", "FUNCNAME", "FUNCNEST" -> true;
          case "PWD", "OLDPWD", "CDPATH", "GLOBIGNORE", "EXECIGNORE", "PIPESTATUS" -> true;
          case "SHELLOPTS", "POSIXLY_CORRECT", "EPOCHREALTIME", "CHILD_MAX" -> true;
          case "IGNOREEOF", "ignoreeof", "histchars", "TEXTDOMAIN", "TEXTDOMAINDIR" -> true;
          default -> {
            if (name.startsWith("LC_")) {
              yield !text || !isPlainLocale(((Value.Text) value).text());
            }
            yield name.startsWith("BASH")
                || name.startsWith("COMP_")
                || name.startsWith("HIST")
                || name.startsWith("_muster");
          }
        };
    return special ? "an assignment to " + name + ACTED_ON : null;
  }

  private static boolean mayExpand(String prompt) {
    return prompt.indexOf('$') >= 0 || prompt.indexOf('`') >= 0 || prompt.indexOf('\\') >= 0;
  }

  /** Under these locales bash reads bytes as this reader reads characters. */
  private static boolean isPlainLocale(String value) {
    if (value.isEmpty() || value.equals("C") || value.equals("POSIX")) {
      return true;
    }
    if (value.indexOf('/') >= 0) {
      return false;
    }
    return value.endsWith(".UTF-8") || value.endsWith(".utf8") || value.endsWith(".utf-8");
  }
}
