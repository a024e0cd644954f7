package dev.muster.policy.language;

import java.util.ArrayList;
import java.util.List;

/** What the texts of a set look like, part by part. */
public sealed interface Form {

  /**
   * One character.
   *
   * @param ranges that it may be from, inclusive
   */
  record One(List<Range> ranges) implements Form {
    public One {
      ranges = List.copyOf(ranges);
    }

    boolean takes(char c) {
      for (Range range : ranges) {
        if (range.low() <= c && c <= range.high()) {
          return true;
        }
      }
      return false;
    }
  }

  /** Characters from one to another, both included. */
  record Range(char low, char high) {}

  /** One part after the other. */
  record Sequence(List<Form> parts) implements Form {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** One of several; at least one must be given. */
  record Either(List<Form> forms) implements Form {
    public Either {
      forms = List.copyOf(forms);
    }
  }

  /** A part any number of times, none included. */
  record Repeated(Form part) implements Form {}

  /** The empty text. */
  Form NOTHING = new Sequence(List.of());

  /** Any one character. */
  Form ANY_ONE = new One(List.of(new Range(Character.MIN_VALUE, Character.MAX_VALUE)));

  /** Any text. */
  Form ANYTHING = new Repeated(ANY_ONE);

  /** Exactly this text. */
  static Form text(String text) {
    List<Form> parts = new ArrayList<>(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      parts.add(new One(List.of(new Range(c, c))));
    }
    return new Sequence(parts);
  }

  /** Any one character but that one. */
  static Form anyBut(char c) {
    return outside(List.of(new Range(c, c)));
  }

  /** Any one character outside of ranges. */
  static Form outside(List<Range> ranges) {
    List<Range> rest = new ArrayList<>();
    int from = Character.MIN_VALUE;
    List<Range> sorted = new ArrayList<>(ranges);
    sorted.sort((a, b) -> Character.compare(a.low(), b.low()));
    for (Range range : sorted) {
      if (range.low() > from) {
        rest.add(new Range((char) from, (char) (range.low() - 1)));
      }
      from = Math.max(from, range.high() + 1);
    }
    if (from <= Character.MAX_VALUE) {
      rest.add(new Range((char) from, Character.MAX_VALUE));
    }
    return new One(rest);
  }

  /** These parts one after the other. */
  static Form sequence(Form... parts) {
    return new Sequence(List.of(parts));
  }

  /** One of these. */
  static Form either(Form... forms) {
    return new Either(List.of(forms));
  }

  /** The part, or nothing. */
  static Form maybe(Form part) {
    return either(NOTHING, part);
  }

  /** The part once or more often. */
  static Form atLeastOnce(Form part) {
    return sequence(part, new Repeated(part));
  }

  /** A text in which {@code *} stands for any characters. */
  static Form wildcard(String pattern) {
    return wildcard(pattern, ANYTHING);
  }

  /** A text in which {@code *} stands for a form. */
  static Form wildcard(String pattern, Form star) {
    List<Form> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= pattern.length(); i++) {
      if (i == pattern.length() || pattern.charAt(i) == '*') {
        if (i > from) {
          parts.add(text(pattern.substring(from, i)));
        }
        if (i < pattern.length()) {
          parts.add(star);
        }
        from = i + 1;
      }
    }
    return new Sequence(parts);
  }
}
