package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Input;
import dev.muster.permission.shell.syntax.Node;
import dev.muster.permission.shell.syntax.Part;
import dev.muster.permission.shell.syntax.Redirect;
import dev.muster.permission.shell.syntax.Script;
import dev.muster.permission.shell.syntax.Script.Step;
import dev.muster.permission.shell.syntax.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through commands the way the shell would, on every path.
 *
 * <p>Each method takes the state from {@link Run#state} and returns the states after; what it
 * leaves there is of no meaning.
 */
final class Executor {
  private final Run run;
  private final SimpleCommands simple;
  private final Loops loops;
  private final Conditions conditions;

  /** How deep commands may stand in one another and call one another. */
  private static final int DEEPEST = 250;

  private int depth;

  /** Whether a failure is asked for, so that it does not end the shell. */
  boolean tested;

  Executor(Run run) {
    this.run = run;
    this.simple = new SimpleCommands(run);
    this.loops = new Loops(run, this);
    this.conditions = new Conditions(run);
  }

  SimpleCommands simple() {
    return simple;
  }

  Loops loops() {
    return loops;
  }

  Outcome node(Node node) {
    run.spend(1);
    if (run.isSpent()) {
      return Outcome.NONE;
    }
    if (depth > DEEPEST) {
      run.giveUp("commands that run each other too deeply");
      return Outcome.either(run.state);
    }
    depth++;
    Outcome outcome = inside(node);
    depth--;
    return outcome;
  }

  private Outcome inside(Node node) {
    if (node instanceof Node.Simple command) {
      return endsOnFailure(simple.run(command));
    }
    return switch (node) {
      case Node.Simple command -> simple.run(command);
      case Node.AndOr list -> andOr(list);
      case Node.Pipeline pipeline -> pipeline(pipeline);
      case Node.Redirected(Node body, List<Redirect> redirections, Span span) ->
          redirected(body, redirections, span);
      case Node.Group(Script body) -> script(body);
      case Node.Subshell(Script body) -> {
        State before = run.state;
        subshell(body);
        yield endsOnFailure(Outcome.either(before.afterSubshell()));
      }
      case Node.If choice -> ifs(choice);
      case Node.While loop -> loops.whiles(loop);
      case Node.For loop -> loops.fors(loop);
      case Node.Count loop -> loops.count(loop);
      case Node.Case choice -> cases(choice);
      case Node.Function(String name, Node body) -> simple.functions().define(name, body);
      case Node.Conditional(var condition) -> endsOnFailure(conditions.evaluate(condition));
      case Node.Arithmetic(List<Part> expression) -> {
        run.arithmetic.value(expression);
        yield endsOnFailure(Outcome.either(run.state));
      }
      case Node.Coproc(String name, Node body) -> coproc(name, body);
    };
  }

  private Outcome endsOnFailure(Outcome outcome) {
    State failure = outcome.failure();
    return failure != null && !tested && failure.has(State.ENDS_ON_FAILURE)
        ? new Outcome(outcome.success(), null)
        : outcome;
  }

  /** Runs commands one after the other. */
  Outcome script(Script script) {
    Outcome outcome = Outcome.either(run.state);
    for (Step step : script.steps()) {
      State next = run.joined(outcome.success(), outcome.failure());
      if (next == null) {
        return Outcome.NONE;
      }
      run.state = next;
      outcome = step(step);
    }
    return outcome;
  }

  /**
   * Runs a text whose lines the shell reads one by one: an error in one may make it go on with the
   * next.
   */
  Outcome text(Script script) {
    State outer = run.takeLineEnds();
    Outcome outcome = Outcome.either(run.state);
    for (Step step : script.steps()) {
      State next = run.joined(outcome.success(), outcome.failure());
      if (next != null) {
        run.state = next;
        outcome = step(step);
      }
      State ends = step.endsLine() ? run.takeLineEnds() : null;
      if (ends != null) {
        outcome = new Outcome(outcome.success(), run.joined(outcome.failure(), ends));
      }
    }
    run.takeLineEnds();
    run.addLineEnds(outer);
    return outcome;
  }

  private Outcome step(Step step) {
    if (!step.background()) {
      return node(step.node());
    }
    State before = run.state;
    isolated(step.node());
    return Outcome.either(before.afterSubshell().with(State.HAS_BACKGROUND, true));
  }

  /** Runs a command whose effect on the shell stays with it. */
  private void isolated(Node node) {
    State ends = run.takeLineEnds();
    Loops.Frame frame = loops.leave();
    node(node);
    loops.enter(frame);
    run.takeLineEnds();
    run.addLineEnds(ends);
  }

  /** Runs commands whose effect on the shell stays with them. */
  private void subshell(Script body) {
    State ends = run.takeLineEnds();
    Loops.Frame frame = loops.leave();
    script(body);
    loops.enter(frame);
    run.takeLineEnds();
    run.addLineEnds(ends);
  }

  private Outcome andOr(Node.AndOr list) {
    boolean outer = tested;
    tested = true;
    Outcome outcome = node(list.first());
    int last = list.rest().size() - 1;
    for (int i = 0; i <= last; i++) {
      Node.Link link = list.rest().get(i);
      State next = link.onSuccess() ? outcome.success() : outcome.failure();
      State passed = link.onSuccess() ? outcome.failure() : outcome.success();
      if (next == null) {
        outcome = link.onSuccess() ? new Outcome(null, passed) : new Outcome(passed, null);
        continue;
      }
      run.state = next;
      tested = outer || i < last;
      Outcome one = node(link.node());
      outcome =
          link.onSuccess()
              ? new Outcome(one.success(), run.joined(passed, one.failure()))
              : new Outcome(run.joined(passed, one.success()), one.failure());
    }
    tested = outer;
    return outcome;
  }

  private Outcome pipeline(Node.Pipeline pipeline) {
    List<Node.Stage> stages = pipeline.stages();
    if (stages.size() == 1) {
      boolean outer = tested;
      tested |= pipeline.negated();
      Outcome outcome = node(stages.getFirst().node());
      tested = outer;
      return pipeline.negated() ? outcome.negated() : outcome;
    }
    State before = run.state;
    Input input = before.input();
    for (Node.Stage stage : stages) {
      run.state = before.with(input);
      simple.feeds(stage.node());
      ShellCommand command = only(stage.node());
      Value printed = command == null || stage.both() ? null : Outputs.of(command, before);
      input = printed == null ? new Input.Piped() : new Input.Known(Words.quoted(printed));
      simple.feed(stage.both() ? null : command);
    }
    simple.feed(null);
    Outcome outcome = Outcome.either(before.afterSubshell());
    return pipeline.negated() ? outcome : endsOnFailure(outcome);
  }

  /** Runs a command in a shell of its own; returns it where it is one program and no more. */
  private @Nullable ShellCommand only(Node node) {
    simple.forgetLast();
    isolated(node);
    return node instanceof Node.Simple command ? simple.last(command) : null;
  }

  /** Runs a substitution; returns what it becomes. */
  Value substitution(Part.Substitution substitution) {
    State before = run.state;
    Script body = substitution.body();
    boolean outer = tested;
    tested = true;
    boolean one = body.steps().size() == 1 && !body.steps().getFirst().background();
    simple.forgetLast();
    if (one) {
      isolated(body.steps().getFirst().node());
    } else {
      subshell(body);
    }
    Value value = one ? printed(body.steps().getFirst().node(), before) : Value.ANY_TEXT;
    tested = outer;
    run.state = before.afterSubshell();
    return run.limited(value);
  }

  /** What a command that was run in a substitution makes of it. */
  private Value printed(Node node, State state) {
    if (node instanceof Node.Simple program) {
      ShellCommand command = simple.last(program);
      Value value = command == null ? null : Outputs.substituted(command, state);
      return value == null ? Value.ANY_TEXT : value;
    }
    if (node instanceof Node.Pipeline(List<Node.Stage> stages, boolean _, boolean timed)
        && !timed
        && stages.getLast().node() instanceof Node.Simple last) {
      ShellCommand command = simple.last(last);
      return command != null && Outputs.printsNumber(command)
          ? Value.UNKNOWN_NUMBER
          : Value.ANY_TEXT;
    }
    return Value.ANY_TEXT;
  }

  /** Runs a process substitution; returns what it prints, {@code null} where that is not told. */
  @Nullable Value process(Part.ProcessFile process) {
    State before = run.state;
    run.state = before.with(process.writes() ? new Input.Piped() : before.input());
    Script body = process.body();
    boolean one = body.steps().size() == 1 && !body.steps().getFirst().background();
    ShellCommand command = null;
    if (one) {
      command = only(body.steps().getFirst().node());
    } else {
      subshell(body);
    }
    run.state = before.afterSubshell();
    return command == null ? null : Outputs.of(command, before);
  }

  private Outcome redirected(Node body, List<Redirect> redirections, Span span) {
    State before = run.state;
    Redirections found = Redirections.of(redirections, run);
    if (found.touchesFiles()) {
      run.add(
          new ShellCommand(List.of(), List.of(), found.files(), before.input(), null, span.text()),
          run.state.place());
    }
    State ready = run.state;
    Input input = found.input();
    Input outside = ready.input();
    run.state = input == null ? ready : ready.with(input);
    Outcome outcome = node(body);
    if (input != null) {
      outcome =
          new Outcome(
              outcome.success() == null ? null : outcome.success().with(outside),
              outcome.failure() == null ? null : outcome.failure().with(outside));
    }
    // Where a redirection fails, the command does not run.
    return endsOnFailure(new Outcome(outcome.success(), run.joined(outcome.failure(), ready)));
  }

  private Outcome ifs(Node.If choice) {
    Outcome all = Outcome.NONE;
    for (Node.Branch branch : choice.branches()) {
      boolean outer = tested;
      tested = true;
      Outcome condition = script(branch.condition());
      tested = outer;
      if (condition.success() != null) {
        run.state = condition.success();
        all = either(all, script(branch.body()));
      }
      if (condition.failure() == null) {
        return all;
      }
      run.state = condition.failure();
    }
    Script otherwise = choice.otherwise();
    return either(all, otherwise == null ? new Outcome(run.state, null) : script(otherwise));
  }

  Outcome either(Outcome one, Outcome other) {
    return new Outcome(
        run.joined(one.success(), other.success()), run.joined(one.failure(), other.failure()));
  }

  private Outcome cases(Node.Case choice) {
    run.expander.single(choice.subject());
    Outcome all = new Outcome(run.state, null);
    State entering = run.state;
    State falling = null;
    for (Node.Arm arm : choice.arms()) {
      run.state = entering;
      for (var pattern : arm.patterns()) {
        run.expander.single(pattern);
      }
      entering = run.join(entering, run.state);
      State start = run.joined(entering, falling);
      run.state = start == null ? entering : start;
      Outcome outcome = script(arm.body());
      State after = run.joined(outcome.success(), outcome.failure());
      falling = arm.after() == Node.After.RUNS_NEXT ? after : null;
      if (arm.after() == Node.After.TESTS_NEXT && after != null) {
        entering = run.join(entering, after);
      }
      all = either(all, outcome);
      all = new Outcome(run.joined(all.success(), entering), all.failure());
    }
    return all;
  }

  private Outcome coproc(String name, Node body) {
    State before = run.state;
    run.state = before.with(new Input.Piped());
    isolated(body);
    run.state = before.with(State.HAS_BACKGROUND, true);
    run.variables.assign(name, Value.ANY_ELEMENTS);
    run.variables.assign(name + "_PID", Value.NUMERAL);
    return Outcome.either(run.state);
  }
}
