package dev.muster.permission.shell;

import dev.muster.permission.shell.syntax.Part;
import dev.muster.permission.shell.syntax.WordText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brace expansion, which comes before all others.
 *
 * <p>A word is a row of units here: characters without quotes, and parts of any other kind, which
 * are never looked into. The steps are those of bash, whose manual leaves the odd cases open.
 */
final class Braces {
  /** More words than this are not listed. */
  private static final int MOST_WORDS = 1024;

  /** Words with more opening braces are not looked at, since each may be looked at often. */
  private static final int MOST_BRACES = 40;

  /** More units are not handed around. */
  private static final int MOST_UNITS = 1 << 15;

  /** A character or, where {@code part} is given, a part of the word. */
  private record Unit(char c, @Nullable Part part) {}

  private int made;
  private int units;

  private Braces() {}

  /** The words in place of one; {@code null} where they are too many. */
  static @Nullable List<WordText> expand(WordText word) {
    List<Unit> units = new ArrayList<>();
    int braces = 0;
    for (Part part : word.parts()) {
      if (part instanceof Part.Text(String text, boolean _)) {
        for (int i = 0; i < text.length(); i++) {
          units.add(new Unit(text.charAt(i), null));
          braces += text.charAt(i) == '{' ? 1 : 0;
        }
      } else {
        units.add(new Unit('\0', part));
      }
    }
    if (braces > MOST_BRACES || units.size() > MOST_UNITS) {
      return null;
    }
    List<List<Unit>> expanded = new Braces().expand(units);
    if (expanded == null) {
      return null;
    }
    if (expanded.size() == 1 && Same.thing(expanded.getFirst(), units)) {
      return List.of(word);
    }
    List<WordText> words = new ArrayList<>(expanded.size());
    for (List<Unit> one : expanded) {
      // A word of which nothing is left is none.
      if (growsTogether(one)) {
        return null;
      }
      if (!one.isEmpty()) {
        words.add(word(one));
      }
    }
    return words;
  }

  /**
   * Whether what was apart has come to stand together so that it means something else: braces are
   * expanded in the text, before a variable is looked for in it.
   */
  private static boolean growsTogether(List<Unit> word) {
    for (int i = 0; i < word.size(); i++) {
      Unit unit = word.get(i);
      if (unit.part == null && unit.c == '$') {
        return true;
      }
      boolean open =
          unit.part instanceof Part.Parameter parameter
              && !parameter.braced()
              && Names.isName(parameter.name());
      if (open && i + 1 < word.size() && Names.continues(word.get(i + 1).c)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word is nothing but a row of whole numbers. */
  static boolean isNumbers(WordText word) {
    String plain = word.plain();
    if (plain == null || !plain.startsWith("{") || !plain.endsWith("}")) {
      return false;
    }
    Sequence sequence = Sequence.of(plain.substring(1, plain.length() - 1));
    return sequence != null && !sequence.letters() && sequence.width() == 0;
  }

  private static WordText word(List<Unit> units) {
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Unit unit : units) {
      if (unit.part == null) {
        text.append(unit.c);
      } else {
        flush(text, parts);
        parts.add(unit.part);
      }
    }
    flush(text, parts);
    return new WordText(parts);
  }

  private static void flush(StringBuilder text, List<Part> parts) {
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text.toString(), true));
      text.setLength(0);
    }
  }

  private @Nullable List<List<Unit>> expand(List<Unit> word) {
    int open = 0;
    int close = -1;
    while (close < 0) {
      open = opening(word, open);
      if (open < 0) {
        return List.of(word);
      }
      close = closing(word, open + 1);
      open += close < 0 ? 1 : 0;
    }
    List<List<Unit>> middle = middle(word, open, close);
    if (middle == null) {
      return null;
    }
    if (middle.isEmpty()) {
      if (close + 1 == word.size()) {
        return List.of(word);
      }
      middle = List.of(word.subList(open, close + 1));
    }
    List<List<Unit>> ends = List.of(List.of());
    if (close + 1 < word.size()) {
      ends = expand(word.subList(close + 1, word.size()));
    }
    return ends == null ? null : product(word.subList(0, open), middle, ends);
  }

  /** What stands between the braces, one by one; none where it is no expansion. */
  private @Nullable List<List<Unit>> middle(List<Unit> word, int open, int close) {
    List<Unit> inside = word.subList(open + 1, close);
    boolean listed = false;
    for (Unit unit : inside) {
      listed |= unit.part == null && unit.c == ',';
    }
    if (!listed) {
      return sequence(inside);
    }
    List<List<Unit>> all = new ArrayList<>();
    int start = 0;
    while (start <= inside.size()) {
      int end = comma(inside, start);
      List<List<Unit>> some = expand(inside.subList(start, end));
      if (some == null) {
        return null;
      }
      all.addAll(some);
      start = end + 1;
    }
    return all;
  }

  private @Nullable List<List<Unit>> product(
      List<Unit> start, List<List<Unit>> middle, List<List<Unit>> ends) {
    List<List<Unit>> all = new ArrayList<>();
    for (List<Unit> one : middle) {
      for (List<Unit> end : ends) {
        List<Unit> joined = new ArrayList<>(start.size() + one.size() + end.size());
        joined.addAll(start);
        joined.addAll(one);
        joined.addAll(end);
        all.add(joined);
        units += joined.size();
        if (++made > 4 * MOST_WORDS || all.size() > MOST_WORDS || units > MOST_UNITS) {
          return null;
        }
      }
    }
    return all;
  }

  /** The next brace that may open an expansion, or -1. */
  private static int opening(List<Unit> word, int from) {
    for (int i = from; i < word.size(); i++) {
      boolean brace = is(word, i, '{');
      // Alone between blanks, or as {} after one, it is no such brace.
      boolean alone = i == 0 && (i + 1 == word.size() || is(word, 1, '}'));
      if (brace && !alone) {
        return i;
      }
    }
    return -1;
  }

  private static boolean is(List<Unit> word, int at, char c) {
    return at < word.size() && word.get(at).part == null && word.get(at).c == c;
  }

  /** The brace that closes, of which bash asks that a comma or two dots come before; or -1. */
  private static int closing(List<Unit> word, int from) {
    int level = 0;
    boolean separated = false;
    for (int i = from; i < word.size(); i++) {
      if (is(word, i, '}') && level == 0 && separated) {
        return i;
      }
      if (is(word, i, '{')) {
        level++;
      } else if (is(word, i, '}') && level > 0) {
        level--;
      } else if (level == 0 && is(word, i, ',')) {
        separated = true;
      } else if (level == 0 && is(word, i, '.') && is(word, i + 1, '.') && !is(word, i + 2, '}')) {
        separated = true;
      }
    }
    return -1;
  }

  private static int comma(List<Unit> word, int from) {
    int level = 0;
    for (int i = from; i < word.size(); i++) {
      if (is(word, i, ',') && level == 0) {
        return i;
      }
      if (is(word, i, '{')) {
        level++;
      } else if (is(word, i, '}') && level > 0) {
        level--;
      }
    }
    return word.size();
  }

  /** {@code 1..3} or {@code a..c}, with or without a step. */
  private @Nullable List<List<Unit>> sequence(List<Unit> inside) {
    StringBuilder text = new StringBuilder();
    for (Unit unit : inside) {
      if (unit.part != null) {
        return List.of();
      }
      text.append(unit.c);
    }
    Sequence sequence = Sequence.of(text.toString());
    if (sequence == null) {
      return List.of();
    }
    if (sequence.size() > MOST_WORDS || sequence.hasMore()) {
      return null;
    }
    List<List<Unit>> all = new ArrayList<>();
    for (String one : sequence.texts()) {
      List<Unit> word = new ArrayList<>(one.length());
      for (int i = 0; i < one.length(); i++) {
        word.add(new Unit(one.charAt(i), null));
      }
      all.add(word);
    }
    return all;
  }
}
