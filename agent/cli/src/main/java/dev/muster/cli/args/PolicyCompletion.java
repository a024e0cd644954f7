package dev.muster.cli.args;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of completion scripts that are about {@code policy}. */
final class PolicyCompletion {

  private PolicyCompletion() {}

  /** The body of a case of bash, for the word {@code policy}. */
  static String bash() {
    StringBuilder out = new StringBuilder();
    out.append("      if [[ $COMP_CWORD -eq 2 ]]; then\n");
    out.append("        COMPREPLY=($(compgen -W \"").append(words()).append("\" -- \"$cur\"))\n");
    out.append("        return\n      fi\n      case $prev in\n");
    for (Map.Entry<String, String> action : bashActions().entrySet()) {
      out.append("        ").append(action.getKey()).append(")\n          ");
      out.append(action.getValue().replace("\n", "\n    ")).append("\n          return ;;\n");
    }
    out.append("      esac\n      if [[ $cur == -* ]]; then\n");
    out.append("        case ${COMP_WORDS[2]} in\n");
    for (Command command : commands()) {
      out.append("          ").append(command.lastWord());
      out.append(") COMPREPLY=($(compgen -W \"");
      out.append(CompletionScript.longNames(command)).append("\" -- \"$cur\")) ;;\n");
    }
    return out.append("        esac\n      fi\n      return ;;\n").toString();
  }

  /** What completes the values of options, by their names. */
  private static Map<String, String> bashActions() {
    Map<String, String> actions = new LinkedHashMap<>();
    for (Command command : commands()) {
      for (Option option : CompletionScript.shown(command)) {
        String action = CompletionScript.bashValues(option);
        if (!action.isEmpty()) {
          actions.put(String.join("|", option.names()), action);
        }
      }
    }
    return actions;
  }

  /** The body of a case of zsh, for the word {@code policy}. */
  static String zsh() {
    StringBuilder out = new StringBuilder();
    out.append("      if (( CURRENT == 3 )); then _values command ").append(words());
    out.append("; return; fi\n      case ${words[3]} in\n");
    for (Command command : commands()) {
      out.append("        ").append(command.lastWord()).append(") _arguments -s -S");
      for (Option option : CompletionScript.shown(command)) {
        for (String name : option.names()) {
          out.append(" \\\n          '")
              .append(CompletionScript.zshSpec(option, name))
              .append('\'');
        }
      }
      String operand = command == Command.POLICY_EXPLAIN ? "'3:command:'" : "'*:file:_files'";
      out.append(command == Command.POLICY_DECIDE ? "" : " \\\n          " + operand);
      out.append(" ;;\n");
    }
    return out.append("      esac ;;\n").toString();
  }

  /** Lines of fish. */
  static String fish() {
    StringBuilder out = new StringBuilder();
    String after = "complete -c muster -n '__fish_seen_subcommand_from policy";
    for (Command command : commands()) {
      out.append(after).append("; and not __fish_seen_subcommand_from ").append(words());
      out.append("' -f -a ").append(command.lastWord()).append(" -d ");
      out.append(CompletionScript.fishText(command.summary())).append('\n');
    }
    for (Command command : commands()) {
      for (Option option : CompletionScript.shown(command)) {
        out.append(after).append("; and __fish_seen_subcommand_from ");
        out.append(command.lastWord()).append('\'').append(CompletionScript.fishOption(option));
        out.append('\n');
      }
    }
    return out.toString();
  }

  private static List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    for (Command command : Command.values()) {
      if (command.isBelow(Command.POLICY)) {
        commands.add(command);
      }
    }
    return commands;
  }

  private static String words() {
    List<String> words = new ArrayList<>();
    for (Command command : commands()) {
      words.add(command.lastWord());
    }
    return String.join(" ", words);
  }
}
