package dev.muster.cli.args;

import java.util.ArrayList;
import java.util.List;

/** Scripts that teach a shell to complete the command line, made from the table of options. */
public final class CompletionScript {

  private CompletionScript() {}

  /** The script for that shell, ending in a newline. */
  public static String of(Shell shell) {
    return switch (shell) {
      case BASH -> bash();
      case ZSH -> zsh();
      case FISH -> fish();
    };
  }

  private static final String BASH =
      """
      # Completion of muster for bash: source <(muster completion bash)
      _muster() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
        COMPREPLY=()
        if [[ $cur == '=' ]]; then
          cur=''
        elif [[ $prev == '=' && $COMP_CWORD -ge 2 ]]; then
          prev=${COMP_WORDS[COMP_CWORD-2]}
        fi
        case ${COMP_WORDS[1]} in
          trust)
            if [[ $cur == -* ]]; then
              COMPREPLY=($(compgen -W "@TRUST@" -- "$cur"))
            else
              compopt -o filenames 2>/dev/null
              mapfile -t COMPREPLY < <(compgen -d -- "$cur")
            fi
            return ;;
          completion)
            COMPREPLY=($(compgen -W "@SHELLS@" -- "$cur"))
            return ;;
          policy)
      @POLICY@    demo|help)
            [[ ${COMP_WORDS[1]} == help ]] &&
              COMPREPLY=($(compgen -W "@COMMANDS@" -- "$cur"))
            return ;;
        esac
        case $prev in
      @CASES@  esac
        if [[ $cur == -* ]]; then
          COMPREPLY=($(compgen -W "@NAMES@" -- "$cur"))
        elif [[ $COMP_CWORD -eq 1 ]]; then
          COMPREPLY=($(compgen -W "@COMMANDS@" -- "$cur"))
        fi
      }
      complete -o default -F _muster muster
      """;

  private static String bash() {
    StringBuilder cases = new StringBuilder();
    StringBuilder names = new StringBuilder();
    for (Option option : shown(Command.RUN)) {
      for (String name : option.names()) {
        names.append(names.isEmpty() ? "" : " ").append(name);
      }
      String action = bashValues(option);
      if (!action.isEmpty()) {
        cases
            .append("    ")
            .append(String.join("|", option.names()))
            .append(")\n      ")
            .append(action)
            .append("\n      return ;;\n");
      }
    }
    return BASH.replace("@TRUST@", longNames(Command.TRUST))
        .replace("@SHELLS@", shells())
        .replace("@COMMANDS@", commands())
        .replace("@NAMES@", names)
        .replace("@POLICY@", PolicyCompletion.bash())
        .replace("@CASES@", cases);
  }

  static String bashValues(Option option) {
    if (!option.choices().isEmpty()) {
      return "COMPREPLY=($(compgen -W \"" + String.join(" ", option.choices()) + "\" -- \"$cur\"))";
    }
    return switch (option.value()) {
      case "<file>" ->
          "compopt -o filenames 2>/dev/null\n"
              + "      mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")";
      case "<folder>" ->
          "compopt -o filenames 2>/dev/null\n"
              + "      mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")";
      case "", "<filter>", "<id>" -> "";
      default -> ":";
    };
  }

  private static String zsh() {
    StringBuilder specs = new StringBuilder();
    for (Option option : shown(Command.RUN)) {
      for (String name : option.names()) {
        specs.append("    '").append(zshSpec(option, name)).append("' \\\n");
      }
    }
    return """
    #compdef muster
    # Completion of muster for zsh: put it into a folder of $fpath as _muster
    _muster() {
      case ${words[2]} in
        trust) _arguments '--revoke[Trust the folder no longer]' '*:folder:_files -/' ;;
        completion) _values shell @SHELLS@ ;;
        help) _values command @COMMANDS@ ;;
        policy)
    @POLICY@    demo) ;;
        *)
          (( CURRENT == 2 )) && [[ ${words[2]} != -* ]] && _values command @COMMANDS@
          _arguments -s -S \\
    @SPECS@    '1:prompt:' ;;
      esac
    }
    if [[ ${funcstack[1]} == _muster ]]; then _muster "$@"; else compdef _muster muster; fi
    """
        .replace("@SHELLS@", shells())
        .replace("@COMMANDS@", commands())
        .replace("@POLICY@", PolicyCompletion.zsh())
        .replace("@SPECS@", specs);
  }

  /** One name of an option with its help and values. */
  static String zshSpec(Option option, String name) {
    return (many(option) ? "*" : "")
        + name
        + '['
        + zshText(option.help())
        + ']'
        + zshValues(option);
  }

  private static String zshValues(Option option) {
    if (option.arity() == Option.Arity.NONE) {
      return "";
    }
    String colon = option.arity() == Option.Arity.OPTIONAL ? "::" : ":";
    if (!option.choices().isEmpty()) {
      return colon + "value:(" + String.join(" ", option.choices()) + ")";
    }
    return colon
        + switch (option.value()) {
          case "<file>" -> "file:_files";
          case "<folder>" -> "folder:_files -/";
          default -> option.value().substring(1, option.value().length() - 1) + ":";
        };
  }

  private static String zshText(String text) {
    return text.replace("'", "'\\''").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static boolean many(Option option) {
    return option.arity() == Option.Arity.MANY;
  }

  private static String fish() {
    StringBuilder out = new StringBuilder();
    out.append("# Completion of muster for fish: ~/.config/fish/completions/muster.fish\n");
    for (Command command : Command.values()) {
      if (command != Command.RUN && !command.isBelow()) {
        out.append("complete -c muster -n __fish_use_subcommand -f -a ")
            .append(command.word())
            .append(" -d ")
            .append(fishText(command.summary()))
            .append('\n');
      }
    }
    String after = "complete -c muster -n '__fish_seen_subcommand_from ";
    out.append(after).append("completion' -f -a '").append(shells()).append("'\n");
    out.append(after).append("help' -f -a '").append(commands()).append("'\n");
    out.append(after).append("trust' -l revoke -d 'Trust the folder no longer'\n");
    out.append(PolicyCompletion.fish());
    for (Option option : shown(Command.RUN)) {
      out.append("complete -c muster -n 'not __fish_seen_subcommand_from ")
          .append(commands())
          .append("'")
          .append(fishOption(option))
          .append('\n');
    }
    return out.toString();
  }

  /** The names of an option, its values and its help. */
  static String fishOption(Option option) {
    StringBuilder out = new StringBuilder();
    for (String name : option.names()) {
      out.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1));
    }
    return out.append(fishValues(option)).append(" -d ").append(fishText(option.help())).toString();
  }

  private static String fishValues(Option option) {
    if (!option.choices().isEmpty()) {
      return " -x -a '" + String.join(" ", option.choices()) + "'";
    }
    return switch (option.value()) {
      case "<file>" -> " -r -F";
      case "<folder>" -> " -x -a '(__fish_complete_directories)'";
      case "", "<filter>", "<id>" -> "";
      default -> " -x";
    };
  }

  static String fishText(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  static List<Option> shown(Command command) {
    List<Option> options = new ArrayList<>();
    for (Option option : Option.values()) {
      if (option.belongsTo(command) && option.group() != Option.Group.HIDDEN) {
        options.add(option);
      }
    }
    return options;
  }

  static String longNames(Command command) {
    List<String> names = new ArrayList<>();
    for (Option option : shown(command)) {
      names.addAll(option.names());
    }
    return String.join(" ", names);
  }

  private static String commands() {
    List<String> words = new ArrayList<>();
    for (Command command : Command.values()) {
      if (command != Command.RUN && !command.isBelow()) {
        words.add(command.word());
      }
    }
    return String.join(" ", words);
  }

  private static String shells() {
    List<String> words = new ArrayList<>();
    for (Shell shell : Shell.values()) {
      words.add(shell.word());
    }
    return String.join(" ", words);
  }
}
