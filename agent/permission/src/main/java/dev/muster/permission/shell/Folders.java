package dev.muster.permission.shell;

import dev.muster.permission.shell.Builtins.Call;
import dev.muster.permission.shell.Place.Pushed;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the commands that change the shell's folder. */
final class Folders {
  private final Run run;

  Folders(Run run) {
    this.run = run;
  }

  Outcome enter(Call call) {
    State before = run.state;
    if (!call.own().isEmpty()) {
      return new Outcome(before.with(before.place().entered(null)), before);
    }
    Path target = target(call.arguments());
    return new Outcome(before.with(before.place().entered(target)), before);
  }

  /** Where {@code cd} leads with these arguments if it succeeds; {@code null} where unknown. */
  private @Nullable Path target(List<Word> arguments) {
    List<Word> operands = arguments;
    if (!operands.isEmpty() && isOne(operands.getFirst(), "--", "-L")) {
      operands = operands.subList(1, operands.size());
    }
    if (operands.isEmpty()) {
      return run.value("HOME") instanceof Value.Text(String home) && home.startsWith("/")
          ? run.state.place().resolve(home)
          : null;
    }
    String operand = operands.size() == 1 ? Words.literal(operands.getFirst()) : null;
    if (operand == null || operand.isEmpty()) {
      return null;
    }
    if (operand.equals("-")) {
      return run.state.place().previous();
    }
    return operand.startsWith("-") ? null : run.state.place().resolve(operand);
  }

  private static boolean isOne(Word word, String one, String other) {
    String literal = Words.literal(word);
    return one.equals(literal) || other.equals(literal);
  }

  Outcome push(Call call) {
    State before = run.state;
    Place place = before.place();
    boolean plain = call.own().isEmpty() && call.words().size() == 2;
    String operand = plain ? Words.literal(call.words().get(1)) : null;
    if (operand == null
        || operand.isEmpty()
        || operand.startsWith("-")
        || operand.startsWith("+")) {
      return new Outcome(before.with(Place.UNKNOWN), before);
    }
    Pushed below = new Pushed(place.folder(), place.pushed());
    Place pushed = new Place(place.resolve(operand), place.folder(), below);
    return new Outcome(before.with(pushed), before);
  }

  Outcome pop(Call call) {
    State before = run.state;
    Place place = before.place();
    Pushed top = place.pushed();
    Place popped =
        top != null && call.words().size() == 1
            ? new Place(top.folder(), place.folder(), top.below())
            : Place.UNKNOWN;
    return new Outcome(before.with(popped), before);
  }
}
