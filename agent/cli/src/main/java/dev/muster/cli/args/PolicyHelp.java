package dev.muster.cli.args;

/** What the help says of the commands about policy. */
final class PolicyHelp {

  private PolicyHelp() {}

  static String introduction(Command command) {
    return switch (command) {
      case POLICY ->
          "Shows what a policy decides and why. Nothing that these commands are asked about is ever"
              + " done.";
      case POLICY_EXPLAIN ->
          "Says what would be decided about a command, or a call of another tool, in a session"
              + " here: what the shell makes of it, what each part does, which rule of which file"
              + " bears on it, and the verdict. The command is one word, in quotes; - reads it from"
              + " standard input.";
      case POLICY_CHECK ->
          "Reads settings files as a session does and looks for rules that do not do what they"
              + " seem to: dead ones, shadowed ones, ones that never match, and ones that give more"
              + " than they say. Without files it checks all layers in force here, against one"
              + " another.";
      case POLICY_TEST ->
          "Decides the cases of files and compares each decision with the expected one, for a"
              + " team's CI. The policy under test is that in force here, or the one that a file"
              + " names. docs/policy.md describes the format.";
      case POLICY_REPLAY ->
          "Decides the calls of past sessions twice, under the policy in force and with the given"
              + " settings file in the place of one layer, and shows those whose verdict would"
              + " change. Paths are looked up on the disk as it is now, which may differ from then.";
      case POLICY_DECIDE ->
          "Answers questions about calls, one JSON object a line, each with one line, in order and"
              + " at once, until standard input ends. A question brings its own settings: nothing"
              + " of this machine's settings or environment is read, but PATH, where programs are"
              + " looked for, and the disk, where paths lead.";
      case RUN, DEMO, TRUST, SANDBOX, SANDBOX_STATUS, SANDBOX_RUN, COMPLETION, HELP -> "";
    };
  }

  static String examples(Command command) {
    return switch (command) {
      case POLICY ->
          """

          Examples:
            muster policy explain 'git push --force'
            muster policy check
            muster help policy test
          """;
      case POLICY_EXPLAIN ->
          """

          Examples:
            muster policy explain 'cd build && rm -rf *.o'
            muster policy explain --tool Read --input '{"file_path":"/etc/hosts"}'
            muster policy explain 'npm test' --mode dontAsk --json

          Exit codes: 0 it would run unasked; 10 a person would be asked; 20 it would be
          refused; 1 there is nothing to decide, with the reason.
          """;
      case POLICY_CHECK ->
          """

          Examples:
            muster policy check
            muster policy check --strict .claude/settings.json

          Exit codes: 0 nothing wrong, or only warnings; 1 a fault, or with --strict a
          warning.
          """;
      case POLICY_TEST ->
          """

          Examples:
            muster policy test .claude/policy-tests.json
            muster policy test tests/*.json --junit target/policy.xml
            muster policy test tests/git.json --filter push

          Exit codes: 0 every case is as expected; 1 one is not, or a file is wrong.
          """;
      case POLICY_REPLAY ->
          """

          Examples:
            muster policy replay proposed.json --since 30d
            muster policy replay team.json --as managed --all-projects --json

          Exit codes: 0 done, whether or not anything changes; 1 not done.
          """;
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
      case RUN, DEMO, TRUST, SANDBOX, SANDBOX_STATUS, SANDBOX_RUN, COMPLETION, HELP -> "";
    };
  }
}
