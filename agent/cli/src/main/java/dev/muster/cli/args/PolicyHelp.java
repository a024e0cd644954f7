package dev.muster.cli.args;

/** What the help says of the commands about policy. */
final class PolicyHelp {

  private PolicyHelp() {}

  static String introduction(Command command) {
    return switch (command) {
      case POLICY ->
          "Shows what a policy decides and why. Nothing that these commands are asked about is ever"
              + " done.";
      case POLICY_DECIDE ->
          "Answers questions about calls, one JSON object a line, each with one line, in order and"
              + " at once, until standard input ends. A question brings its own settings: nothing"
              + " of this machine's settings or environment is read, but PATH, where programs are"
              + " looked for, and the disk, where paths lead.";
      case RUN, DEMO, TRUST, COMPLETION, HELP -> "";
    };
  }

  static String examples(Command command) {
    return switch (command) {
      case POLICY_DECIDE ->
          """

          A question:
            {"id": 1, "command": "ls | wc -l", "cwd": "/src/app", "home": "/home/ada",
             "settings": {"permissions": {"allow": ["Bash(wc:*)"]}}}
          In place of "command", any tool: "tool": "Read", "input": {"file_path": "x"}.
          More members: "mode", and the layers "managed", "user" and "local";
          "settings" is the project's. A line is at most 16 MB.

          Its answer, in which decision is auto, ask or deny:
            {"id": 1, "decision": "auto", "reason": "...", "rule": null}
          A line that makes no sense, or settings that no session would start with:
            {"id": 1, "error": "..."}

          Exit codes: 0 every line was decided; 1 some line was answered with an error.
          """;
      case POLICY, RUN, DEMO, TRUST, COMPLETION, HELP -> "";
    };
  }
}
