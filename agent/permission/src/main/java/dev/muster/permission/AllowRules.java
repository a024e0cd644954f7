package dev.muster.permission;

import dev.muster.permission.rule.CommandLine;
import dev.muster.permission.rule.CommandPattern;
import dev.muster.permission.rule.Rule;
import dev.muster.permission.rule.RuleList;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that allow commands. */
final class AllowRules {

  /** Variables that do not change what a program does. */
  private static final Set<String> HARMLESS_VARIABLES =
      Set.of(
          "LANG",
          "LANGUAGE",
          "TZ",
          "NO_COLOR",
          "FORCE_COLOR",
          "CLICOLOR",
          "COLUMNS",
          "LINES",
          "TERM",
          "CI",
          "NODE_ENV",
          "RUST_BACKTRACE",
          "PYTHONUNBUFFERED");

  private final CommandRules rules;

  AllowRules(Policy policy) {
    this.rules = policy.allow().commands();
  }

  /**
   * The finding of a rule that allows the command; {@code null} where none does.
   *
   * @param toTheLetter whether only a rule that is the command as it was written may
   */
  @Nullable Finding judge(ShellCommand command, boolean toTheLetter) {
    if (rules.isEmpty()) {
      return null;
    }
    boolean byForm = !toTheLetter && hasHarmlessAssignments(command);
    String written = command.text().strip();
    boolean literal = isLiteral(command.words()) && showsAssignments(command, written);
    CommandLine line = CommandLine.of(command.words());
    for (Rule.Command rule : rules.about(List.of(line), written)) {
      CommandPattern pattern = rule.pattern();
      boolean allows =
          (byForm && pattern.allows(line))
              || (literal
                  && (toTheLetter
                      ? pattern.written().equals(written)
                      : pattern.allowsWritten(written)));
      if (allows) {
        return Finding.by(
            Finding.Kind.ALLOW,
            "a rule allows " + Shown.text(command.text()),
            rule,
            RuleList.ALLOW);
      }
    }
    return null;
  }

  /** What is not known of a word may be anything, so that its letters say nothing. */
  private static boolean isLiteral(List<Word> words) {
    for (Word word : words) {
      if (!(word instanceof Word.Literal)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether whoever wrote the rule saw what is assigned: an earlier {@code export} changes what the
   * same letters do.
   */
  private static boolean showsAssignments(ShellCommand command, String written) {
    for (ShellCommand.Assignment assignment : command.assignments()) {
      if (!isHarmless(assignment.name()) && !written.contains(assignment.name() + "=")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHarmless(String name) {
    return HARMLESS_VARIABLES.contains(name) || name.startsWith("LC_");
  }

  /** Whether all assignments are of variables that do not change what a program does. */
  static boolean hasHarmlessAssignments(ShellCommand command) {
    boolean splits =
        !command.words().isEmpty()
            && command.words().getFirst() instanceof Word.Literal(String name)
            && name.equals("read");
    for (ShellCommand.Assignment assignment : command.assignments()) {
      boolean splitsLine = splits && assignment.name().equals("IFS");
      if (!splitsLine && !isHarmless(assignment.name())) {
        return false;
      }
    }
    return true;
  }
}
