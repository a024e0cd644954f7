package dev.muster.cli.args;

import java.util.List;

/** The help of each command, at most 80 columns wide, made from the table of options. */
public final class HelpText {

  private static final int WIDTH = 80;
  private static final int INDENT = 30;

  private HelpText() {}

  /** The help of that command, ending in a newline. */
  public static String of(Command command) {
    StringBuilder out = new StringBuilder();
    out.append("Usage: muster ");
    if (!command.word().isEmpty()) {
      out.append(command.word()).append(' ');
    }
    trimmed(out.append(command.operands())).append("\n\n");
    wrap(out, introduction(command), 0);
    if (command == Command.RUN) {
      for (Option.Group group : Option.Group.values()) {
        options(out, group);
      }
      commands(out, command);
    } else {
      commands(out, command);
      options(out, command);
    }
    out.append(examples(command));
    return out.toString();
  }

  private static String introduction(Command command) {
    return switch (command) {
      case RUN ->
          "A coding agent for the terminal: it reads, edits, runs and explains code, and does"
              + " nothing that the policy in force does not permit. With -p it answers one prompt"
              + " and exits; what stands on standard input follows the prompt.";
      case DEMO ->
          "Copies a small project with a failing test to a temporary folder and lets the agent"
              + " mend it, through the real tools and the real permission engine, showing each"
              + " decision with the rule behind it. The model is scripted: no credential is needed"
              + " and nothing leaves the machine.";
      case TRUST ->
          "Lets what stands in a folder's .claude settings take effect: its allow rules,"
              + " environment and helpers. Until then only its deny and ask rules do. The folder is"
              + " the one named, or the present one.";
      case POLICY, POLICY_EXPLAIN, POLICY_CHECK, POLICY_TEST, POLICY_REPLAY, POLICY_DECIDE ->
          PolicyHelp.introduction(command);
      case SANDBOX, SANDBOX_STATUS, SANDBOX_RUN -> SandboxGrammar.introduction(command);
      case COMPLETION -> "Prints a script that teaches the shell to complete muster's options.";
      case HELP -> "Explains a command, as demo or policy explain; without one, all options.";
    };
  }

  private static String examples(Command command) {
    return switch (command) {
      case RUN ->
          """

          Examples:
            muster -p "Why does the build fail?"
            git diff | muster -p "Review this change"
            muster -p "Run the tests and mend them" --permission-mode acceptEdits \\
              --allowedTools "Bash(mvn test *)"
            muster -p "List the endpoints" --output-format json --max-budget-usd 0.50

          Exit codes: 0 done; 1 not done, with the reason; 70 a fault of muster;
          129, 130, 143 ended by SIGHUP, SIGINT, SIGTERM.
          """;
      case TRUST ->
          """

          Examples:
            muster trust
            muster trust --revoke ~/code/service
          """;
      case COMPLETION ->
          """

          Examples:
            source <(muster completion bash)
            muster completion zsh > "${fpath[1]}/_muster"
            muster completion fish > ~/.config/fish/completions/muster.fish
          """;
      case POLICY, POLICY_EXPLAIN, POLICY_CHECK, POLICY_TEST, POLICY_REPLAY, POLICY_DECIDE ->
          PolicyHelp.examples(command);
      case SANDBOX, SANDBOX_STATUS, SANDBOX_RUN -> SandboxGrammar.examples(command);
      case DEMO, HELP -> "";
    };
  }

  private static void options(StringBuilder out, Option.Group group) {
    if (group.title().isEmpty()) {
      return;
    }
    out.append('\n').append(group.title()).append(":\n");
    for (Option option : Option.values()) {
      if (option.group() == group) {
        row(out, left(option), right(option));
      }
    }
  }

  private static void options(StringBuilder out, Command command) {
    out.append("\nOptions:\n");
    for (Option option : Option.values()) {
      if (option.belongsTo(command)) {
        row(out, left(option), right(option));
      }
    }
  }

  private static String left(Option option) {
    String names = String.join(", ", option.names());
    String indent = names.startsWith("--") ? "      " : "  ";
    String value = option.choices().isEmpty() ? option.value() : "<value>";
    return switch (option.arity()) {
      case NONE -> indent + names;
      case ONE -> indent + names + " " + value;
      case OPTIONAL -> indent + names + " [" + value.substring(1, value.length() - 1) + "]";
      case MANY -> indent + names + " " + value + "...";
    };
  }

  private static String right(Option option) {
    List<String> choices = option.choices();
    return choices.isEmpty() ? option.help() : option.help() + ": " + String.join(", ", choices);
  }

  /** The commands that are reached from this one, if there are any. */
  private static void commands(StringBuilder out, Command above) {
    boolean first = true;
    for (Command command : Command.values()) {
      boolean listed =
          above == Command.RUN
              ? command != Command.RUN && !command.isBelow()
              : command.isBelow(above);
      if (listed) {
        out.append(first ? "\nCommands:\n" : "");
        first = false;
        String name = command.lastWord() + " " + command.operands();
        row(out, "  " + name.stripTrailing(), command.summary());
      }
    }
  }

  private static void row(StringBuilder out, String left, String right) {
    out.append(left);
    if (left.length() + 2 > INDENT) {
      out.append('\n').append(" ".repeat(INDENT));
    } else {
      out.append(" ".repeat(INDENT - left.length()));
    }
    wrap(out, right, INDENT);
  }

  private static void wrap(StringBuilder out, String text, int indent) {
    int column = indent;
    boolean first = true;
    for (String word : text.split(" ", -1)) {
      if (!first && column + 1 + word.length() > WIDTH) {
        out.append('\n').append(" ".repeat(indent));
        column = indent;
        first = true;
      }
      if (!first) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
      first = false;
    }
    out.append('\n');
  }

  private static StringBuilder trimmed(StringBuilder text) {
    while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    return text;
  }
}
