package dev.muster.permission;

import dev.muster.pattern.CaseFold;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rules about commands that cannot be excluded for a text that is not understood. */
final class Doubts {

  private static final String SEPARATORS = " \t\r\n;|&()<>`${}=";

  private final Policy policy;
  private final DenyGuard guard;

  Doubts(Policy policy, DenyGuard guard) {
    this.policy = policy;
    this.guard = guard;
  }

  /** The deny rule, else the ask rule, that cannot be excluded, if there is one. */
  @Nullable Finding about(String text) {
    List<Rule.Command> deny = policy.deny().commands();
    List<Rule.Command> ask = policy.ask().commands();
    if (deny.isEmpty() && ask.isEmpty()) {
      return null;
    }
    List<String> texts = forms(text);
    Finding denied = first(deny, texts, Finding.Kind.DENY);
    return denied != null ? denied : first(ask, texts, Finding.Kind.ASK);
  }

  private @Nullable Finding first(List<Rule.Command> rules, List<String> texts, Finding.Kind kind) {
    for (Rule.Command rule : rules) {
      for (String text : texts) {
        if (mayRun(text, rule.pattern())) {
          return Finding.by(
              kind, "the command is not understood well enough to exclude a rule", rule);
        }
      }
    }
    return null;
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
