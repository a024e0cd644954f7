package dev.muster.permission.rule;

import dev.muster.pattern.CaseFold;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of commands that a {@code Bash(...)} rule names.
 *
 * <p>{@code exact}; {@code prefix *} and {@code prefix:*}, which also match the prefix alone and
 * end at a word; {@code *} anywhere else stands for any characters, spaces included.
 *
 * @param body the text before a trailing {@code " *"} or {@code ":*"}, or all of it; one space
 *     between words
 * @param openEnd whether further words may follow
 * @param written the text as it stands in the rule
 */
public record CommandPattern(String body, boolean openEnd, String written) {

  /** Reads the text between the parentheses; it is not blank. */
  public static CommandPattern of(String spec) {
    String text = spec.strip();
    boolean openEnd = text.endsWith(":*") || text.endsWith(" *");
    String body = openEnd ? text.substring(0, text.length() - 2) : text;
    return new CommandPattern(singleSpaced(body.strip()), openEnd, text);
  }

  private static String singleSpaced(String text) {
    StringBuilder single = new StringBuilder(text.length());
    boolean blank = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean space = c == ' ' || c == '\t' || c == '\n';
      if (!space || !blank) {
        single.append(space ? ' ' : c);
      }
      blank = space;
    }
    return single.toString();
  }

  /**
   * Whether an allow rule takes this command, whatever it turns out to be: only where the rule's
   * spaces fall between the command's words.
   */
  public boolean allows(CommandLine line) {
    if (line.words() == 0) {
      return false;
    }
    return line.varies()
        ? matcher().match(line.strict(), Certainty.PERHAPS) == Certainty.SURELY
        : takes(line.strict());
  }

  /** Whether a deny or ask rule takes this line. */
  public Certainty forbids(CommandLine line) {
    if (line.varies()) {
      return matcher().match(line.strict(), Certainty.SURELY);
    }
    return takes(line.strict()) ? Certainty.SURELY : Certainty.NEVER;
  }

  /** Whether a deny or ask rule takes a command that was written like this. */
  public boolean forbidsWritten(String command) {
    return takes(command);
  }

  private GapMatcher matcher() {
    if (!openEnd) {
      return new GapMatcher(body, -1);
    }
    return body.isEmpty() ? new GapMatcher("*", -1) : new GapMatcher(body + " *", body.length());
  }

  /**
   * Whether an allow rule may take a command that was written like this: to the letter, or one that
   * begins like a rule which itself quotes words or sets variables.
   */
  public boolean allowsWritten(String command) {
    if (command.equals(written)) {
      return true;
    }
    return openEnd
        && written.indexOf('*') == written.length() - 1
        && needsShell()
        && takes(command);
  }

  /** Whether the body means something to a shell that the words of a command no longer show. */
  private boolean needsShell() {
    for (int i = 0; i < body.length(); i++) {
      switch (body.charAt(i)) {
        case '\'', '"', '\\', '=' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  /** This pattern over lines that are folded in case. */
  public CommandPattern folded() {
    return new CommandPattern(CaseFold.of(body), openEnd, CaseFold.of(written));
  }

  private boolean takes(String text) {
    if (!openEnd) {
      return body.indexOf('*') < 0 ? text.equals(body) : new Wildcard(body).matches(text);
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

  /**
   * The words before the first star: every command that the rule takes begins with them, the last
   * one perhaps cut short.
   */
  public List<String> leadingWords() {
    int star = body.indexOf('*');
    String literal = star < 0 ? body : body.substring(0, star);
    List<String> words = new ArrayList<>();
    for (String word : literal.split(" ")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  /** Whether the last of the leading words is only the beginning of one. */
  public boolean cutsLastWord() {
    int star = body.indexOf('*');
    return star > 0 && body.charAt(star - 1) != ' ';
  }
}
