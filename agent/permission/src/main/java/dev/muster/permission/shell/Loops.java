package dev.muster.permission.shell;

import dev.muster.permission.shell.syntax.Node;
import dev.muster.permission.shell.syntax.Script;
import dev.muster.permission.shell.syntax.WordText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs loops: over few known values one by one, else until nothing new comes of another turn. */
final class Loops {
  /** Loops over more values are not run value by value. */
  private static final int MOST_TURNS = 32;

  /** After so many turns everything that still changes is given up as unknown. */
  private static final int MOST_CHANGES = 4;

  /** The loops around, innermost first, up to the function or subshell. */
  static final class Frame {
    final @Nullable Frame outer;
    @Nullable State breaks;
    @Nullable State continues;

    /** The states in which the condition ends the loop. */
    @Nullable State ends;

    Frame(@Nullable Frame outer) {
      this.outer = outer;
    }
  }

  private final Run run;
  private final Executor executor;
  private @Nullable Frame innermost;

  Loops(Run run, Executor executor) {
    this.run = run;
    this.executor = executor;
  }

  /** Leaves all loops, for a function or a subshell. */
  @Nullable Frame leave() {
    Frame frame = innermost;
    innermost = null;
    return frame;
  }

  void enter(@Nullable Frame frame) {
    innermost = frame;
  }

  /** What leaving or going on with a loop does; {@code null} where no loop is around. */
  @Nullable Outcome jump(boolean breaks, int levels) {
    Frame frame = innermost;
    for (int i = 1; i < levels && frame != null && frame.outer != null; i++) {
      frame = frame.outer;
    }
    if (frame == null) {
      return null;
    }
    if (breaks) {
      frame.breaks = run.joined(frame.breaks, run.state);
    } else {
      frame.continues = run.joined(frame.continues, run.state);
    }
    return Outcome.NONE;
  }

  Outcome fors(Node.For loop) {
    List<Word> words = values(loop);
    Value each = words == null ? Value.NUMERAL : null;
    if (words != null && (words.size() > MOST_TURNS || run.blind)) {
      each = common(words);
      words = null;
    }
    innermost = new Frame(innermost);
    Frame frame = innermost;
    State after;
    if (words == null || loop.select()) {
      Value value = each == null ? Value.UNKNOWN : each;
      after = untilNothingChanges(() -> turn(loop, value), false);
    } else {
      after = oneByOne(loop, words);
    }
    innermost = frame.outer;
    return Outcome.either(run.joined(after, frame.breaks));
  }

  /** The values; {@code null} where they are whole numbers in too great a number to list. */
  private @Nullable List<Word> values(Node.For loop) {
    List<WordText> texts = loop.values();
    if (texts == null) {
      List<Word> arguments = run.state.arguments();
      return arguments == null ? List.of(new Word.Several()) : arguments;
    }
    List<Word> words = new ArrayList<>(texts.size());
    boolean outer = run.startsListing();
    for (WordText text : texts) {
      run.expander.arguments(text, words);
    }
    run.listed(words, outer);
    boolean numbers =
        words.size() == 1
            && words.getFirst() instanceof Word.Several
            && texts.size() == 1
            && Braces.isNumbers(texts.getFirst());
    return numbers ? null : words;
  }

  private static Value common(List<Word> words) {
    Value all = null;
    for (Word word : words) {
      Value value = value(word);
      all = all == null ? value : Value.join(all, value);
    }
    return all == null ? Value.EMPTY : all;
  }

  private static Value value(Word word) {
    return switch (word) {
      case Word.Literal _, Word.Composed _ -> Words.value(word);
      case Word.Paths(String pattern) -> new Value.Match(pattern);
      case Word.Several() -> Value.ANY_TEXT;
    };
  }

  private @Nullable State oneByOne(Node.For loop, List<Word> words) {
    State after = run.state;
    for (Word word : words) {
      if (after == null) {
        return null;
      }
      run.state = after;
      Value value = value(word);
      after =
          Words.isSingle(word)
              ? turn(loop, value)
              : untilNothingChanges(() -> turn(loop, value), word instanceof Word.Paths);
    }
    return after;
  }

  /** One turn; returns the state in which the next would begin. */
  private @Nullable State turn(Node.For loop, Value value) {
    run.variables.assign(loop.name(), value);
    if (loop.select()) {
      run.variables.assign("REPLY", Value.UNKNOWN);
    }
    return body(loop.body());
  }

  private @Nullable State body(Script body) {
    Outcome outcome = executor.script(body);
    State next = run.joined(outcome.success(), outcome.failure());
    Frame frame = innermost;
    if (frame != null) {
      next = run.joined(next, frame.continues);
      frame.continues = null;
    }
    return next;
  }

  /**
   * Takes turns from ever wider states, until one more leads to nothing that is not covered.
   *
   * @param atLeastOne whether the loop surely runs
   */
  private @Nullable State untilNothingChanges(Supplier<@Nullable State> turn, boolean atLeastOne) {
    State known = run.state;
    int mark = run.commands().size();
    int gaveUp = run.timesGivenUp();
    List<ShellCommand> covered = new ArrayList<>();
    State after = null;
    for (int i = 0; after == null; i++) {
      run.state = known;
      State next = turn.get();
      if (next == null || run.blind) {
        after = atLeastOne ? next : run.joined(known, next);
        break;
      }
      State wider = run.join(known, next);
      if (wider.same(known) || run.isSpent()) {
        after = atLeastOne && i == 0 ? next : wider;
      } else if (i > 2 * MOST_CHANGES) {
        run.giveUp("a loop that changes the shell with every turn");
        after = run.state;
      } else {
        known = i < MOST_CHANGES ? wider : wider.forgotten();
        // All that was found is found again, for more values.
        covered.addAll(run.cutTo(mark));
      }
    }
    if (gaveUp != run.timesGivenUp()) {
      // Not all of it was: what only the first turns told may be what a rule forbids.
      covered.forEach(run::addAgain);
    }
    return after;
  }

  Outcome whiles(Node.While loop) {
    innermost = new Frame(innermost);
    Frame frame = innermost;
    untilNothingChanges(
        () -> {
          boolean outer = executor.tested;
          executor.tested = true;
          Outcome condition = executor.script(loop.condition());
          executor.tested = outer;
          State goes = loop.until() ? condition.failure() : condition.success();
          State leaves = loop.until() ? condition.success() : condition.failure();
          frame.ends = run.joined(frame.ends, leaves);
          if (goes == null) {
            return null;
          }
          run.state = goes;
          return body(loop.body());
        },
        false);
    innermost = frame.outer;
    return Outcome.either(run.joined(frame.ends, frame.breaks));
  }

  Outcome count(Node.Count loop) {
    run.arithmetic.value(loop.first());
    innermost = new Frame(innermost);
    Frame frame = innermost;
    State after =
        untilNothingChanges(
            () -> {
              run.arithmetic.value(loop.test());
              State next = body(loop.body());
              if (next == null) {
                return null;
              }
              run.state = next;
              run.arithmetic.value(loop.step());
              return run.state;
            },
            false);
    innermost = frame.outer;
    return Outcome.either(run.joined(after, frame.breaks));
  }
}
