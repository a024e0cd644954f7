package dev.muster.permission.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Guesses, on the side of caution, which commands a text that is not understood might run.
 *
 * <p>Meant for rules that deny: {@code false} means that the literal text shows no way for the
 * shell to run such a command; {@code true} means only that it might. Words that an expansion could
 * produce count as any words. What other programs make of their arguments is not covered, beyond
 * those in common use that run a command handed to them. Immutable; cost is linear in the length of
 * the text, once for it and once for each question.
 */
public final class LooseWords {
  private final List<List<LooseWord>> quoted;
  private final List<List<LooseWord>> blind;

  private LooseWords(List<List<LooseWord>> quoted, List<List<LooseWord>> blind) {
    this.quoted = quoted;
    this.blind = blind;
  }

  /** Reads a text for any number of questions. */
  public static LooseWords of(String text) {
    String reduced = HereDocuments.withoutBodies(text);
    List<List<LooseWord>> quoted = LooseSplitter.split(reduced, true);
    boolean runner = anyRunner(quoted);
    if (runner && reduced.length() < text.length()) {
      // What stands in a here-document may be meant for it.
      return new LooseWords(LooseSplitter.split(text, true), LooseSplitter.split(text, false));
    }
    // A runner may run text that stands in quotes: read as well as if there were no quotes.
    boolean doubtful = runner || LooseSplitter.quotesAreDoubtful(reduced);
    if (!doubtful) {
      return new LooseWords(quoted, List.of());
    }
    List<List<LooseWord>> blind = LooseSplitter.split(reduced, false);
    if (anyRunner(blind) && reduced.length() < text.length()) {
      return new LooseWords(LooseSplitter.split(text, true), LooseSplitter.split(text, false));
    }
    return new LooseWords(quoted, blind);
  }

  /** Whether the shell could run a command that begins with these words, compared whole. */
  public static boolean mayRun(String text, List<String> literalPrefixWords) {
    return of(text).mayRun(literalPrefixWords, false);
  }

  /**
   * Whether the shell could run a command that begins with these words.
   *
   * @param prefix none means any command at all
   * @param openEnd whether the last word need only begin as given, as in {@code Bash(ls*)}
   */
  public boolean mayRun(List<String> prefix, boolean openEnd) {
    if (prefix.isEmpty() || anyMatches(quoted, prefix, openEnd)) {
      return true;
    }
    if (blind.isEmpty()) {
      return false;
    }
    List<List<LooseWord>> split = LooseSplitter.split(String.join(" ", prefix), false);
    List<String> words = new ArrayList<>();
    for (LooseWord word : split.isEmpty() ? List.<LooseWord>of() : split.getFirst()) {
      words.add(word.text());
    }
    boolean open = openEnd || split.size() > 1;
    return words.isEmpty() || anyMatches(blind, words, open);
  }

  private static boolean anyRunner(List<List<LooseWord>> segments) {
    for (List<LooseWord> segment : segments) {
      for (LooseWord word : segment) {
        if (LooseRunners.runsArguments(word.text())) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean anyMatches(
      List<List<LooseWord>> segments, List<String> prefix, boolean openEnd) {
    for (List<LooseWord> segment : segments) {
      if (matches(segment, prefix, openEnd)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(List<LooseWord> segment, List<String> prefix, boolean openEnd) {
    boolean mayStart = true;
    boolean afterRunner = false;
    boolean anyExpansion = false;
    for (int i = 0; i < segment.size(); i++) {
      LooseWord word = segment.get(i);
      if ((mayStart || anyExpansion) && word.expands()) {
        return true;
      }
      if ((mayStart || afterRunner) && matchesAt(segment, i, prefix, openEnd)) {
        return true;
      }
      boolean runner = LooseRunners.runsArguments(word.text());
      boolean shell = LooseRunners.isShell(word.text());
      afterRunner |= runner;
      anyExpansion |= runner && !shell;
      // The text to run comes right after an option, or the command is all that there is.
      boolean optionOfRunner = afterRunner && word.text().startsWith("-");
      mayStart =
          word.opensCommand() || shell || optionOfRunner || (mayStart && word.isAssignment());
    }
    return false;
  }

  private static boolean matchesAt(
      List<LooseWord> segment, int start, List<String> prefix, boolean openEnd) {
    for (int i = 0; i < prefix.size(); i++) {
      if (start + i >= segment.size()) {
        return false;
      }
      LooseWord word = segment.get(start + i);
      if (word.expansion() >= 0) {
        return true;
      }
      boolean open = openEnd && i == prefix.size() - 1;
      String wanted = prefix.get(i);
      if (!(open ? word.text().startsWith(wanted) : word.text().equals(wanted))) {
        return false;
      }
    }
    return true;
  }
}
