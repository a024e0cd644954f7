package dev.muster.policy.check;

import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.policy.check.Mistake.Kind;
import dev.muster.policy.check.Mistake.Severity;
import java.util.List;
import java.util.Set;

/** Finds rules about commands that never match, or do more or less than they say. */
final class CommandCheck {

  private static final Set<String> NETWORK =
      Set.of("curl", "wget", "http", "https", "nc", "ncat", "ssh", "scp", "sftp", "ftp", "rsync");

  private final Dangers dangers;
  private final List<ListedRule> closedFiles;

  /**
   * Checks rules.
   *
   * @param closedFiles the rules that deny reading files
   */
  CommandCheck(Dangers dangers, List<ListedRule> closedFiles) {
    this.dangers = dangers;
    this.closedFiles = closedFiles;
  }

  void run(ListedRule rule, List<Mistake> found) {
    if (!(rule.rule() instanceof Rule.Command(var text, CommandPattern pattern))) {
      return;
    }
    if (Operators.joinCommands(pattern.written())) {
      found.add(joined(rule));
      return;
    }
    String colon = colon(pattern);
    if (!colon.isEmpty()) {
      found.add(
          Mistake.of(
              Severity.WARNING,
              Kind.NEVER_MATCHES,
              rule,
              "A colon means something only in :* at the end; here it is a part of the command.",
              colon));
      return;
    }
    if (rule.list() == RuleList.ALLOW) {
      allowed(rule, pattern, found);
    } else {
      closed(rule, pattern, found);
    }
  }

  private static Mistake joined(ListedRule rule) {
    List<String> parts = Operators.parts(rule.spec());
    StringBuilder instead = new StringBuilder();
    for (String part : parts) {
      instead.append(instead.isEmpty() ? "" : ", ").append("Bash(").append(part).append(')');
    }
    return Mistake.of(
        Severity.WARNING,
        Kind.NEVER_MATCHES,
        rule,
        "A rule is about one command; where several are joined, each is decided by itself.",
        instead.toString());
  }

  /** What is meant by a colon behind the first word, if one stands there; else nothing. */
  private static String colon(CommandPattern pattern) {
    String body = pattern.body();
    if (body.contains(":*")) {
      return "Bash(" + body.replace(":*", " *") + (pattern.openEnd() ? ":*)" : ")");
    }
    int colon = body.indexOf(':');
    int space = body.indexOf(' ');
    if (colon <= 0 || (space >= 0 && space < colon)) {
      return "";
    }
    for (int i = 0; i < colon; i++) {
      char c = body.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
        return "";
      }
    }
    String before = body.substring(0, colon);
    String rest = body.substring(colon + 1).strip();
    if (rest.startsWith("//")) {
      return "";
    }
    String inner = rest.startsWith("*") ? rest.substring(1).strip() : rest;
    return "Bash(" + (inner.isEmpty() ? before : before + " " + inner) + ":*)";
  }

  private void allowed(ListedRule rule, CommandPattern pattern, List<Mistake> found) {
    String body = pattern.body();
    if (body.startsWith("*")) {
      found.add(
          Mistake.of(
              Severity.WARNING,
              Kind.MISLEADING,
              rule,
              "It begins with a star, so that it takes every program.",
              "Name the program: Bash(make " + body.substring(1).strip() + ")."));
      return;
    }
    if (body.replaceAll("\\*+$", "").indexOf('*') >= 0) {
      found.add(innerStar(rule, pattern));
      return;
    }
    if (!pattern.openEnd() && body.endsWith("*") && gluesStar(body)) {
      String word = body.substring(0, body.length() - 1);
      found.add(
          Mistake.of(
              Severity.WARNING,
              Kind.MISLEADING,
              rule,
              "Without a space or colon before it the star also goes on with the word: "
                  + word
                  + "x is taken too.",
              "Bash(" + word + ":*)"));
      return;
    }
    dangers.of(rule.language()).ifPresent(danger -> found.add(given(rule, danger)));
  }

  private Mistake given(ListedRule rule, Dangers.Danger danger) {
    String why = danger.why();
    if (danger.how() == Dangers.How.RUNS_ANYTHING && !closedFiles.isEmpty()) {
      ListedRule closed = closedFiles.getFirst();
      why += " What it runs can also read what " + closed.text().text() + " denies.";
    }
    return Mistake.of(Severity.WARNING, Kind.MISLEADING, rule, why, danger.instead());
  }

  /** Whether a star at the end follows a letter or digit, and so goes on with a word. */
  private static boolean gluesStar(String body) {
    return body.length() > 1 && Character.isLetterOrDigit(body.charAt(body.length() - 2));
  }

  private static Mistake innerStar(ListedRule rule, CommandPattern pattern) {
    int space = pattern.body().indexOf(' ');
    String program = space < 0 ? pattern.body() : pattern.body().substring(0, space);
    String why = "A star takes any characters, spaces too, so that further options fit as well";
    if (NETWORK.contains(program)) {
      String host = hostIn(pattern.body());
      String instead =
          host.isEmpty()
              ? "Allow hosts for the tool that is made for it: WebFetch(domain:docs.example.com)."
              : "WebFetch(domain:" + host + ")";
      String example =
          ": " + program + " https://elsewhere.example/?" + (host.isEmpty() ? "x" : host);
      return Mistake.of(
          Severity.WARNING,
          Kind.MISLEADING,
          rule,
          why + ", and other hosts" + example + ".",
          instead);
    }
    return Mistake.of(
        Severity.NOTE,
        Kind.MISLEADING,
        rule,
        why + ".",
        "Write out what is meant, with a star at the end alone.");
  }

  /** What looks like a host's name between stars. */
  private static String hostIn(String body) {
    for (String word : body.split("[\\s*/:]+", -1)) {
      int dot = word.indexOf('.');
      if (dot > 0 && dot < word.length() - 1 && word.matches("[A-Za-z0-9.-]+")) {
        return word;
      }
    }
    return "";
  }

  /** A deny or ask rule that names options is passed by writing them otherwise. */
  private static void closed(ListedRule rule, CommandPattern pattern, List<Mistake> found) {
    List<String> words = pattern.leadingWords();
    StringBuilder before = new StringBuilder();
    for (String word : words) {
      if (word.startsWith("-") && word.length() > 1 && !before.isEmpty()) {
        found.add(
            Mistake.of(
                Severity.WARNING,
                Kind.MISLEADING,
                rule,
                "Options can be written in another order, joined, apart or by their long names;"
                    + " then it does not match.",
                "Bash(" + before + ":*)"));
        return;
      }
      before.append(before.isEmpty() ? "" : " ").append(word);
    }
  }
}
