package dev.muster.policy.language;

import dev.muster.policy.language.Form.One;
import dev.muster.policy.language.Form.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of texts, as the automaton of a form's positions (Glushkov's construction). Immutable.
 *
 * <p>Comparing two sets can take time exponential in their forms in the worst case; it is given up
 * after so many steps, and then nothing is claimed.
 */
public final class Language {

  private static final int STEPS_MOST = 300_000;

  private final Positions positions;
  private final String prefix;

  private Language(Positions positions) {
    this.positions = positions;
    this.prefix = positions.prefix();
  }

  /** The texts of a form. */
  public static Language of(Form form) {
    return new Language(Positions.of(form));
  }

  /** Whether a text is one of the set. */
  public boolean has(String text) {
    BitSet at = positions.start();
    for (int i = 0; i < text.length() && !at.isEmpty(); i++) {
      at = positions.step(at, text.charAt(i));
    }
    return positions.accepts(at);
  }

  /** What all texts of the set begin with, as far as that is one text. */
  public String prefix() {
    return prefix;
  }

  /**
   * Whether every text of this set is one of the other; {@code false} also where that could not be
   * found out in reasonable time.
   */
  public boolean isWithin(Language other) {
    if (!prefix.startsWith(other.prefix)) {
      return false;
    }
    return new Search(positions, other.positions).within();
  }

  /**
   * Whether some text is in both sets; {@code true} also where that could not be found out in
   * reasonable time.
   */
  public boolean overlaps(Language other) {
    String mine = prefix;
    String theirs = other.prefix;
    if (!mine.startsWith(theirs) && !theirs.startsWith(mine)) {
      return false;
    }
    return new Search(positions, other.positions).overlap();
  }

  /** A walk through two automata side by side. For use once. */
  private static final class Search {
    private final Positions mine;
    private final Positions other;
    private final char[] characters;
    private int steps;

    Search(Positions mine, Positions other) {
      this.mine = mine;
      this.other = other;
      this.characters = characters(mine.ones(), other.ones());
    }

    /** A character for each class of those that neither automaton tells apart. */
    private static char[] characters(List<One> mine, List<One> other) {
      TreeSet<Integer> begins = new TreeSet<>();
      begins.add(0);
      for (List<One> ones : List.of(mine, other)) {
        for (One one : ones) {
          for (Range range : one.ranges()) {
            begins.add((int) range.low());
            begins.add(range.high() + 1);
          }
        }
      }
      begins.remove(Character.MAX_VALUE + 1);
      char[] characters = new char[begins.size()];
      int i = 0;
      for (int begin : begins) {
        characters[i++] = (char) begin;
      }
      return characters;
    }

    /** A position of mine, and all that the other may be at after the same text. */
    private record Stand(int at, BitSet others) {}

    boolean within() {
      Map<Integer, List<BitSet>> seen = new HashMap<>();
      Deque<Stand> open = new ArrayDeque<>();
      open.add(new Stand(Positions.START, other.start()));
      while (!open.isEmpty()) {
        Stand stand = open.removeLast();
        if (!isNew(stand, seen)) {
          continue;
        }
        if (steps > STEPS_MOST) {
          return false;
        }
        if (mine.accepts(stand.at()) && !other.accepts(stand.others())) {
          return false;
        }
        for (int next : mine.follow(stand.at())) {
          for (char c : characters) {
            if (mine.ones().get(next).takes(c)) {
              open.add(new Stand(next, other.step(stand.others(), c)));
            }
          }
        }
      }
      return true;
    }

    /** Whether nothing harder was looked at: fewer ways for the other to go on. */
    private boolean isNew(Stand stand, Map<Integer, List<BitSet>> seen) {
      List<BitSet> before = seen.computeIfAbsent(stand.at(), at -> new ArrayList<>());
      steps += before.size() + 1;
      for (BitSet fewer : before) {
        BitSet missing = (BitSet) fewer.clone();
        missing.andNot(stand.others());
        if (missing.isEmpty()) {
          return false;
        }
      }
      before.add(stand.others());
      return true;
    }

    boolean overlap() {
      Set<Long> seen = new HashSet<>();
      Deque<long[]> open = new ArrayDeque<>();
      open.add(new long[] {Positions.START, Positions.START});
      while (!open.isEmpty()) {
        long[] pair = open.removeLast();
        int at = (int) pair[0];
        int others = (int) pair[1];
        if (!seen.add((pair[0] << 32) | pair[1])) {
          continue;
        }
        if (++steps > STEPS_MOST || (mine.accepts(at) && other.accepts(others))) {
          return true;
        }
        for (int next : mine.follow(at)) {
          for (int nextOther : other.follow(others)) {
            if (meet(mine.ones().get(next), other.ones().get(nextOther))) {
              open.add(new long[] {next, nextOther});
            }
          }
        }
      }
      return false;
    }

    private static boolean meet(One one, One other) {
      for (Range mine : one.ranges()) {
        for (Range theirs : other.ranges()) {
          if (mine.low() <= theirs.high() && theirs.low() <= mine.high()) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
