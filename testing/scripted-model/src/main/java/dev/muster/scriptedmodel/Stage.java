package dev.muster.scriptedmodel;

import dev.muster.scriptedmodel.script.RequestFacts;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: the script and how much of it is used up. Callers hold its monitor. */
final class Stage {

  /** A turn that fits a request. */
  record Cue(Turn turn, int index) {
    String name() {
      return turn.note().isEmpty() ? index < 0 ? "default" : "turn " + (index + 1) : turn.note();
    }
  }

  private final Script script;
  private final int[] left;
  private boolean overrun;

  Stage(Script script) {
    this.script = script;
    List<Turn> turns = script.turns();
    this.left = new int[turns.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = turns.get(i).times();
    }
  }

  /** The turn for a request, not yet used up; {@code null} when the script has none. */
  @Nullable Cue cue(RequestFacts request) {
    for (int i = 0; i < left.length; i++) {
      Turn turn = script.turns().get(i);
      if (left[i] > 0 && turn.when().unmet(request) == null) {
        return new Cue(turn, i);
      }
    }
    if (script.otherwise().isPresent()) {
      return new Cue(script.otherwise().get(), -1);
    }
    overrun = true;
    return null;
  }

  /** Uses the turn once. */
  void use(Cue cue) {
    if (cue.index >= 0 && cue.turn.times() != Turn.ALWAYS) {
      left[cue.index]--;
    }
  }

  boolean overrun() {
    return overrun;
  }

  /** How many answers of turns that do not repeat for ever are still to be given. */
  int remaining() {
    int sum = 0;
    for (int i = 0; i < left.length; i++) {
      if (script.turns().get(i).times() != Turn.ALWAYS) {
        sum += left[i];
      }
    }
    return sum;
  }
}
