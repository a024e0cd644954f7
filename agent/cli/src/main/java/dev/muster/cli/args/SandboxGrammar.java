package dev.muster.cli.args;

import dev.muster.protocol.ProblemException;
import java.util.List;
import java.util.Optional;

/** What the words behind {@code sandbox} mean, and what the help says of them. */
final class SandboxGrammar {

  private SandboxGrammar() {}

  static SandboxRequest status(Scan scan) {
    return new SandboxRequest.Status(settings(scan));
  }

  static SandboxRequest run(Scan scan) {
    if (scan.words().isEmpty()) {
      throw Wrong.arguments(
          "sandbox run needs a command", "Write it last: muster sandbox run -- npm test");
    }
    return new SandboxRequest.Run(settings(scan), scan.words());
  }

  private static Optional<String> settings(Scan scan) {
    List<String> all = scan.all(Option.MORE_SETTINGS);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  static ProblemException noCommand(String word) {
    return Wrong.arguments(
        word.isEmpty() ? "sandbox needs a command" : "There is no command sandbox " + word,
        "See muster help sandbox");
  }

  static String introduction(Command command) {
    return switch (command) {
      case SANDBOX_STATUS ->
          "Says what can confine commands on this machine, whether commands of a session here would"
              + " be confined, to what, and which settings file or rule each limit comes from.";
      case SANDBOX_RUN ->
          "Runs a program as the commands of a session here would run, whether or not the settings"
              + " switch the sandbox on, so that a person can try it. It has this terminal's"
              + " streams; what was refused is told at its end.";
      case SANDBOX -> "Shows how commands are confined, and runs one so.";
      case RUN, DEMO, TRUST, COMPLETION, HELP -> "";
      case POLICY, POLICY_EXPLAIN, POLICY_CHECK, POLICY_TEST, POLICY_REPLAY, POLICY_DECIDE -> "";
    };
  }

  static String examples(Command command) {
    return switch (command) {
      case SANDBOX, SANDBOX_STATUS, SANDBOX_RUN ->
          """

          Examples:
            muster sandbox status
            muster sandbox run -- npm test
            muster sandbox run -- bash -c 'cat ~/.ssh/id_rsa; curl https://example.com'
          """;
      case RUN, DEMO, TRUST, COMPLETION, HELP -> "";
      case POLICY, POLICY_EXPLAIN, POLICY_CHECK, POLICY_TEST, POLICY_REPLAY, POLICY_DECIDE -> "";
    };
  }
}
