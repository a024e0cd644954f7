package dev.muster.permission;

import dev.muster.pattern.CaseFold;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules that cannot be excluded for a text that is not understood. A file rule never can:
 * whatever runs may read or change any file.
 */
final class Doubts {

  private static final String SEPARATORS = " \t\r\n;|&()<>`${}=";

  private final Policy policy;
  private final FileJudge files;
  private final DenyGuard guard;

  Doubts(Policy policy, FileJudge files, DenyGuard guard) {
    this.policy = policy;
    this.files = files;
    this.guard = guard;
  }

  /** What follows from a text of which only a part is understood. */
  Finding about(String text, String why) {
    Finding doubt = cannotExclude(text).finding("not understood: " + why);
    Finding plain =
        CriticalFolders.mayRemove(text)
            ? Finding.of(
                Finding.Kind.ASK, "it may remove a critical folder; not understood: " + why)
            : Finding.of(Finding.Kind.GUARDED, "not understood: " + why);
    return doubt == null ? plain : doubt.and(plain);
  }

  /** What follows from a text that a limit of ours keeps from being read. */
  Finding atLimit(String text, String why) {
    Finding doubt = cannotExclude(text).findingAtLimit(why);
    return doubt == null ? Finding.of(Finding.Kind.GUARDED, why) : doubt;
  }

  /** What follows from rules about commands where any may run; null where there is none. */
  @Nullable Finding aboutAnyCommand(String why) {
    Exclusion doubtful = new Exclusion();
    doubtful.deny(policy.deny().commands());
    doubtful.ask(policy.ask().commands());
    return doubtful.finding(why);
  }

  /** What follows where any command at all may run. */
  Finding aboutAnything(String why) {
    Finding doubt = aboutAny("not understood: " + why);
    return doubt == null ? Finding.of(Finding.Kind.GUARDED, "not understood: " + why) : doubt;
  }

  /** What follows from all rules about commands and files; null where there is none. */
  @Nullable Finding aboutAny(String why) {
    Exclusion doubtful = new Exclusion();
    doubtful.deny(policy.deny().commands());
    doubtful.ask(policy.ask().commands());
    files.doubtful(doubtful);
    return doubtful.finding(why);
  }

  /** Whether there is any such rule. */
  boolean anyRuleRestricts() {
    return files.anyRuleRestricts()
        || !policy.deny().commands().isEmpty()
        || !policy.ask().commands().isEmpty();
  }

  private Exclusion cannotExclude(String text) {
    Exclusion doubtful = new Exclusion();
    List<Rule.Command> deny = policy.deny().commands();
    List<Rule.Command> ask = policy.ask().commands();
    if (!deny.isEmpty() || !ask.isEmpty()) {
      boolean ignoreCase = policy.folders().ignoreCase();
      List<String> texts = forms(text);
      Set<Rule.Command> named = new HashSet<>(Started.named(text, deny, ignoreCase));
      named.addAll(Started.named(text, ask, ignoreCase));
      boolean any = mayRunFile(text);
      for (Rule.Command rule : deny) {
        if (any || named.contains(rule) || mayRun(texts, rule.pattern())) {
          doubtful.deny(rule);
        }
      }
      for (Rule.Command rule : ask) {
        if (any || named.contains(rule) || mayRun(texts, rule.pattern())) {
          doubtful.ask(rule);
        }
      }
    }
    files.doubtful(doubtful);
    return doubtful;
  }

  /** Whether the shell itself may run what a file says. */
  private boolean mayRunFile(String text) {
    return guard.mayRun(text, List.of("source")) || guard.mayRun(text, List.of("."));
  }

  private boolean mayRun(List<String> texts, CommandPattern pattern) {
    for (String text : texts) {
      if (mayRun(text, pattern)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayRun(String text, CommandPattern pattern) {
    List<String> words = pattern.leadingWords();
    boolean open = pattern.cutsLastWord() && !words.isEmpty();
    if (guard.mayRun(text, words, open)) {
      return true;
    }
    if (!policy.folders().ignoreCase()) {
      return false;
    }
    List<String> folded = words.stream().map(CaseFold::of).toList();
    return guard.mayRun(CaseFold.of(text), folded, open);
  }

  /** The text, and the text without the folders before names, so that /bin/rm is rm. */
  private static List<String> forms(String text) {
    if (text.indexOf('/') < 0) {
      return List.of(text);
    }
    StringBuilder names = new StringBuilder(text.length());
    int word = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/') {
        String quotes = quotesOnly(names.substring(word));
        names.setLength(word);
        names.append(quotes);
      } else {
        names.append(c);
        word = SEPARATORS.indexOf(c) >= 0 ? names.length() : word;
      }
    }
    return List.of(text, names.toString());
  }

  private static String quotesOnly(String part) {
    StringBuilder quotes = new StringBuilder();
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '\'' || c == '"') {
        quotes.append(c);
      }
    }
    return quotes.toString();
  }
}
