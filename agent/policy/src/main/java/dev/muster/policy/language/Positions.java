package dev.muster.policy.language;

import dev.muster.policy.language.Form.One;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The characters of a form as states, each with those that may come next; state 0 is before the
 * first one. Immutable once made.
 */
final class Positions {

  /** Where nothing was read yet. */
  static final int START = 0;

  private static final int PREFIX_MOST = 4_096;

  private final List<One> ones = new ArrayList<>();
  private final List<BitSet> follow = new ArrayList<>();
  private final BitSet accepting = new BitSet();
  private int[][] next = new int[0][];

  private Positions() {
    add(new One(List.of()));
  }

  static Positions of(Form form) {
    Positions made = new Positions();
    Ends ends = made.take(form);
    made.follow.getFirst().or(ends.first());
    made.accepting.or(ends.last());
    if (ends.empty()) {
      made.accepting.set(START);
    }
    made.next = new int[made.follow.size()][];
    for (int i = 0; i < made.next.length; i++) {
      made.next[i] = made.follow.get(i).stream().toArray();
    }
    return made;
  }

  /** Where texts of a form may begin and end, and whether the empty text is one. */
  private record Ends(boolean empty, BitSet first, BitSet last) {}

  private int add(One one) {
    ones.add(one);
    follow.add(new BitSet());
    return ones.size() - 1;
  }

  private Ends take(Form form) {
    return switch (form) {
      case One one -> {
        BitSet at = new BitSet();
        at.set(add(one));
        yield new Ends(false, at, at);
      }
      case Form.Sequence(var parts) -> {
        Ends all = new Ends(true, new BitSet(), new BitSet());
        for (Form part : parts) {
          all = joined(all, take(part));
        }
        yield all;
      }
      case Form.Either(var forms) -> {
        Ends all = new Ends(false, new BitSet(), new BitSet());
        for (Form one : forms) {
          Ends ends = take(one);
          all =
              new Ends(
                  all.empty() || ends.empty(),
                  union(all.first(), ends.first()),
                  union(all.last(), ends.last()));
        }
        yield all;
      }
      case Form.Repeated(var part) -> {
        Ends ends = take(part);
        link(ends.last(), ends.first());
        yield new Ends(true, ends.first(), ends.last());
      }
    };
  }

  private Ends joined(Ends before, Ends after) {
    link(before.last(), after.first());
    return new Ends(
        before.empty() && after.empty(),
        before.empty() ? union(before.first(), after.first()) : before.first(),
        after.empty() ? union(before.last(), after.last()) : after.last());
  }

  private void link(BitSet from, BitSet to) {
    for (int at = from.nextSetBit(0); at >= 0; at = from.nextSetBit(at + 1)) {
      follow.get(at).or(to);
    }
  }

  private static BitSet union(BitSet one, BitSet other) {
    BitSet both = (BitSet) one.clone();
    both.or(other);
    return both;
  }

  List<One> ones() {
    return ones;
  }

  int[] follow(int at) {
    return next[at];
  }

  boolean accepts(int at) {
    return accepting.get(at);
  }

  boolean accepts(BitSet at) {
    return at.intersects(accepting);
  }

  BitSet start() {
    BitSet start = new BitSet();
    start.set(START);
    return start;
  }

  /** Where one may be after a character. */
  BitSet step(BitSet from, char c) {
    BitSet to = new BitSet();
    for (int at = from.nextSetBit(0); at >= 0; at = from.nextSetBit(at + 1)) {
      for (int to1 : next[at]) {
        if (ones.get(to1).takes(c)) {
          to.set(to1);
        }
      }
    }
    return to;
  }

  /** What every accepted text begins with, as far as that is one text. */
  String prefix() {
    StringBuilder prefix = new StringBuilder();
    BitSet at = start();
    while (!accepts(at) && prefix.length() < PREFIX_MOST) {
      int only = onlyNext(at);
      if (only < 0) {
        break;
      }
      prefix.append((char) only);
      at = step(at, (char) only);
    }
    return prefix.toString();
  }

  /** The one character that can come next; -1 where there are several, or none. */
  private int onlyNext(BitSet from) {
    int only = -1;
    for (int at = from.nextSetBit(0); at >= 0; at = from.nextSetBit(at + 1)) {
      for (int to : next[at]) {
        for (Form.Range range : ones.get(to).ranges()) {
          if (range.low() != range.high() || (only >= 0 && only != range.low())) {
            return -1;
          }
          only = range.low();
        }
      }
    }
    return only;
  }
}
