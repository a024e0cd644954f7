package dev.muster.permission.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares a pattern in which {@code *} stands for any characters with a line that has gaps.
 *
 * <p>Runs the pattern as an automaton whose states are its positions, all at once. What is looked
 * for is either one filling of the gaps that the pattern takes, or that it takes them all. Cost is
 * at most the product of both lengths, times {@value #BRANCHES_MOST}. One use, one thread.
 */
final class GapMatcher {

  /** How many ways of leaving gaps out are followed apart. */
  private static final int BRANCHES_MOST = 32;

  private final String pattern;
  private final int alsoAccepts;
  private List<boolean[]> branches = new ArrayList<>();

  /**
   * Matches one pattern.
   *
   * @param alsoAccepts a position at which the line may end too, as where {@code rm *} takes {@code
   *     rm}; -1 for none
   */
  GapMatcher(String pattern, int alsoAccepts) {
    this.pattern = pattern;
    this.alsoAccepts = alsoAccepts;
    boolean[] begin = new boolean[pattern.length() + 1];
    begin[0] = true;
    branches.add(closed(begin));
  }

  /**
   * Whether the pattern takes the line.
   *
   * @param inDoubt the answer where there are too many ways of leaving gaps out
   */
  Certainty match(String line, Certainty inDoubt) {
    return takesSome(line) ? takesAll(line, inDoubt) : Certainty.NEVER;
  }

  private boolean takesSome(String line) {
    boolean[] states = branches.getFirst();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      states =
          switch (c) {
            case CommandLine.ANYTHING -> onward(states);
            case CommandLine.NUMERAL -> digits(states);
            case CommandLine.SEVERAL -> union(states, onward(step(states, ' ')));
            default -> step(states, c);
          };
      if (isEmpty(states)) {
        return false;
      }
    }
    return accepts(states);
  }

  private Certainty takesAll(String line, Certainty inDoubt) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      List<boolean[]> next = new ArrayList<>(branches.size());
      for (boolean[] states : branches) {
        switch (c) {
          // any character at all, which only a star takes
          case CommandLine.ANYTHING, CommandLine.NUMERAL -> add(next, stars(states));
          case CommandLine.SEVERAL -> {
            add(next, states);
            add(next, stars(step(states, ' ')));
          }
          default -> add(next, step(states, c));
        }
      }
      branches = next;
      if (branches.size() > BRANCHES_MOST) {
        return inDoubt;
      }
    }
    for (boolean[] states : branches) {
      if (!accepts(states)) {
        return Certainty.PERHAPS;
      }
    }
    return Certainty.SURELY;
  }

  /** Adds a branch unless one is there that is at least as hard to satisfy. */
  private static void add(List<boolean[]> branches, boolean[] states) {
    for (boolean[] other : branches) {
      if (isWithin(other, states)) {
        return;
      }
    }
    branches.removeIf(other -> isWithin(states, other));
    branches.add(states);
  }

  private boolean accepts(boolean[] states) {
    return states[pattern.length()] || (alsoAccepts >= 0 && states[alsoAccepts]);
  }

  private boolean[] step(boolean[] states, char c) {
    boolean[] next = new boolean[states.length];
    for (int p = 0; p < pattern.length(); p++) {
      if (states[p]) {
        char wanted = pattern.charAt(p);
        if (wanted == '*') {
          next[p] = true;
        } else if (wanted == c) {
          next[p + 1] = true;
        }
      }
    }
    return closed(next);
  }

  private boolean[] stars(boolean[] states) {
    boolean[] next = new boolean[states.length];
    for (int p = 0; p < pattern.length(); p++) {
      next[p] = states[p] && pattern.charAt(p) == '*';
    }
    return closed(next);
  }

  /** After any text: everything from the first state on. */
  private static boolean[] onward(boolean[] states) {
    boolean[] next = states.clone();
    boolean reached = false;
    for (int p = 0; p < next.length; p++) {
      reached |= next[p];
      next[p] = reached;
    }
    return next;
  }

  private boolean[] digits(boolean[] states) {
    boolean[] next = new boolean[states.length];
    boolean[] from = union(states, step(states, '-'));
    for (int p = 0; p < pattern.length(); p++) {
      char wanted = pattern.charAt(p);
      if (from[p] || next[p]) {
        if (wanted == '*') {
          next[p] = true;
        } else if (wanted >= '0' && wanted <= '9') {
          next[p + 1] = true;
        }
      }
      if (next[p] && wanted == '*') {
        next[p + 1] = true;
      }
    }
    return next;
  }

  private boolean[] closed(boolean[] states) {
    for (int p = 0; p < pattern.length(); p++) {
      if (states[p] && pattern.charAt(p) == '*') {
        states[p + 1] = true;
      }
    }
    return states;
  }

  private static boolean[] union(boolean[] one, boolean[] other) {
    boolean[] all = one.clone();
    for (int p = 0; p < all.length; p++) {
      all[p] |= other[p];
    }
    return all;
  }

  private static boolean isEmpty(boolean[] states) {
    for (boolean state : states) {
      if (state) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWithin(boolean[] inner, boolean[] outer) {
    for (int p = 0; p < inner.length; p++) {
      if (inner[p] && !outer[p]) {
        return false;
      }
    }
    return true;
  }
}
