package dev.muster.cli.args;

import dev.muster.protocol.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** What the words behind {@code policy} mean. */
final class PolicyGrammar {

  private final Scan scan;

  PolicyGrammar(Scan scan) {
    this.scan = scan;
  }

  PolicyRequest of(Command command) {
    return switch (command) {
      case POLICY_DECIDE -> decide();
      case RUN, DEMO, TRUST, POLICY, COMPLETION, HELP ->
          throw new IllegalArgumentException("no command of policy: " + command);
    };
  }

  private PolicyRequest decide() {
    if (!scan.has(Option.JSONL)) {
      throw Wrong.arguments(
          "policy decide needs to be told in what form it is asked", "Write --jsonl");
    }
    return new PolicyRequest.Decide();
  }

  /** The problem of {@code policy} without a command that there is. */
  static ProblemException noCommand(String word) {
    List<String> words = new ArrayList<>();
    for (Command command : Command.values()) {
      if (command.isBelow(Command.POLICY)) {
        words.add(command.lastWord());
      }
    }
    return Wrong.arguments(
        word.isEmpty() ? "policy needs a command" : "policy has no command " + word,
        "Choose from " + String.join(", ", words));
  }
}
