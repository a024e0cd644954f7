package dev.muster.permission.shell;

import dev.muster.permission.shell.syntax.Condition;
import dev.muster.permission.shell.syntax.WordText;

/** Looks through conditions for what runs in them. */
final class Conditions {
  private final Run run;

  Conditions(Run run) {
    this.run = run;
  }

  Outcome evaluate(Condition condition) {
    State before = run.state;
    look(condition);
    return Outcome.either(run.join(before, run.state));
  }

  private void look(Condition condition) {
    switch (condition) {
      case Condition.Not(Condition inner) -> look(inner);
      case Condition.Joined(var conditions, boolean _) -> {
        for (Condition one : conditions) {
          State before = run.state;
          look(one);
          run.state = run.join(before, run.state);
        }
      }
      case Condition.Unary(String operator, WordText word) -> {
        Value value = run.expander.single(word);
        if (operator.equals("-v") || operator.equals("-R")) {
          named(value);
        }
      }
      case Condition.Binary(WordText left, String operator, WordText right) ->
          compare(left, operator, right);
    }
  }

  private void named(Value value) {
    boolean plain = value instanceof Value.Text(String name) && Names.isName(name);
    if (!plain) {
      run.giveUp("a condition about a variable whose name is not certain");
    }
  }

  private void compare(WordText left, String operator, WordText right) {
    Value first = run.expander.single(left);
    Value second = run.expander.single(right);
    switch (operator) {
      case "-eq", "-ne", "-lt", "-le", "-gt", "-ge" -> {
        run.arithmetic.evaluate(first);
        run.arithmetic.evaluate(second);
      }
      case "=~" -> run.variables.put("BASH_REMATCH", new Variable(Value.ANY_ELEMENTS, 0));
      default -> {}
    }
  }
}
