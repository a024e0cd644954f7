package dev.muster.cli.args;

import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The problems of command lines. Loaded only when there is one. */
final class Wrong {

  private Wrong() {}

  static ProblemException arguments(String what, String hint) {
    return new ProblemException(new Problem(ProblemCode.BAD_ARGUMENTS, what, hint));
  }

  static ProblemException conflict(Option one, Option other) {
    return arguments(
        one.longName() + " and " + other.longName() + " exclude each other", "Give one of them");
  }

  static ProblemException needs(String option, String what) {
    return arguments(option + " needs " + what, "Add it, or leave the option out");
  }

  static ProblemException choice(String option, String value, List<String> choices) {
    return arguments(
        option + " does not take \"" + value + "\"", "Choose from " + String.join(", ", choices));
  }

  static ProblemException missing(String option, String feature) {
    return arguments(
        option + " is not supported: this version of muster has no " + feature,
        "Leave it out, or see muster --help for what there is");
  }

  /** An option that the table does not have. */
  static ProblemException unknown(String name, Command command) {
    String missingFeature = missingFeature(name);
    if (missingFeature != null) {
      return missing(name, missingFeature);
    }
    String nearest = nearest(name, command);
    String hint =
        nearest.isEmpty()
            ? "See muster --help; a prompt that begins with a dash goes after --"
            : "Did you mean " + nearest + "?";
    return arguments("There is no option " + name, hint);
  }

  /** What it would take for an option of the established contract to work. */
  private static @Nullable String missingFeature(String name) {
    return switch (name) {
      case "--thinking-display" -> "choice of what is shown of the model's reasoning";
      case "--plugin-dir", "--plugin-url", "--plugin-dir-no-mcp" -> "plugins";
      case "--agent" -> "sub-agents";
      case "-w", "--worktree", "--tmux" -> "worktrees";
      case "--bg", "--background" -> "background sessions";
      case "--bare", "--safe-mode" -> "reduced modes";
      case "--chrome", "--no-chrome", "--ide" -> "link to a browser or an editor";
      case "--resume-session-at", "--from-pr" -> "way to resume other than by the session's id";
      case "-n", "--name" -> "session names";
      case "--file" -> "file downloads";
      case "--remote-control" -> "remote control";
      case "--prompt-suggestions" -> "prompt suggestions";
      case "--disable-slash-commands", "--brief" -> "skills or commands to switch";
      default -> null;
    };
  }

  private static String nearest(String name, Command command) {
    String best = "";
    int least = Math.max(2, name.length() / 4) + 1;
    for (Option option : Option.values()) {
      if (!option.belongsTo(command) || option.group() == Option.Group.HIDDEN) {
        continue;
      }
      for (String candidate : option.names()) {
        int distance = candidate.length() < 3 ? least : distance(name, candidate);
        if (distance < least) {
          least = distance;
          best = candidate;
        }
      }
    }
    return best;
  }

  /** How many letters must be changed, added or taken away. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
