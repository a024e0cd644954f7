package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.syntax.Node;
import dev.muster.permission.shell.syntax.Script;
import dev.muster.permission.shell.syntax.ShellSyntax;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code bash --noprofile --norc}, not interactive and not in POSIX mode, would run.
 *
 * <p>The text is read by the whole grammar and then gone through as the shell would go through it,
 * on every path: variables whose values the text tells are followed, and so are the folder,
 * functions and options. Whatever cannot be told is told to be unknown, as a {@link Word}; where
 * that could hide a command, the text is {@link ShellReading.NotUnderstood}.
 *
 * <p>Holds only where the shell starts as {@link ShellEnvironment} says, in the folder that is
 * handed in, and gets the text unchanged in UTF-8. Such a folder is as the shell names it: it may
 * lead through symbolic links. Cost is linear in the length of the text. Immutable.
 */
public final class BashAnalysis implements ShellAnalysis {
  private final Surroundings surroundings;

  /**
   * An analysis for shells that get an environment.
   *
   * @param environment of which the names are kept, and the value of {@code HOME}
   */
  public BashAnalysis(Map<String, String> environment) {
    this.surroundings = new Surroundings(environment.get("HOME"), environment.keySet());
  }

  @Override
  public ShellReading analyse(String text, @Nullable Path folder, List<Assignment> environment) {
    String problem = Characters.problem(text);
    if (problem != null) {
      return new ShellReading.NotUnderstood("The command contains " + problem);
    }
    ShellSyntax.Reading reading = ShellSyntax.read(text);
    if (reading instanceof ShellSyntax.Reading.Whole(Script script)) {
      Run run = run(script, text.length(), start(folder, environment));
      String reason = run.reason();
      return reason == null
          ? new ShellReading.Understood(run.commands())
          : new ShellReading.NotUnderstood(reason, run.commands());
    }
    ShellSyntax.Reading.Refused refused = (ShellSyntax.Reading.Refused) reading;
    return new ShellReading.NotUnderstood(
        "The command contains " + refused.what(),
        run(refused.before(), text.length(), start(folder, environment)).commands());
  }

  private static State start(@Nullable Path folder, List<Assignment> environment) {
    State state = State.at(folder);
    for (Assignment assignment : environment) {
      String name = assignment.name();
      // Bash sets these itself.
      boolean own = name.equals("IFS") || name.equals("PWD") || name.equals("OLDPWD");
      if (!own) {
        Value value = Words.value(assignment.value());
        state = state.with(name, new Variable(value, Variable.EXPORTED));
      }
    }
    return state;
  }

  private Run run(Script script, int length, State start) {
    Run run = new Run(surroundings, start, length, false);
    for (String name : start.variables().keySet()) {
      if (ShellEnvironment.removes(name)) {
        run.giveUp("a shell for which " + name + " is set");
      }
    }
    run.executor.text(script);
    run.runLater();
    if (!run.isSpent()) {
      return run;
    }
    // Too much to follow: everything is looked at once, with nothing known.
    Run blind = new Run(surroundings, start, length, true);
    blind.giveUp("more turns and calls than can be followed");
    for (Script.Step step : script.steps()) {
      Node node = step.node();
      blind.executor.node(node);
    }
    blind.runLater();
    return blind;
  }
}
