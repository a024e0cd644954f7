package dev.muster.permission.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The form of commands that a {@code Bash(...)} rule names.
 *
 * <p>{@code exact}; {@code prefix *} and {@code prefix:*}, which also match the prefix alone and
 * end at a word; {@code *} anywhere else stands for any characters, spaces included.
 *
 * @param body the text before a trailing {@code " *"} or {@code ":*"}, or all of it
 * @param openEnd whether further words may follow
 */
public record CommandPattern(String body, boolean openEnd) {

  /** Reads the text between the parentheses; it is not blank. */
  public static CommandPattern of(String spec) {
    if (spec.endsWith(":*") || spec.endsWith(" *")) {
      return new CommandPattern(spec.substring(0, spec.length() - 2).stripTrailing(), true);
    }
    return new CommandPattern(spec.strip(), false);
  }

  /**
   * Whether an allow rule may take this command: only where the rule's spaces fall between the
   * command's words.
   */
  public boolean allows(CommandLineText line) {
    return line.words() > 0 && takes(line.strict(0));
  }

  /** Whether a deny or ask rule takes the words from that one on, however they are split. */
  public boolean forbids(CommandLineText line, int fromWord) {
    return takes(line.loose(fromWord)) || takes(line.strict(fromWord));
  }

  private boolean takes(String text) {
    if (!openEnd) {
      return new Wildcard(body).matches(text);
    }
    if (body.isEmpty()) {
      return true;
    }
    if (body.indexOf('*') < 0) {
      return text.startsWith(body)
          && (text.length() == body.length() || text.charAt(body.length()) == ' ');
    }
    return new Wildcard(body).matches(text) || new Wildcard(body + " *").matches(text);
  }

  /** The words before the first star: every command that the rule takes begins with them. */
  public List<String> leadingWords() {
    int star = body.indexOf('*');
    String literal = star < 0 ? body : body.substring(0, star);
    List<String> words = new ArrayList<>();
    for (String word : literal.strip().split("\\s+")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    boolean cutWord = star > 0 && !words.isEmpty() && body.charAt(star - 1) != ' ';
    if (cutWord) {
      words.removeLast();
    }
    return List.copyOf(words);
  }
}
