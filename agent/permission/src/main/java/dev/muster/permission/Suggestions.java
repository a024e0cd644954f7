package dev.muster.permission;

import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.PermissionUpdate.AddRules;
import dev.muster.protocol.PermissionUpdate.Behavior;
import dev.muster.protocol.PermissionUpdate.Destination;
import dev.muster.protocol.PermissionUpdate.SetMode;
import dev.muster.protocol.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proposes what would let a call run without a question the next time: a rule for each command that
 * nothing allows, each exactly that command; the folder of what is read outside; accepting edits.
 *
 * <p>Nothing is proposed that the call itself does not show, nothing where anything but a missing
 * rule stands against the call, and nothing that would not be enough: every proposal is tried out.
 * For one question, by one thread.
 */
final class Suggestions {

  /** As many rules as may be proposed; the same number as in Claude Code. */
  private static final int RULES_MOST = 5;

  private final Standing standing;
  private final Destination keep;
  private final Trial trial;
  private final Map<Destination, Set<String>> rules = new LinkedHashMap<>();
  private final Set<ShellCommand> proposed = new LinkedHashSet<>();
  private boolean acceptEdits;

  /** Explains the call as it would be decided under grants, in a mode. */
  @FunctionalInterface
  interface Trial {
    Explanation explain(List<PermissionUpdate> grants, PermissionMode mode);
  }

  Suggestions(Standing standing, Destination keep, Trial trial) {
    this.standing = standing;
    this.keep = keep;
    this.trial = trial;
  }

  /** The proposals; none where there is nothing to propose. */
  List<PermissionUpdate> of(Explanation why) {
    Explanation now = why;
    for (int round = 0; round < RULES_MOST; round++) {
      if (now.finding().kind() != Finding.Kind.OPEN) {
        return now.decided().verdict() == Verdict.ALLOW ? updates() : List.of();
      }
      int before = count();
      for (Finding part : now.finding().parts()) {
        propose(part);
      }
      if (count() == before || count() > RULES_MOST) {
        return List.of();
      }
      now = trial.explain(updates(), acceptEdits ? PermissionMode.ACCEPT_EDITS : why.mode());
    }
    return now.decided().verdict() == Verdict.ALLOW ? updates() : List.of();
  }

  private int count() {
    int count = acceptEdits ? 1 : 0;
    for (Set<String> some : rules.values()) {
      count += some.size();
    }
    return count;
  }

  private List<PermissionUpdate> updates() {
    List<PermissionUpdate> updates = new ArrayList<>();
    rules.forEach((destination, some) ->
        updates.add(new AddRules(Behavior.ALLOW, List.copyOf(some), destination)));
    if (acceptEdits) {
      updates.add(new SetMode(PermissionMode.ACCEPT_EDITS, Destination.SESSION));
    }
    return updates;
  }

  private void rule(String rule, Destination destination) {
    if (!standing.policy().isManagedOnly()) {
      rules.computeIfAbsent(destination, none -> new LinkedHashSet<>()).add(rule);
    }
  }

  private void propose(Finding part) {
    if (part.kind() != Finding.Kind.OPEN) {
      return;
    }
    Subject subject = part.subject();
    if (subject instanceof Subject.Text) {
      part.parts().forEach(this::propose);
    } else if (subject instanceof Subject.Command command) {
      propose(command, part);
    } else if (subject instanceof Subject.Place place) {
      propose(place);
    }
  }

  private void propose(Subject.Command of, Finding finding) {
    boolean elsewhere =
        of.deeds() instanceof Deeds.Known known && known.onlyReads() && readsOutside(finding);
    if (!elsewhere && !onlyRedirects(of, finding) && proposed.add(of.command())) {
      String text = toTheLetter(of.command());
      if (text != null) {
        rule("Bash(" + text + ")", keep);
      }
      return;
    }
    finding.parts().forEach(this::propose);
  }

  /** Whether nothing is open about the command but the files that the shell opens for it. */
  private static boolean onlyRedirects(Subject.Command of, Finding finding) {
    Set<String> targets = new LinkedHashSet<>();
    of.command().redirections().forEach(one -> targets.add(Shown.word(one.target())));
    for (Finding part : finding.parts()) {
      boolean redirected =
          part.subject() instanceof Subject.Place place && targets.contains(place.written());
      if (part.kind() == Finding.Kind.OPEN && !redirected) {
        return false;
      }
    }
    return of.deeds() instanceof Deeds.Known;
  }

  private boolean readsOutside(Finding finding) {
    for (Finding part : finding.parts()) {
      if (part.kind() == Finding.Kind.OPEN
          && part.subject() instanceof Subject.Place place
          && isOutside(place.identity())) {
        return true;
      }
    }
    return false;
  }

  private boolean isOutside(@Nullable PathIdentity identity) {
    return identity != null && !standing.places().readable(identity);
  }

  /**
   * The command as the text of a rule that takes it and nothing else; {@code null} where there is
   * no such rule.
   */
  static @Nullable String toTheLetter(ShellCommand command) {
    StringBuilder line = new StringBuilder();
    boolean plain = command.assignments().isEmpty();
    for (Word word : command.words()) {
      if (!(word instanceof Word.Literal(String text))) {
        return null;
      }
      plain &= isPlain(text);
      line.append(line.isEmpty() ? "" : " ").append(text);
    }
    String text = plain ? line.toString() : command.text().strip();
    // a star would take more than itself, and a rule is one line
    boolean exact = text.indexOf('*') < 0 && text.indexOf('\n') < 0 && !text.isEmpty();
    return exact ? text : null;
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_-./:=,@%+".indexOf(c) < 0) {
        return false;
      }
    }
    return !word.isEmpty();
  }

  private void propose(Subject.Place place) {
    PathIdentity identity = place.identity();
    if (identity == null) {
      return;
    }
    switch (place.access()) {
      case READ, READ_TREE -> {
        if (!isOutside(identity)) {
          return;
        }
        boolean folder = identity.kind() == PathIdentity.Kind.FOLDER;
        for (Path hop : identity.hops()) {
          Path parent = folder ? hop : hop.getParent();
          if (parent != null && parent.getNameCount() > 0) {
            rule("Read(/" + escaped(parent) + "/**)", Destination.SESSION);
          }
        }
      }
      case WRITE -> {
        if (standing.places().inside(identity)) {
          acceptEdits = true;
        } else {
          for (Path hop : identity.hops()) {
            rule("Edit(/" + escaped(hop) + ")", Destination.SESSION);
          }
        }
      }
      case WRITE_TREE, REMOVE, REMOVE_TREE, ENTER -> {}
    }
  }

  /** A path in which every character that patterns know stands for itself. */
  private static String escaped(Path path) {
    StringBuilder escaped = new StringBuilder();
    String text = path.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("*?[]\\!".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
