package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Defines functions and runs them where they are called. */
final class Functions {
  /** Deeper calls are not followed. */
  private static final int DEEPEST = 12;

  private final Run run;
  private final List<Node> active = new ArrayList<>();
  private @Nullable State returns;

  Functions(Run run) {
    this.run = run;
  }

  boolean inFunction() {
    return !active.isEmpty();
  }

  Outcome define(String name, Node body) {
    if (isCalledUnasked(name)) {
      run.giveUp("a function by the name of " + name + ", which runs unasked");
    }
    if (run.state.has(State.EXPORTS_ALL)) {
      run.giveUp("a function that other shells get");
    }
    if (run.state.functions().size() >= Run.MOST_NAMES) {
      run.giveUp("more than " + Run.MOST_NAMES + " functions");
      return Outcome.either(run.state);
    }
    run.define(name, body);
    List<@Nullable Node> meaning = new ArrayList<>(1);
    meaning.add(body);
    State defined = run.state.withFunction(name, meaning);
    if (run.blind) {
      run.executor.node(body);
    }
    return Outcome.either(defined);
  }

  /** Whether the shell, or whoever started it, runs a function of that name by itself. */
  private static boolean isCalledUnasked(String name) {
    return switch (name) {
      case "command_not_found_handle", "set", "builtin", "exit", "eval", "trap", "exec" -> true;
      default -> name.startsWith("_muster");
    };
  }

  private boolean isActive(Node body) {
    for (Node node : active) {
      if (Same.thing(node, body)) {
        return true;
      }
    }
    return false;
  }

  Outcome call(Node body, List<Word> arguments, List<Assignment> own) {
    if (isActive(body) || active.size() >= DEEPEST) {
      run.giveUp("a function that calls itself");
      return Outcome.either(run.state);
    }
    State before = run.state;
    State outerReturns = returns;
    Map<String, @Nullable Variable> outerLocals = run.locals;
    State outerEnds = run.takeLineEnds();
    Loops.Frame loops = run.executor.loops().leave();
    returns = null;
    Map<String, @Nullable Variable> locals = new HashMap<>();
    run.locals = locals;
    active.add(body);

    run.state = before.withArguments(arguments);
    for (Assignment assignment : own) {
      hide(assignment.name());
      Value value = Words.value(assignment.value());
      run.variables.put(assignment.name(), new Variable(value, Variable.EXPORTED));
    }
    Outcome outcome = run.executor.node(body);
    State returned = returns;
    outcome =
        new Outcome(
            run.joined(outcome.success(), returned), run.joined(outcome.failure(), returned));

    active.removeLast();
    returns = outerReturns;
    run.locals = outerLocals;
    run.executor.loops().enter(loops);
    State ends = restored(run.takeLineEnds(), before, locals);
    run.addLineEnds(outerEnds);
    run.addLineEnds(ends);
    return new Outcome(
        restored(outcome.success(), before, locals), restored(outcome.failure(), before, locals));
  }

  /** Puts back the arguments and the variables that were hidden. */
  private static @Nullable State restored(
      @Nullable State after, State before, Map<String, @Nullable Variable> locals) {
    if (after == null) {
      return null;
    }
    State state = after.withArguments(before.arguments());
    boolean lost = after.has(State.VARIABLES_UNKNOWN) && !before.has(State.VARIABLES_UNKNOWN);
    for (Map.Entry<String, @Nullable Variable> entry : locals.entrySet()) {
      Variable hidden = entry.getValue();
      if (lost && hidden != null) {
        hidden = hidden.with(Value.UNKNOWN);
      }
      state = hidden == null ? state.without(entry.getKey()) : state.with(entry.getKey(), hidden);
    }
    return state;
  }

  /** Makes a variable local: what it was before comes back when the function ends. */
  void hide(String name) {
    Map<String, @Nullable Variable> locals = run.locals;
    if (locals != null && !locals.containsKey(name)) {
      locals.put(name, run.state.variables().get(name));
    }
  }

  /** What {@code return} does; {@code null} outside of a function. */
  @Nullable Outcome leave() {
    if (active.isEmpty()) {
      return null;
    }
    returns = run.joined(returns, run.state);
    return Outcome.NONE;
  }
}
